package org.hqueue.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.hqueue.assignment.Assignment;
import org.hqueue.assignment.OutputPath;
import org.hqueue.assignment.OutputPathStore;
import org.hqueue.database.Database;
import org.hqueue.event.EventStore;
import org.hqueue.event.FeedEvent;
import org.hqueue.job.JobView.LogLine;
import org.hqueue.job.JobView.OnClient;
import org.hqueue.job.JobView.Tasks;
import org.hqueue.job.JobView.Whole;
import org.hqueue.job.TreeCountStore.Tree;
import org.hqueue.phrase.Phrase;
import org.hqueue.requirement.ClientTraits;
import org.jspecify.annotations.Nullable;

/**
 * Puts together views of jobs: each part is one grouped query, or one per level, for all of them.
 */
@ApplicationScoped
public class JobPartStore {

  private static final Set<JobStatus> ENDED_BADLY = Set.of(JobStatus.FAILED, JobStatus.CANCELLED);

  @Inject Database database;
  @Inject JobStore jobs;
  @Inject JobInsertStore inserts;
  @Inject ForecastStore forecasts;
  @Inject JobProgressStore progresses;
  @Inject TreeCountStore treeCounts;
  @Inject EventStore events;
  @Inject LabelStore labels;
  @Inject FailureStore failures;
  @Inject OutputPathStore outputs;

  /** Views of some jobs, in the same order, with the parts asked for. */
  List<JobView> views(List<Job> found, Set<JobPart> wanted) {
    Set<Integer> ids = new TreeSet<>();
    found.forEach(job -> ids.add(job.id()));
    Map<Integer, Double> progress = progresses.own(found);
    boolean links = wanted.contains(JobPart.LINKS);
    Map<Integer, List<Integer>> parents = links ? parents(ids) : Map.of();
    Map<Integer, List<Integer>> children = links ? children(ids) : Map.of();
    boolean overall = wanted.contains(JobPart.OVERALL_PROGRESS);
    boolean forecast = wanted.contains(JobPart.FORECAST);
    Map<Integer, Tree> trees = overall || forecast ? treeCounts.ofOwnTrees(found) : Map.of();
    Map<Integer, Whole> wholes = overall ? progresses.wholes(found, trees) : Map.of();
    Map<Integer, Forecast> ahead = forecast ? forecasts.forecasts(found, trees) : Map.of();
    boolean tasks = wanted.contains(JobPart.TASKS);
    Map<Integer, Tasks> counts = tasks ? tasks(ids, trees) : Map.of();
    boolean spec = wanted.contains(JobPart.SPEC);
    boolean results = wanted.contains(JobPart.OUTPUTS);
    Map<Integer, JobSpec> specs = spec || results ? inserts.specs(ids) : Map.of();
    Map<Integer, List<OutputPath>> made = results ? outputs.ofJobs(ids) : Map.of();
    boolean clients = wanted.contains(JobPart.CLIENTS);
    Map<Integer, List<OnClient>> onClients = clients ? clients(found) : Map.of();
    Map<Integer, List<OnClient>> onHold = clients ? kept(ids) : Map.of();
    boolean log = wanted.contains(JobPart.LOG);
    Map<Integer, List<LogLine>> logs = log ? logs(ids) : Map.of();
    String pause = wanted.contains(JobPart.WAITING) ? pauseReason() : "";
    Map<Integer, Map<String, String>> labelSets = labels.labels(labelSetsOf(found));
    Map<Integer, String> held = wanted.contains(JobPart.WAITING) ? heldBack(found) : Map.of();
    boolean blocked = wanted.contains(JobPart.BLOCKED);
    Map<Integer, JobView.Blocked> blockedClients = blocked ? failures.blocked(found) : Map.of();
    List<JobView> views = new ArrayList<>();
    for (Job job : found) {
      int id = job.id();
      Whole whole = overall ? wholes.get(id) : null;
      views.add(
          new JobView(
              id,
              job.name(),
              job.status(),
              job.priority(),
              job.cpus(),
              job.rootId(),
              job.hasCommand(),
              job.submittedBy(),
              job.times(),
              job.triesLeft(),
              job.tries(),
              job.exitCode(),
              ENDED_BADLY.contains(job.status()) ? job.failureReason() : "",
              ownProgress(job, progress, whole),
              spec ? specs.get(id) : null,
              links ? parents.getOrDefault(id, List.of()) : null,
              links ? children.getOrDefault(id, List.of()) : null,
              tasks ? counts.getOrDefault(id, new Tasks(0, 0, 0, 0, 0)) : null,
              whole,
              forecast ? ahead.getOrDefault(id, Forecast.NONE) : null,
              clients ? onClients.getOrDefault(id, List.of()) : null,
              clients ? onHold.getOrDefault(id, List.of()) : null,
              log ? logs.getOrDefault(id, List.of()) : null,
              blocked ? blockedClients.get(id) : null,
              wanted.contains(JobPart.WAITING)
                  ? held.getOrDefault(id, waitingFor(job, pause))
                  : null,
              results
                  ? JobResults.paths(
                      specs.containsKey(id) ? specs.get(id).outputs() : List.of(),
                      made.getOrDefault(id, List.of()))
                  : null,
              labelSets.getOrDefault(job.labelSetId(), Map.of())));
    }
    return views;
  }

