package org.hqueue.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.hqueue.database.Database;
import org.hqueue.job.JobView.Whole;
import org.hqueue.job.TreeCountStore.Count;
import org.hqueue.job.TreeCountStore.Tree;
import org.jspecify.annotations.Nullable;

/**
 * How far jobs are (jobs.md section 6). Everything here takes part in the surrounding transaction.
 */
@ApplicationScoped
public class JobProgressStore {

  private static final String FINISHED = "('SUCCEEDED', 'FAILED', 'CANCELLED')";

  @Inject Database database;
  @Inject JobStore jobs;

  /** What the commands of some jobs have told, by job. */
  Map<Integer, Double> own(List<Job> found) {
    Map<Integer, Integer> byAssignment = new HashMap<>();
    for (Job job : found) {
      if (job.assignmentId() != null && job.status() != JobStatus.SUCCEEDED) {
        byAssignment.put(job.assignmentId(), job.id());
      }
    }
    Map<Integer, Double> progress = new HashMap<>();
    database.queryIn(
        "select assignment_id, progress from assignment_pulse where assignment_id in (:ids)",
        byAssignment.keySet(),
        row ->
            progress.put(byAssignment.get(row.integer("assignment_id")), row.fraction("progress")));
    return progress;
  }

  /**
   * Own command and descendants together (jobs.md section 6): by what is counted of whole trees,
   * and by one walk over what is below for all others together.
   *
   * @param trees of those that are roots and share no job
   */
  Map<Integer, Whole> wholes(List<Job> found, Map<Integer, Tree> trees) {
    Set<Integer> others = new TreeSet<>();
    found.forEach(job -> others.add(job.id()));
    others.removeAll(trees.keySet());
    Map<Integer, Sum> sums = sums(trees);
    sums.putAll(sumsBelow(others));
    Map<Integer, Whole> wholes = new HashMap<>();
    for (Job job : found) {
      Sum sum = sums.getOrDefault(job.id(), new Sum());
      wholes.put(job.id(), new Whole(ratio(sum, job), sum.commands, sum.started));
    }
    return wholes;
  }

  /** What is added up for one job. */
  private static final class Sum {
    private double done;
    private long commands;
    private @Nullable Instant started;

    private void start(@Nullable Instant at) {
      if (at != null && (started == null || at.isBefore(started))) {
        started = at;
      }
    }

    private void add(One one) {
      start(one.started());
      if (one.weighs()) {
        done += one.done();
        commands++;
      }
    }
  }

  /** Whether a job weighs, how much of it is done, from 0.0 to 1.0, and when it was started. */
  private record One(boolean weighs, double done, @Nullable Instant started) {}

  /** What is done of how many jobs that weigh, by root; only what is under way is looked up. */
  private Map<Integer, Sum> sums(Map<Integer, Tree> trees) {
    Map<Integer, Sum> sums = new HashMap<>();
    Set<Integer> underWay = new TreeSet<>();
    trees.forEach(
        (root, tree) -> {
          Sum sum = sums.computeIfAbsent(root, id -> new Sum());
          sum.start(tree.firstStart());
          for (Count count : tree.counts()) {
            if (count.weighs()) {
              sum.commands += count.jobs();
              sum.done += count.status().isFinished() ? count.jobs() : 0;
              if (JobStatus.UNDER_WAY.contains(count.status())) {
                underWay.add(root);
              }
            }
          }
        });
    database.queryIn(
        "select j.root_id, sum(p.progress) as done"
            + " from job j join assignment_pulse p on p.assignment_id = j.assignment_id"
            + " where j.weighs = true and j.status in ('RUNNING', 'PAUSING', 'PAUSED', 'RESUMING',"
            + " 'EJECTING', 'ABANDONED') and j.root_id in (:ids) group by j.root_id",
        underWay,
        row -> sums.get(row.integer("root_id")).done += row.fraction("done"));
    return sums;
  }

  /** The same for any jobs, by job. */
  private Map<Integer, Sum> sumsBelow(Set<Integer> jobIds) {
    Map<Integer, List<Integer>> children = jobs.childrenBelow(jobIds);
    Set<Integer> all = new TreeSet<>(jobIds);
    children.values().forEach(all::addAll);
    Map<Integer, One> each = each(all);
    Map<Integer, Sum> sums = new HashMap<>();
    for (Integer id : jobIds) {
      sums.put(id, sum(id, children, each));
    }
    return sums;
  }

  /** What each of some jobs adds. */
  private Map<Integer, One> each(Collection<Integer> jobIds) {
    Map<Integer, One> each = new HashMap<>();
    database.queryIn(
        "select j.id, j.weighs, j.started_at, case when j.status in "
            + FINISHED
            + " then 1.0 else coalesce(p.progress, 0.0) end as done"
            + " from job j left join assignment_pulse p on p.assignment_id = j.assignment_id"
            + " where j.id in (:ids)",
        jobIds,
        row ->
            each.put(
                row.integer("id"),
                new One(row.truth("weighs"), row.fraction("done"), row.timeOrNull("started_at"))));
    return each;
  }

  /** Over a job and everything below it, each counted once. */
  private static Sum sum(int jobId, Map<Integer, List<Integer>> children, Map<Integer, One> each) {
    Sum sum = new Sum();
    Set<Integer> seen = new HashSet<>(Set.of(jobId));
    Deque<Integer> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      int id = open.remove();
      One one = each.get(id);
      if (one != null) {
        sum.add(one);
      }
      for (Integer child : children.getOrDefault(id, List.of())) {
        if (seen.add(child)) {
          open.add(child);
        }
      }
    }
    return sum;
  }

  private static double ratio(Sum sum, Job job) {
    if (sum.commands == 0) {
      return job.status().isFinished() ? 1.0 : 0.0;
    }
    return Math.min(1.0, sum.done / sum.commands);
  }
}
