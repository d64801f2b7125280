package org.hqueue.job;

import org.jspecify.annotations.Nullable;

/**
 * A job as it is written for the first time.
 *
 * @param id from its block
 * @param spec what was asked for
 * @param status its first status
 * @param pauseWished it starts paused
 * @param priority settled
 * @param rootId settled
 * @param isRoot it has no parent
 * @param sharesJobs a job below it has another root too
 * @param requirementId what it demands of a client, null for a container
 * @param submittedBy settled
 * @param labelSetId its labels, own and inherited, null for none
 * @param children counts of the children that it starts with
 * @param log why it has that status, "" when the status says all
 */
record NewJob(
    int id,
    JobSpec spec,
    JobStatus status,
    boolean pauseWished,
    int priority,
    int rootId,
    boolean isRoot,
    boolean sharesJobs,
    @Nullable Integer requirementId,
    String submittedBy,
    @Nullable Integer labelSetId,
    JobState.Children children,
    String log) {}
