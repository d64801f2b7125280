package org.hqueue.job;

import org.jspecify.annotations.Nullable;

/**
 * What of a specification decides moves.
 *
 * @param endsAlone its children's results count for nothing, only that they have ended: {@code
 *     dependencyPolicy} {@code finished}
 * @param sparesParents its own bad end counts as a good one for the jobs above it: tag {@code
 *     excludeStatus}
 * @param maxFailedChildren children that may fail before the waiting descendants are cancelled,
 *     null = any number
 */
record JobRules(boolean endsAlone, boolean sparesParents, @Nullable Integer maxFailedChildren) {

  /** HQueue's own. */
  static final JobRules NONE = new JobRules(false, false, null);

  private static final String SPARES_PARENTS = "excludeStatus";

  /** Those of a specification. */
  static JobRules of(JobSpec spec) {
    TreeRules tree = spec.tree();
    return new JobRules(
        tree.dependencyPolicy() == TreeRules.DependencyPolicy.FINISHED,
        spec.needs().tags().contains(SPARES_PARENTS),
        tree.maxFailedChildren());
  }
}
