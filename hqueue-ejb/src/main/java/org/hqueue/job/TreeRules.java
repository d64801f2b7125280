package org.hqueue.job;

import org.jspecify.annotations.Nullable;

/**
 * What a job says of the jobs below it (jobs.md section 1).
 *
 * @param dependencyPolicy when its own command may run
 * @param maxRunning descendants that may run at once, null = any number
 * @param maxFailedChildren children that may fail before the waiting descendants are cancelled,
 *     null = any number
 */
public record TreeRules(
    DependencyPolicy dependencyPolicy,
    @Nullable Integer maxRunning,
    @Nullable Integer maxFailedChildren) {

  /** HQueue's own: all children must succeed. */
  public static final TreeRules NONE = new TreeRules(DependencyPolicy.SUCCESS, null, null);

  /** What a job waits for. */
  public enum DependencyPolicy {
    /** All children have succeeded. */
    SUCCESS,
    /** All children have ended, whatever way; the job ends by its own command alone. */
    FINISHED
  }
}