  private static Set<Integer> labelSetsOf(List<Job> found) {
    Set<Integer> sets = new TreeSet<>();
    for (Job job : found) {
      if (job.labelSetId() != 0) {
        sets.add(job.labelSetId());
      }
    }
    return sets;
  }

  /**
   * In words, why a job does not run; "" when it does, has ended, or waits for a client: why that
   * is so is for the scheduler to say.
   */
  private static String waitingFor(Job job, String pause) {
    return switch (job.status()) {
      case QUEUED -> Phrase.CHILDREN_UNFINISHED.with();
      case RUNNABLE -> pause.isEmpty() ? "" : Phrase.FARM_PAUSED.with(pause);
      case PAUSING, PAUSED -> Phrase.PAUSED.with();
      case RUNNING, RESUMING, EJECTING, ABANDONED, SUCCEEDED, FAILED, CANCELLED -> "";
    };
  }

  /** In words, why jobs that are ready are held back by what they left on a client, by job. */
  private Map<Integer, String> heldBack(List<Job> found) {
    Map<Integer, String> held = new HashMap<>();
    database.queryIn(
        "select a.job_id, a.state, c.hostname, c.name from assignment a"
            + " join client c on c.id = a.client_id"
            + " where a.state in ('STOPPING', 'CALLBACK') and a.master_id is null"
            + " and a.job_id in (:ids)",
        found.stream().filter(job -> job.status() == JobStatus.RUNNABLE).map(Job::id).toList(),
        row -> {
          String label = ClientTraits.labelOf(row.text("hostname"), row.text("name"));
          return held.put(
              row.integer("job_id"),
              row.text("state").equals("CALLBACK")
                  ? Phrase.CALLBACKS_UNFINISHED.with(label)
                  : Phrase.PROCESS_STOPPING.with(label));
        });
    return held;
  }

  private String pauseReason() {
    return database
        .first("select paused_reason from farm where id = 1", row -> row.text("paused_reason"))
        .orElse("");
  }

  private static double ownProgress(Job job, Map<Integer, Double> progress, @Nullable Whole whole) {
    if (job.status() == JobStatus.SUCCEEDED) {
      return 1.0;
    }
    if (!job.hasCommand()) {
      return whole != null ? whole.progress() : 0.0;
    }
    return progress.getOrDefault(job.id(), 0.0);
  }

  private Map<Integer, List<Integer>> parents(Collection<Integer> ids) {
    Map<Integer, List<Integer>> parents = new HashMap<>();
    jobs.linksToParents(ids)
        .forEach(
            link ->
                parents
                    .computeIfAbsent(link.childId(), id -> new ArrayList<>())
                    .add(link.parentId()));
    parents.values().forEach(list -> list.sort(null));
    return parents;
  }

