package org.hqueue.job;

import org.jspecify.annotations.Nullable;

/**
 * How a try of a job's command ended, as {@link JobLifecycle} needs it.
 *
 * @param verdict what it means for the job
 * @param exitCode null when unknown
 * @param reason in words why it failed or was put back, "" after success
 */
public record CommandEnd(Verdict verdict, @Nullable Integer exitCode, String reason) {

  /** What the end of a try means for the job. */
  public enum Verdict {
    /** The work is done. */
    GOOD,
    /** The work failed; a retry is used if there is one. */
    BAD,
    /** The try does not count: the job goes back to the queue and no retry is used. */
    PUT_BACK,
    /** As {@link #PUT_BACK}, since the client was lost; several times in a row are a failure. */
    LOST_CLIENT,
    /** The work failed, and no retry is used. */
    FAILED_FOR_GOOD,
    /** It ran too long or hung; the job's policy says what that means. */
    TIMED_OUT,
    /** A rule puts the job back without using a try, unless that has happened too often. */
    REQUEUED,
    /** The job is cancelled. */
    CANCELLED
  }

  /** The client that ran it is lost, for that reason. */
  public static CommandEnd lostClient(String reason) {
    return new CommandEnd(Verdict.LOST_CLIENT, null, reason);
  }
}
