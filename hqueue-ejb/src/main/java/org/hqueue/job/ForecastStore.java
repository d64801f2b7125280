package org.hqueue.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import org.hqueue.database.Database;
import org.hqueue.database.Row;
import org.hqueue.job.Forecast.Run;
import org.hqueue.job.TreeCountStore.Tree;
import org.jspecify.annotations.Nullable;

/**
 * Forecasts for many jobs at once: by what is counted of whole trees and some grouped queries for
 * the roots among these of which something runs, and by one query per level of the trees of all
 * others together; never a query per job.
 */
@ApplicationScoped
public class ForecastStore {

  /** Ended well, with both times known. */
  private static final String DONE =
      ".status = 'SUCCEEDED' and %1$s.command_started_at is not null"
          + " and %1$s.command_ended_at >= %1$s.command_started_at";

  /** What jobs that wait still have on a client is of a run before. */
  private static final String UNDER_WAY =
      "('RUNNING', 'PAUSING', 'PAUSED', 'RESUMING', 'EJECTING', 'ABANDONED')";

  @Inject Database database;
  @Inject JobStore jobs;
  @Inject Clock clock;

  /** What one descendant adds to the forecast of a job above it. */
  private record Below(
      int id,
      JobStatus status,
      boolean isLeaf,
      @Nullable Instant started,
      @Nullable Integer clientId,
      double ranSeconds,
      Run run) {}

  /** What is added up for one job. */
  private static final class Sum {
    private long waiting;
    private final List<Run> running = new ArrayList<>();
    private final Set<Integer> clients = new HashSet<>();
    private final List<Double> ran = new ArrayList<>();
    private OptionalDouble median = OptionalDouble.empty();
    private @Nullable Instant firstStart;

    private void start(@Nullable Instant at) {
      if (at != null && (firstStart == null || at.isBefore(firstStart))) {
        firstStart = at;
      }
    }

    private void add(Below below) {
      start(below.started());
      if (below.clientId() != null) {
        clients.add(below.clientId());
      }
      if (!below.isLeaf()) {
        return;
      }
      if (below.clientId() != null) {
        running.add(below.run());
      } else if (!below.status().isFinished()) {
        waiting++;
      } else if (below.status() == JobStatus.SUCCEEDED && below.ranSeconds() >= 0) {
        ran.add(below.ranSeconds());
      }
    }
  }

  /**
   * The forecasts of some jobs, by job.
   *
   * @param trees of those that are roots and share no job
   */
  Map<Integer, Forecast> forecasts(List<Job> found, Map<Integer, Tree> trees) {
    Instant now = clock.instant();
    Map<Integer, Sum> sums = sumsOfRoots(trees, unfinished(found), now);
    Set<Integer> others = new TreeSet<>();
    found.forEach(job -> others.add(job.id()));
    others.removeAll(trees.keySet());
    sums.putAll(sumsOfOthers(others, now));
    Map<Integer, OptionalDouble> siblings = siblingMedians(found);
    Map<Integer, Run> runs = runs(found, now);
    Map<Integer, Forecast> forecasts = new HashMap<>();
    for (Job job : found) {
      Sum sum = sums.getOrDefault(job.id(), new Sum());
      OptionalDouble like = siblings.getOrDefault(job.id(), OptionalDouble.empty());
      forecasts.put(
          job.id(),
          new Forecast(
              secondsLeft(job, sum, runs.get(job.id()), like), sum.clients.size(), sum.firstStart));
    }
    return forecasts;
  }

  private static int secondsLeft(Job job, Sum sum, @Nullable Run run, OptionalDouble like) {
    if (job.status().isFinished()) {
      return 0;
    }
    if (job.status() == JobStatus.RUNNING && run != null) {
      return Forecast.ofRun(run, like);
    }
    OptionalDouble median = sum.median.isPresent() ? sum.median : Forecast.median(sum.ran);
    return Forecast.ofTree(sum.waiting, median, sum.running);
  }

