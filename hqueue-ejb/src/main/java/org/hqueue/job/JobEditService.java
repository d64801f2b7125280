package org.hqueue.job;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hqueue.event.EventKind;
import org.hqueue.event.EventStore;
import org.hqueue.event.NewEvent;
import org.hqueue.job.JobState.Children;
import org.hqueue.phrase.Phrase;

/**
 * Changes specifications of jobs that exist. Waiting jobs heed a change at once, running ones when
 * they are next started, finished ones when they are rescheduled. A call is one transaction.
 */
@Stateless
public class JobEditService {

  private static final int NEW_LABEL_SETS = 64;

  @Inject JobStore jobs;
  @Inject JobInsertStore inserts;
  @Inject JobEditStore edits;
  @Inject JobRequirements requirements;
  @Inject LabelStore labels;
  @Inject ResourceNames resourceNames;
  @Inject EventStore events;
  @Inject Clock clock;

  private final JobLifecycle lifecycle = new JobLifecycle();

  /** Which jobs an edit holds for. */
  public enum Scope {
    /** Those named, alone. */
    JOB,
    /** Of those named and everything below them, the unfinished ones. */
    UNFINISHED,
    /** Of those named and everything below them, the failed, cancelled and abandoned ones. */
    FAILED,
    /** Those named and everything below them. */
    ALL
  }

  /**
   * Edits jobs; ids that do not exist are passed over.
   *
   * <p>A new command that is meant for descendants too reaches only jobs that have one: containers
   * stay containers.
   *
   * @return how many jobs the edit holds for
   * @throws BadSpecException when a change does not go together with the rest of a job; then
   *     nothing is changed
   */
  public int edit(Collection<Integer> jobIds, JobChanges changes, Scope scope) {
    requirements.ensureIds();
    labels.ensureIds(NEW_LABEL_SETS);
    Map<String, String> resources = changes.resourcePaths();
    resourceNames.ensureIds(resources.size());
    Instant now = clock.instant();
    List<JobState> chosen = chosen(jobIds, scope);
    if (changes.isEmpty()) {
      return chosen.size();
    }
    resourceNames.check(resources);
    Map<Integer, JobSpec> before = inserts.specs(chosen.stream().map(JobState::id).toList());
    Map<Integer, JobSpec> after = new TreeMap<>();
    List<NewEvent> log = new ArrayList<>();
    JobChanges forContainers = scope == Scope.JOB ? changes : changes.without("command");
    for (JobState job : chosen) {
      JobSpec old = before.get(job.id());
      JobSpec changed = (job.hasCommand() ? changes : forContainers).over(old);
      String told = JobChanges.told(old, changed);
      if (!told.isEmpty()) {
        log.add(NewEvent.remark(job.id(), Phrase.EDITED.with(told)));
      }
      after.put(job.id(), changed);
    }
    write(after, changes, chosen, now);
    if (changes.has("labels")) {
      edits.writeLabels(before, after);
    }
    log.addAll(newPriorities(after, changes));
    events.append(log, now);
    return chosen.size();
  }

  private List<JobState> chosen(Collection<Integer> jobIds, Scope scope) {
    if (scope == Scope.JOB) {
      jobs.lockRelations(jobIds);
      return jobs.states(jobIds);
    }
    List<JobState> chosen = new ArrayList<>();
    for (JobState job : jobs.states(JobScope.lockFamily(jobs, jobIds))) {
      boolean isMeant =
          switch (scope) {
            case JOB, ALL -> true;
            case UNFINISHED -> !job.status().isFinished();
            case FAILED -> JobStatus.FAILED_GROUP.contains(job.status());
          };
      if (isMeant) {
        chosen.add(job);
      }
    }
    return chosen;
  }

  private void write(
      Map<Integer, JobSpec> specs, JobChanges changes, List<JobState> chosen, Instant now) {
    edits.write(specs, changes);
    requirements.edited(specs.keySet());
    if (changes.has("maxRunning")) {
      limitBelow(specs);
    }
    if (changes.has("tags")) {
      recount(specs, chosen);
    }
    if (changes.has("notBefore") && !specs.isEmpty()) {
      Instant notBefore = specs.values().iterator().next().policy().notBefore();
      edits.setNotBefore(specs.keySet(), notBefore, now);
      jobs.refreshReady(specs.keySet(), now);
    }
    endWithoutCommand(specs, chosen, now);
  }

  /** What is below jobs that limit it now is started only within the limit from now on. */
  private void limitBelow(Map<Integer, JobSpec> specs) {
    specs.forEach(
        (id, spec) -> {
          if (spec.tree().maxRunning() != null) {
            List<Integer> children =
                jobs.linksToChildren(List.of(id)).stream().map(JobStore.Link::childId).toList();
            requirements.limited(children, List.of(id));
          }
        });
  }

  /** Bad ends that count as good ones for the parents now, or no more, change their counts. */
  private void recount(Map<Integer, JobSpec> specs, List<JobState> chosen) {
    Map<Integer, Children> changed = new HashMap<>();
    for (JobState job : chosen) {
      boolean spares = JobRules.of(specs.get(job.id())).sparesParents();
      if (spares != job.rules().sparesParents()) {
        changed.put(
            job.id(),
            Children.of(job.status(), spares)
                .minus(Children.of(job.status(), job.rules().sparesParents())));
      }
    }
    Map<Integer, Children> deltas = new TreeMap<>();
    for (JobStore.Link link : jobs.linksToParents(changed.keySet())) {
      deltas.merge(link.parentId(), changed.get(link.childId()), Children::plus);
    }
    jobs.addToChildren(deltas);
  }

  /**
   * A job that was ready to run a command and has none any more is a container whose work is done.
   */
  private void endWithoutCommand(Map<Integer, JobSpec> specs, List<JobState> chosen, Instant now) {
    Map<Integer, StatusChange> moves = new HashMap<>();
    for (JobState job : chosen) {
      if (job.status() == JobStatus.RUNNABLE && !specs.get(job.id()).command().exists()) {
        moves.put(
            job.id(),
            StatusChange.of(job, JobStatus.QUEUED, Phrase.NO_COMMAND_ANY_MORE.with(), ""));
      }
    }
    StatusRipple ripple = new StatusRipple(jobs, lifecycle);
    ripple.settle(moves.values(), now);
    List<StatusChange> ends = new ArrayList<>();
    for (JobState job : jobs.states(moves.keySet())) {
      lifecycle.afterChildren(job).ifPresent(ends::add);
    }
    ripple.settle(ends, now);
  }

  private static List<NewEvent> newPriorities(Map<Integer, JobSpec> specs, JobChanges changes) {
    List<NewEvent> log = new ArrayList<>();
    if (changes.has("priority")) {
      specs.forEach(
          (id, spec) ->
              log.add(
                  new NewEvent(
                      EventKind.PRIORITY,
                      id,
                      null,
                      "",
                      Phrase.PRIORITY.with(String.valueOf(spec.priority())))));
    }
    return log;
  }
}
