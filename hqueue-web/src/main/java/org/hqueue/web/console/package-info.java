/**
 * What all console pages share: the headers they are sent with, and how they show times and
 * failures. The pages are in the packages below, one bean per page; start with {@code
 * org.hqueue.web.console.job.JobListPage}. A page is a GET: all that it shows is in its URL, and
 * the server keeps nothing of it. Must not know XML-RPC.
 */
@NullMarked
package org.hqueue.web.console;

import org.jspecify.annotations.NullMarked;
