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
   * Own command and descendants together (jobs.md section 6): by one grouped query for roots that
   * share no job, by one walk over what is below for all others together.
   */
  Map<Integer, Whole> wholes(List<Job> found) {
    Set<Integer> roots = new TreeSet<>();
    Set<Integer> others = new TreeSet<>();
    found.forEach(job -> (job.isRoot() ? roots : others).add(job.id()));
    List<Integer> shared =
        database.queryIn(
            "select id from job where shares_jobs = true and id in (:ids)",
            roots,
            row -> row.integer("id"));
    shared.forEach(roots::remove);
    others.addAll(shared);
    Map<Integer, Sum> sums = sums(roots);
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
      done += one.done();
      commands++;
      start(one.started());
    }
  }

  /** A job that weighs: how much of it is done, from 0.0 to 1.0, and when it was started. */
  private record One(double done, @Nullable Instant started) {}

  /**
   * What is done of how many jobs that weigh, by root. Those that wait or are finished are counted
   * in the index alone, so that a root of 10,000 costs no look at 10,000 rows, and a root without
   * anything else no look at any. The index also tells when the first of them was started.
   */
  private Map<Integer, Sum> sums(Set<Integer> roots) {
    Map<Integer, Sum> sums = new HashMap<>();
    Set<Integer> underWay = new TreeSet<>();
    database.queryIn(
        "select root_id, status, count(*) as n, min(started_at) as first_start from job"
            + " where weighs = true and root_id in (:ids) group by root_id, status",
        roots,
        row -> {
          Sum sum = sums.computeIfAbsent(row.integer("root_id"), id -> new Sum());
          JobStatus status = row.constant("status", JobStatus.class);
          if (status.isFinished()) {
            sum.done += row.number("n");
          } else if (status != JobStatus.QUEUED && status != JobStatus.RUNNABLE) {
            underWay.add(row.integer("root_id"));
          }
          sum.commands += row.number("n");
          sum.start(row.timeOrNull("first_start"));
          return true;
        });
    database.queryIn(
        "select j.root_id, sum(p.progress) as done"
            + " from job j join assignment_pulse p on p.assignment_id = j.assignment_id"
            + " where j.weighs = true and j.status in ('RUNNING', 'PAUSING', 'PAUSED', 'RESUMING',"
            + " 'EJECTING', 'ABANDONED') and j.root_id in (:ids) group by j.root_id",
        underWay,
        row ->
            sums.computeIfAbsent(row.integer("root_id"), id -> new Sum()).done +=
                row.fraction("done"));
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

  /** Those of some jobs that weigh. */
  private Map<Integer, One> each(Collection<Integer> jobIds) {
    Map<Integer, One> each = new HashMap<>();
    database.queryIn(
        "select j.id, j.started_at, case when j.status in "
            + FINISHED
            + " then 1.0 else coalesce(p.progress, 0.0) end as done"
            + " from job j left join assignment_pulse p on p.assignment_id = j.assignment_id"
            + " where j.weighs = true and j.id in (:ids)",
        jobIds,
        row ->
            each.put(
                row.integer("id"), new One(row.fraction("done"), row.timeOrNull("started_at"))));
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
