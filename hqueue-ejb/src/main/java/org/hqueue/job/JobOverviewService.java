package org.hqueue.job;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.hqueue.job.JobOverview.Cell;
import org.hqueue.job.JobOverview.Counts;
import org.hqueue.job.JobOverview.Failure;
import org.hqueue.job.JobOverview.Run;

/** What the console shows of many jobs at once. Reads only. */
@Stateless
public class JobOverviewService {

  /** Rows that a person may still look through. */
  public static final int MOST_ROWS = 500;

  @Inject JobOverviewStore overview;
  @Inject JobStore jobs;
  @Inject Clock clock;

  /** How much there is. Walks an index over all jobs, so callers share what it tells. */
  public Counts counts() {
    return overview.counts();
  }

  /** The statuses of some jobs; unknown ids are left out. */
  public Map<Integer, JobStatus> statuses(Collection<Integer> jobIds) {
    return overview.statuses(jobIds);
  }

  /** The statuses of some jobs and everything below them. */
  public Map<Integer, JobStatus> familyStatuses(Collection<Integer> jobIds) {
    return overview.statuses(jobs.withDescendants(jobIds));
  }

  /**
   * How far the children of some jobs are: one look at the counts that are kept, however many
   * children there are. Unknown ids are left out.
   */
  public Map<Integer, JobState.Children> childCounts(Collection<Integer> jobIds) {
    return jobs.children(jobIds);
  }

  /** The first parents of a job, ascending. */
  public List<Integer> parents(int jobId, int limit) {
    return overview.parents(jobId, limit);
  }

  /** All children of a job, ascending. */
  public List<Cell> children(int parentId) {
    return overview.children(parentId);
  }

  /**
   * Everything below a job and directly above it.
   *
   * @param jobId an existing job
   */
  public JobGraph graph(int jobId) {
    Set<Integer> ids = new TreeSet<>(jobs.withDescendants(List.of(jobId)));
    jobs.linksToParents(List.of(jobId)).forEach(link -> ids.add(link.parentId()));
    Map<Integer, JobStatus> statuses = overview.statuses(ids);
    List<JobOverview.Edge> edges = new ArrayList<>(overview.edges(statuses.keySet()));
    edges.removeIf(edge -> !statuses.containsKey(edge.childId()));
    boolean small = statuses.size() <= JobGraph.MOST_JOBS;
    return JobGraph.of(statuses, small ? overview.names(statuses.keySet()) : Map.of(), edges);
  }

  /** What went wrong within a span until now, the latest first, each job once. */
  public List<Failure> failures(Duration span) {
    Instant since = clock.instant().minus(span);
    List<Failure> found = new ArrayList<>(overview.abandoned(MOST_ROWS));
    found.addAll(overview.failedTries(since, MOST_ROWS));
    found.sort(Comparator.comparing(Failure::at).reversed());
    Set<Integer> seen = new HashSet<>();
    found.removeIf(failure -> !seen.add(failure.jobId()));
    return found;
  }

  /** What runs, the longest first, with what is usual for it. */
  public List<Run> running() {
    List<Run> runs = overview.running(MOST_ROWS);
    Set<Integer> parents = new TreeSet<>();
    for (Run run : runs) {
      if (run.parentId() != null && parents.size() < 100) {
        parents.add(run.parentId());
      }
    }
    Map<Integer, Long> usual = overview.usualMillis(parents);
    return runs.stream().map(run -> run.usually(usualOf(run, usual))).toList();
  }

  /** A root has no siblings, so nothing is usual for it. */
  private static long usualOf(Run run, Map<Integer, Long> usual) {
    return run.parentId() == null ? 0 : usual.getOrDefault(run.parentId(), 0L);
  }
}
