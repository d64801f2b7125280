package org.hqueue.job;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hqueue.job.JobState.Children;

/**
 * Writes moves and carries what they mean on to parents, level by level, until nothing moves: one
 * summed change of the counters per parent, one statement per level, however many jobs there are.
 * Runs within the surrounding transaction; for one thread.
 */
final class StatusRipple {

  private final JobStore jobs;
  private final JobLifecycle lifecycle;

  StatusRipple(JobStore jobs, JobLifecycle lifecycle) {
    this.jobs = jobs;
    this.lifecycle = lifecycle;
  }

  /** Writes the moves and all that follows from them. */
  void settle(Collection<StatusChange> first, Instant now) {
    Collection<StatusChange> moves = first;
    Set<Integer> failing = new TreeSet<>();
    while (!moves.isEmpty()) {
      jobs.lockRelations(moves.stream().map(StatusChange::jobId).toList());
      Map<Integer, Children> deltas = deltas(moves);
      deltas.forEach(
          (parent, delta) -> {
            if (delta.unsuccessful() > 0) {
              failing.add(parent);
            }
          });
      jobs.addToChildren(deltas);
      jobs.apply(moves, now);
      List<StatusChange> next = new ArrayList<>();
      for (JobState parent : jobs.states(deltas.keySet())) {
        lifecycle.afterChildren(parent).ifPresent(next::add);
      }
      moves = next;
    }
    new FailureLimit(jobs, lifecycle).hold(failing, now);
  }

  /** What the moves change in the counts of the parents, by parent, ascending. */
  private Map<Integer, Children> deltas(Collection<StatusChange> moves) {
    Map<Integer, StatusChange> byJob = new HashMap<>();
    for (StatusChange move : moves) {
      if (!move.changeForParents().equals(Children.NONE)) {
        byJob.put(move.jobId(), move);
      }
    }
    Map<Integer, Children> deltas = new TreeMap<>();
    for (JobStore.Link link : jobs.linksToParents(byJob.keySet())) {
      deltas.merge(link.parentId(), byJob.get(link.childId()).changeForParents(), Children::plus);
    }
    return deltas;
  }
}
