package org.hqueue.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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
   * Progress over own command and descendants (jobs.md section 6): by one grouped query for roots
   * that share no job, by one walk over what is below for all others together.
   */
  Map<Integer, Double> overall(List<Job> found) {
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
    Map<Integer, double[]> sums = sums(roots);
    sums.putAll(sumsBelow(others));
    Map<Integer, Double> overall = new HashMap<>();
    for (Job job : found) {
      overall.put(job.id(), ratio(sums.get(job.id()), job));
    }
    return overall;
  }

  /**
   * What is done of how many jobs that weigh, by root. Those that wait or are finished are counted
   * in the index alone, so that a root of 10,000 costs no look at 10,000 rows, and a root without
   * anything else no look at any.
   */
  private Map<Integer, double[]> sums(Set<Integer> roots) {
    Map<Integer, double[]> sums = new HashMap<>();
    Set<Integer> underWay = new TreeSet<>();
    database.queryIn(
        "select root_id, status, count(*) as n from job"
            + " where weighs = true and root_id in (:ids) group by root_id, status",
        roots,
        row -> {
          double[] sum = sums.computeIfAbsent(row.integer("root_id"), id -> new double[2]);
          JobStatus status = row.constant("status", JobStatus.class);
          if (status.isFinished()) {
            sum[0] += row.number("n");
          } else if (status != JobStatus.QUEUED && status != JobStatus.RUNNABLE) {
            underWay.add(row.integer("root_id"));
          }
          sum[1] += row.number("n");
          return true;
        });
    database.queryIn(
        "select j.root_id, sum(p.progress) as done"
            + " from job j join assignment_pulse p on p.assignment_id = j.assignment_id"
            + " where j.weighs = true and j.status in ('RUNNING', 'PAUSING', 'PAUSED', 'RESUMING',"
            + " 'EJECTING', 'ABANDONED') and j.root_id in (:ids) group by j.root_id",
        underWay,
        row ->
            sums.computeIfAbsent(row.integer("root_id"), id -> new double[2])[0] +=
                row.fraction("done"));
    return sums;
  }

  /** The same for any jobs, by job. */
  private Map<Integer, double[]> sumsBelow(Set<Integer> jobIds) {
    Map<Integer, List<Integer>> children = jobs.childrenBelow(jobIds);
    Set<Integer> all = new TreeSet<>(jobIds);
    children.values().forEach(all::addAll);
    Map<Integer, Double> done = done(all);
    Map<Integer, double[]> sums = new HashMap<>();
    for (Integer id : jobIds) {
      sums.put(id, sum(id, children, done));
    }
    return sums;
  }

  /** How much is done of those of some jobs that weigh, from 0.0 to 1.0. */
  private Map<Integer, Double> done(Collection<Integer> jobIds) {
    Map<Integer, Double> done = new HashMap<>();
    database.queryIn(
        "select j.id, case when j.status in "
            + FINISHED
            + " then 1.0 else coalesce(p.progress, 0.0) end as done"
            + " from job j left join assignment_pulse p on p.assignment_id = j.assignment_id"
            + " where j.weighs = true and j.id in (:ids)",
        jobIds,
        row -> done.put(row.integer("id"), row.fraction("done")));
    return done;
  }

  /** Over a job and everything below it, each counted once. */
  private static double[] sum(
      int jobId, Map<Integer, List<Integer>> children, Map<Integer, Double> done) {
    double[] sum = {0, 0};
    Set<Integer> seen = new HashSet<>(Set.of(jobId));
    Deque<Integer> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      int id = open.remove();
      Double one = done.get(id);
      if (one != null) {
        sum[0] += one;
        sum[1]++;
      }
      for (Integer child : children.getOrDefault(id, List.of())) {
        if (seen.add(child)) {
          open.add(child);
        }
      }
    }
    return sum;
  }

  private static double ratio(double @Nullable [] sum, Job job) {
    if (sum == null || sum[1] == 0) {
      return job.status().isFinished() ? 1.0 : 0.0;
    }
    return Math.min(1.0, sum[0] / sum[1]);
  }
}
