package org.hqueue.job;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hqueue.phrase.Phrase;

/**
 * Cancels what waits below jobs of which more children have failed than {@code maxFailedChildren}
 * allows (jobs.md section 1). What is on a client goes on, and so does what another unfinished job
 * waits for. Runs within the surrounding transaction; for one thread.
 */
final class FailureLimit {

  private final JobStore jobs;
  private final JobLifecycle lifecycle;

  FailureLimit(JobStore jobs, JobLifecycle lifecycle) {
    this.jobs = jobs;
    this.lifecycle = lifecycle;
  }

  /** Looks at some jobs; costs one query when none of them has such a limit. */
  void hold(Collection<Integer> parents, Instant now) {
    Map<Integer, Integer> limits = new TreeMap<>();
    for (JobState parent : jobs.states(parents)) {
      Integer limit = parent.rules().maxFailedChildren();
      boolean maybe = limit != null && parent.children().unsuccessful() > limit;
      if (maybe && !parent.status().isFinished()) {
        limits.put(parent.id(), limit);
      }
    }
    jobs.failedChildren(limits.keySet())
        .forEach(
            (parent, failed) -> {
              if (failed > limits.get(parent)) {
                cancelBelow(parent, limits.get(parent), now);
              }
            });
  }

  private void cancelBelow(int parent, int limit, Instant now) {
    String reason = Phrase.CHILDREN_FAILED_OFTEN.with(limit, parent);
    List<StatusChange> moves = new ArrayList<>();
    for (JobState job : jobs.states(JobScope.lock(jobs, List.of(parent)).taken())) {
      if (job.id() != parent) {
        lifecycle.cancelWaiting(job, reason).ifPresent(moves::add);
      }
    }
    new StatusRipple(jobs, lifecycle).settle(moves, now);
  }
}
