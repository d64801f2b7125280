package org.hqueue.job;

import org.hqueue.job.JobState.Children;
import org.jspecify.annotations.Nullable;

/**
 * One decided move of a job, with everything that is written together with it.
 *
 * @param jobId which job
 * @param from the status that it must still have
 * @param to the status that it gets; the same as {@code from} when only the rest changes
 * @param reason for the log, "" when the status says all
 * @param pauseWished whether a user wants it halted from now on
 * @param ownResult what came of its command
 * @param triesLeft automatic retries that remain
 * @param exitCode of the try that ended now, null when none did
 * @param commandEnded whether a try ended with this move
 * @param failureReason in words, "" unless it failed, null to leave the one it has
 * @param sparesParents its own bad end counts as a good one for the jobs above it
 */
public record StatusChange(
    int jobId,
    JobStatus from,
    JobStatus to,
    String reason,
    boolean pauseWished,
    OwnResult ownResult,
    int triesLeft,
    @Nullable Integer exitCode,
    boolean commandEnded,
    @Nullable String failureReason,
    boolean sparesParents) {

  /** Only the status changes, and why it failed if it did. */
  static StatusChange of(
      JobState job, JobStatus to, String reason, @Nullable String failureReason) {
    return new StatusChange(
        job.id(),
        job.status(),
        to,
        reason,
        job.pauseWished(),
        job.ownResult(),
        job.triesLeft(),
        null,
        false,
        failureReason,
        job.rules().sparesParents());
  }

  /** The same with another wish of the user. */
  StatusChange wishing(boolean pause) {
    return new StatusChange(
        jobId,
        from,
        to,
        reason,
        pause,
        ownResult,
        triesLeft,
        exitCode,
        commandEnded,
        failureReason,
        sparesParents);
  }

  /** Whether the job is finished from now on, and was not. */
  boolean finishes() {
    return to.isFinished() && !from.isFinished();
  }

  /** Whether the job was finished, and is not any more. */
  boolean reopens() {
    return from.isFinished() && !to.isFinished();
  }

  /** What it changes in the counts of each of the job's parents. */
  Children changeForParents() {
    return Children.of(to, sparesParents).minus(Children.of(from, sparesParents));
  }
}
