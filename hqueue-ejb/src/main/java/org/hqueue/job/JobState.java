package org.hqueue.job;

import org.jspecify.annotations.Nullable;

/**
 * What {@link JobLifecycle} decides upon.
 *
 * @param id the job
 * @param status what the queue has decided so far
 * @param pauseWished a user wants it halted
 * @param hasCommand false for a container
 * @param ownResult what came of its command
 * @param triesLeft automatic retries that remain
 * @param assignmentId its current or last assignment
 * @param onClient whether that assignment is offered or started, so that a process may exist
 * @param children counts of its children
 * @param rules what its specification says of such decisions
 */
public record JobState(
    int id,
    JobStatus status,
    boolean pauseWished,
    boolean hasCommand,
    OwnResult ownResult,
    int triesLeft,
    @Nullable Integer assignmentId,
    boolean onClient,
    Children children,
    JobRules rules) {

  /** The same after a try of its command has ended, with no process any more. */
  JobState afterTry(OwnResult result, int triesRemaining) {
    return new JobState(
        id,
        status,
        pauseWished,
        hasCommand,
        result,
        triesRemaining,
        assignmentId,
        false,
        children,
        rules);
  }

  /** The same when nobody wants it halted any more. */
  JobState unwished() {
    return new JobState(
        id,
        status,
        false,
        hasCommand,
        ownResult,
        triesLeft,
        assignmentId,
        onClient,
        children,
        rules);
  }

  /** Whether what its children came to makes it fail, once all have ended. */
  boolean failsByChildren() {
    return !rules.endsAlone() && children.unsuccessful() > 0;
  }

  /**
   * Counts of a job's children.
   *
   * @param total how many there are
   * @param unfinished how many have not ended
   * @param unsuccessful how many have ended, but not well, so that the job fails
   * @param failed how many have ended, but not well, also those that spare their parents
   */
  public record Children(int total, int unfinished, int unsuccessful, int failed) {
    /** None at all. */
    public static final Children NONE = new Children(0, 0, 0, 0);

    /**
     * What one child adds to the counts.
     *
     * @param sparesParents its own bad end counts as a good one
     */
    static Children of(JobStatus status, boolean sparesParents) {
      boolean isBad = status.isFinished() && status != JobStatus.SUCCEEDED;
      return new Children(
          1, status.isFinished() ? 0 : 1, isBad && !sparesParents ? 1 : 0, isBad ? 1 : 0);
    }

    /** Both together. */
    Children plus(Children other) {
      return new Children(
          total + other.total,
          unfinished + other.unfinished,
          unsuccessful + other.unsuccessful,
          failed + other.failed);
    }

    /** These without the others. */
    Children minus(Children other) {
      return new Children(
          total - other.total,
          unfinished - other.unfinished,
          unsuccessful - other.unsuccessful,
          failed - other.failed);
    }
  }
}