  private static Set<Integer> unfinished(List<Job> found) {
    Set<Integer> ids = new TreeSet<>();
    for (Job job : found) {
      if (!job.status().isFinished()) {
        ids.add(job.id());
      }
    }
    return ids;
  }

  /** Nothing is looked up of trees of which nothing is under way: there is no pace to tell by. */
  private Map<Integer, Sum> sumsOfRoots(
      Map<Integer, Tree> trees, Set<Integer> unfinished, Instant now) {
    Map<Integer, Sum> sums = new HashMap<>();
    Set<Integer> underWay = new TreeSet<>();
    trees.forEach(
        (root, tree) -> {
          sums.computeIfAbsent(root, id -> new Sum()).start(tree.firstStart());
          if (tree.isUnderWay()) {
            underWay.add(root);
          }
        });
    underWay.retainAll(unfinished);
    database.queryIn(
        "select j.root_id, a.client_id, c.total, j.command_started_at, p.progress"
            + " from job j join assignment a on a.id = j.assignment_id"
            + " and a.state not in ('GONE', 'CALLBACK')"
            + " join job_children c on c.job_id = j.id"
            + " left join assignment_pulse p on p.assignment_id = a.id"
            + " where j.id <> j.root_id and j.status in "
            + UNDER_WAY
            + " and j.root_id in (:ids)",
        underWay,
        row -> {
          Sum sum = sums.get(row.integer("root_id"));
          if (row.integer("total") == 0) {
            sum.running.add(run(row, now));
          }
          return sum.clients.add(row.integer("client_id"));
        });
    underWay.removeIf(root -> sums.get(root).running.isEmpty());
    Set<Integer> uncounted = new TreeSet<>();
    for (Integer root : underWay) {
      Sum sum = sums.get(root);
      trees
          .get(root)
          .unfinishedLeaves()
          .ifPresentOrElse(
              leaves -> sum.waiting = Math.max(0, leaves - sum.running.size()),
              () -> uncounted.add(root));
    }
    database.queryIn(
        "select j.root_id, count(*) as n from job j join job_children c on c.job_id = j.id"
            + " where c.total = 0 and j.has_command = true and j.id <> j.root_id"
            + " and j.status not in ('SUCCEEDED', 'FAILED', 'CANCELLED')"
            + " and (j.status in ('QUEUED', 'RUNNABLE') or not exists (select 1 from assignment a"
            + " where a.id = j.assignment_id and a.state not in ('GONE', 'CALLBACK')))"
            + " and j.root_id in (:ids) group by j.root_id",
        uncounted,
        row -> sums.get(row.integer("root_id")).waiting = row.number("n"));
    medians(
            "select j.root_id as place, j.id, j.command_ended_at - j.command_started_at as ran"
                + " from job j join job_children c on c.job_id = j.id where c.total = 0 and j"
                + DONE.formatted("j")
                + " and j.id <> j.root_id and j.root_id in (:ids)",
            underWay)
        .forEach((root, median) -> sums.get(root).median = OptionalDouble.of(median));
    return sums;
  }

  /** The median of {@code ran}, in seconds, by {@code place}; the lower one of two. */
  private Map<Integer, Double> medians(String sql, Collection<Integer> ids) {
    Map<Integer, Double> medians = new HashMap<>();
    database.queryIn(
        "select r.place, r.ran from (select q.place, q.ran,"
            + " row_number() over (partition by q.place order by q.ran, q.id) as nth,"
            + " count(*) over (partition by q.place) as n from ("
            + sql
            + ") q) r where r.nth * 2 = r.n or r.nth * 2 = r.n + 1",
        ids,
        row -> medians.put(row.integer("place"), row.number("ran") / 1000.0));
    return medians;
  }

