/**
 * Jobs: what may be asked for, how their status moves, what is shown of them. Start with {@link
 * org.hqueue.job.JobStatus} and {@link org.hqueue.job.JobLifecycle}. Must not know how clients are
 * chosen.
 */
@NullMarked
package org.hqueue.job;

import org.jspecify.annotations.NullMarked;
