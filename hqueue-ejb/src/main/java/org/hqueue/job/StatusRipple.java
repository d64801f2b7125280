package org.hqueue.job;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
    while (!moves.isEmpty()) {
      jobs.lockRelations(moves.stream().map(StatusChange::jobId).toList());
      Map<Integer, Children> deltas = deltas(moves);
      jobs.addToChildren(deltas);
      jobs.apply(moves, now);
      List<StatusChange> next = new ArrayList<>();
      for (JobState parent : jobs.states(deltas.keySet())) {
        lifecycle.afterChildren(parent).ifPresent(next::add);
      }
      moves = next;
    }
  }

  /** What the moves change in the counts of the parents, by parent, ascending. */
  private Map<Integer, Children> deltas(Collection<StatusChange> moves) {
    Map<Integer, StatusChange> byJob = new HashMap<>();
    for (StatusChange move : moves) {
      if (move.finishes() || move.reopens()) {
        byJob.put(move.jobId(), move);
      }
    }
    Map<Integer, Children> deltas = new TreeMap<>();
    for (JobStore.Link link : jobs.linksToParents(byJob.keySet())) {
      StatusChange move = byJob.get(link.childId());
      int unfinished = move.finishes() ? -1 : 1;
      int unsuccessful = 0;
      if (move.finishes() && move.to() != JobStatus.SUCCEEDED) {
        unsuccessful = 1;
      } else if (move.reopens() && move.from() != JobStatus.SUCCEEDED) {
        unsuccessful = -1;
      }
      deltas.merge(link.parentId(), new Children(0, unfinished, unsuccessful), StatusRipple::sum);
    }
    return deltas;
  }

  /** Both together. */
  static Children sum(Children a, Children b) {
    return new Children(
        a.total() + b.total(),
        a.unfinished() + b.unfinished(),
        a.unsuccessful() + b.unsuccessful());
  }
}
