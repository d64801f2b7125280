/**
 * The console's pages about jobs, and a job's output as plain text. Start with {@link
 * org.hqueue.web.console.job.JobsServlet}, which says what is where. Must not know XML-RPC.
 */
@NullMarked
package org.hqueue.web.console.job;

import org.jspecify.annotations.NullMarked;