  private Map<Integer, List<Integer>> children(Collection<Integer> ids) {
    Map<Integer, List<Integer>> children = new HashMap<>();
    jobs.linksToChildren(ids)
        .forEach(
            link ->
                children
                    .computeIfAbsent(link.parentId(), id -> new ArrayList<>())
                    .add(link.childId()));
    children.values().forEach(list -> list.sort(null));
    return children;
  }

  private Map<Integer, Tasks> tasks(Set<Integer> ids, Map<Integer, Tree> trees) {
    Map<Integer, Map<JobStatus, Integer>> counts = new HashMap<>();
    trees.forEach(
        (root, tree) -> {
          if (tree.isFlat()) {
            counts.put(root, tree.below());
          }
        });
    Set<Integer> others = new TreeSet<>(ids);
    others.removeAll(counts.keySet());
    database.queryIn(
        "select l.parent_id, c.status, count(*) as n from job_link l"
            + " join job c on c.id = l.child_id where l.parent_id in (:ids)"
            + " group by l.parent_id, c.status",
        others,
        row ->
            counts
                .computeIfAbsent(row.integer("parent_id"), id -> new HashMap<>())
                .put(row.constant("status", JobStatus.class), row.integer("n")));
    Map<Integer, Tasks> tasks = new HashMap<>();
    counts.forEach(
        (id, byStatus) ->
            tasks.put(
                id,
                new Tasks(
                    sum(byStatus, JobStatus.ALL),
                    sum(byStatus, JobStatus.WAITING_GROUP),
                    sum(byStatus, JobStatus.RUNNING_GROUP),
                    sum(byStatus, JobStatus.SUCCEEDED_GROUP),
                    sum(byStatus, JobStatus.FAILED_GROUP))));
    return tasks;
  }

  private static int sum(Map<JobStatus, Integer> counts, Set<JobStatus> statuses) {
    int sum = 0;
    for (JobStatus status : statuses) {
      sum += counts.getOrDefault(status, 0);
    }
    return sum;
  }

  private Map<Integer, List<OnClient>> clients(List<Job> found) {
    List<Integer> assignmentIds = new ArrayList<>();
    for (Job job : found) {
      if (job.assignmentId() != null) {
        assignmentIds.add(job.assignmentId());
      }
    }
    Map<Integer, List<OnClient>> clients = new HashMap<>();
    String select =
        "select a.job_id, a.client_id, a.master, a.gpus, c.hostname, c.name from assignment a"
            + " join client c on c.id = a.client_id where ";
    for (String column : List.of("a.id", "a.master_id")) {
      database.queryIn(
          select + column + " in (:ids) order by a.id",
          assignmentIds,
          row ->
              clients
                  .computeIfAbsent(row.integer("job_id"), id -> new ArrayList<>())
                  .add(
                      new OnClient(
                          row.integer("client_id"),
                          row.text("hostname"),
                          row.text("name"),
                          row.truth("master"),
                          Assignment.gpusOf(row.text("gpus")))));
    }
    return clients;
  }

  /** The clients that are kept for some multi-host jobs until there are enough. */
  private Map<Integer, List<OnClient>> kept(Collection<Integer> ids) {
    Map<Integer, List<OnClient>> kept = new HashMap<>();
    database.queryIn(
        "select k.job_id, k.client_id, c.hostname, c.name from kept_client k"
            + " join client c on c.id = k.client_id where k.job_id in (:ids) order by k.client_id",
        ids,
        row ->
            kept.computeIfAbsent(row.integer("job_id"), id -> new ArrayList<>())
                .add(
                    new OnClient(
                        row.integer("client_id"),
                        row.text("hostname"),
                        row.text("name"),
                        false,
                        List.of())));
    return kept;
  }

  private Map<Integer, List<LogLine>> logs(Collection<Integer> ids) {
    Map<Integer, List<LogLine>> logs = new HashMap<>();
    for (FeedEvent event : events.ofJobs(ids)) {
      logs.computeIfAbsent(event.jobId(), id -> new ArrayList<>())
          .add(new LogLine(event.text(), event.at()));
    }
    return logs;
  }
}