  /** The same for jobs within trees, whose descendants are found level by level for all of them. */
  private Map<Integer, Sum> sumsOfOthers(Set<Integer> tops, Instant now) {
    Map<Integer, List<Integer>> children = jobs.childrenBelow(tops);
    Set<Integer> below = new TreeSet<>();
    children.values().forEach(below::addAll);
    Map<Integer, Below> facts = facts(below, now);
    Map<Integer, Sum> sums = new HashMap<>();
    for (Integer top : tops) {
      sums.put(top, sumBelow(top, children, facts));
    }
    return sums;
  }

  private static Sum sumBelow(
      int top, Map<Integer, List<Integer>> children, Map<Integer, Below> facts) {
    Sum sum = new Sum();
    Set<Integer> seen = new HashSet<>();
    List<Integer> level = children.getOrDefault(top, List.of());
    while (!level.isEmpty()) {
      List<Integer> next = new ArrayList<>();
      for (Integer id : level) {
        Below fact = facts.get(id);
        if (fact != null && seen.add(id)) {
          sum.add(fact);
          next.addAll(children.getOrDefault(id, List.of()));
        }
      }
      level = next;
    }
    return sum;
  }

  private Map<Integer, Below> facts(Collection<Integer> ids, Instant now) {
    Map<Integer, Below> facts = new HashMap<>();
    database.queryIn(
        "select j.id, j.status, j.has_command, j.started_at, j.command_started_at,"
            + " j.command_ended_at, c.total, a.client_id, p.progress from job j"
            + " join job_children c on c.job_id = j.id"
            + " left join assignment a on a.id = j.assignment_id"
            + " and a.state not in ('GONE', 'CALLBACK')"
            + " and j.status in "
            + UNDER_WAY
            + " left join assignment_pulse p on p.assignment_id = a.id where j.id in (:ids)",
        ids,
        row -> facts.put(row.integer("id"), fact(row, now)));
    return facts;
  }

  private static Below fact(Row row, Instant now) throws SQLException {
    Instant from = row.timeOrNull("command_started_at");
    Instant to = row.timeOrNull("command_ended_at");
    return new Below(
        row.integer("id"),
        row.constant("status", JobStatus.class),
        row.truth("has_command") && row.integer("total") == 0,
        row.timeOrNull("started_at"),
        row.integerOrNull("client_id"),
        from == null || to == null ? -1 : seconds(from, to),
        run(row, now));
  }

  private static Run run(Row row, Instant now) throws SQLException {
    Instant from = row.timeOrNull("command_started_at");
    return new Run(from == null ? 0 : Math.max(0, seconds(from, now)), row.fraction("progress"));
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1000.0;
  }

  /** How far the running ones of some jobs are. */
  private Map<Integer, Run> runs(List<Job> found, Instant now) {
    Map<Integer, Run> runs = new HashMap<>();
    database.queryIn(
        "select j.id, j.command_started_at, p.progress from job j"
            + " left join assignment_pulse p on p.assignment_id = j.assignment_id"
            + " where j.id in (:ids)",
        running(found),
        row -> runs.put(row.integer("id"), run(row, now)));
    return runs;
  }

  private static List<Integer> running(List<Job> found) {
    return found.stream().filter(job -> job.status() == JobStatus.RUNNING).map(Job::id).toList();
  }

  /** The median run time of the siblings of running jobs that have ended well, by job. */
  private Map<Integer, OptionalDouble> siblingMedians(List<Job> found) {
    List<JobStore.Link> links = jobs.linksToParents(running(found));
    Set<Integer> parents = new TreeSet<>();
    links.forEach(link -> parents.add(link.parentId()));
    Map<Integer, Double> medians =
        medians(
            "select l.parent_id as place, s.id, s.command_ended_at - s.command_started_at as ran"
                + " from job_link l join job s on s.id = l.child_id where s"
                + DONE.formatted("s")
                + " and l.parent_id in (:ids)",
            parents);
    Map<Integer, OptionalDouble> byJob = new HashMap<>();
    for (JobStore.Link link : links) {
      Double median = medians.get(link.parentId());
      if (median != null) {
        byJob.putIfAbsent(link.childId(), OptionalDouble.of(median));
      }
    }
    return byJob;
  }
}
