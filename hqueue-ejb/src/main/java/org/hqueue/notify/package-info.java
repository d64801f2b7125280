/**
 * Mail about jobs and about the farm, read from the feed of events. Start with {@link
 * org.hqueue.notify.MailDuty}. Nobody knows of it, so that a mail can never harm a job.
 */
@NullMarked
package org.hqueue.notify;

import org.jspecify.annotations.NullMarked;
