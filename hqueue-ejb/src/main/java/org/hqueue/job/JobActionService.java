package org.hqueue.job;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hqueue.assignment.Assignment;
import org.hqueue.assignment.AssignmentStore;
import org.hqueue.assignment.Pausing;
import org.hqueue.event.EventKind;
import org.hqueue.event.EventStore;
import org.hqueue.event.NewEvent;
import org.hqueue.job.JobState.Children;
import org.hqueue.phrase.Phrase;

/**
 * What users do to jobs that exist (jobs.md section 5, scope). A call is one transaction, whatever
 * it touches; it returns when the decision is stored, not when agents have carried it out. Jobs
 * that an action does not apply to, and unknown ids, are passed over.
 */
@Stateless
public class JobActionService {

  private static final Logger LOG = Logger.getLogger(JobActionService.class.getName());

  @Inject JobStore jobs;
  @Inject JobTryStore tries;
  @Inject JobInsertStore inserts;
  @Inject JobRequirements requirements;
  @Inject AssignmentStore assignments;
  @Inject EventStore events;
  @Inject JobFailures failures;
  @Inject CallbackEnds callbacks;
  @Inject Clock clock;

  private final JobLifecycle lifecycle = new JobLifecycle();

  /**
   * Halts the jobs and everything below them, until a user resumes, cancels or reschedules them.
   */
  public void pause(Collection<Integer> jobIds) {
    logUnknown(jobIds, "pause");
    Instant now = clock.instant();
    JobScope scope = JobScope.lock(jobs, jobIds);
    List<StatusChange> moves = decide(scope.taken(), lifecycle::pause);
    List<NewEvent> log = spared(scope, Phrase.SPARED_BY_PAUSE);
    assignments
        .wantPausing(movedTo(moves, JobStatus.PAUSING), Pausing.PAUSE)
        .forEach(open -> log.add(toldTo(open, Phrase.HALTING.with())));
    settle(moves, log, now);
  }

  /** Lets the jobs and everything below them go on. */
  public void resume(Collection<Integer> jobIds) {
    logUnknown(jobIds, "resume");
    Instant now = clock.instant();
    Set<Integer> family = JobScope.lockFamily(jobs, jobIds);
    List<StatusChange> moves = decide(family, lifecycle::resume);
    List<NewEvent> log = new ArrayList<>();
    assignments
        .wantPausing(movedTo(moves, JobStatus.RESUMING), Pausing.RESUME)
        .forEach(open -> log.add(toldTo(open, Phrase.CONTINUING.with())));
    settle(moves, log, now);
  }

  /** Takes the jobs and everything below them off their clients and puts them back on the queue. */
  public void eject(Collection<Integer> jobIds) {
    stopAndPutBack(jobIds, "eject", lifecycle::eject);
  }

  /** Takes the jobs and everything below them off their clients, then pauses them. */
  public void hold(Collection<Integer> jobIds) {
    stopAndPutBack(jobIds, "hold", lifecycle::hold);
  }

  private void stopAndPutBack(
      Collection<Integer> jobIds,
      String action,
      Function<JobState, Optional<StatusChange>> decision) {
    logUnknown(jobIds, action);
    Instant now = clock.instant();
    Set<Integer> family = JobScope.lockFamily(jobs, jobIds);
    List<StatusChange> moves = decide(family, decision);
    settle(moves, stop(movedTo(moves, JobStatus.EJECTING)), now);
  }

  /**
   * Cancels the jobs and everything below them. They are cancelled at once; what runs is stopped by
   * its agent soon after.
   */
  public void cancel(Collection<Integer> jobIds) {
    logUnknown(jobIds, "cancel");
    Instant now = clock.instant();
    JobScope scope = JobScope.lock(jobs, jobIds);
    List<StatusChange> moves =
        decide(scope.taken(), job -> lifecycle.cancel(job, Phrase.CANCELLED_BY_USER.with()));
    List<NewEvent> log = spared(scope, Phrase.SPARED_BY_CANCEL);
    List<Integer> abandoned = movedFromAbandoned(moves);
    callbacks.cancelledWithoutClient(assignments.openOfJobs(abandoned), now);
    assignments.giveUp(abandoned, now);
    log.addAll(stop(movedTo(moves, JobStatus.CANCELLED)));
    settle(moves, log, now);
  }

  /**
   * Sends the jobs, if they are finished, and whatever below them failed, was cancelled or
   * abandoned back to the start, with everything above that has to follow.
   */
  public void reschedule(Collection<Integer> jobIds) {
    logUnknown(jobIds, "reschedule");
    Instant now = clock.instant();
    failures.forgive(jobIds, now);
    new Reschedule(jobs, tries, inserts, assignments, lifecycle, now).run(jobIds);
  }

  /**
   * Gives the jobs and their unfinished descendants a priority.
   *
   * @param priority 0 is lowest; a negative one is taken for 0
   */
  public void setPriorities(Collection<Integer> jobIds, int priority) {
    logUnknown(jobIds, "priority");
    int settled = Math.max(0, priority);
    List<Integer> changed = new ArrayList<>();
    List<NewEvent> log = new ArrayList<>();
    for (JobState job : jobs.states(jobs.withDescendants(jobIds))) {
      if (jobIds.contains(job.id()) || !job.status().isFinished()) {
        changed.add(job.id());
        log.add(
            new NewEvent(EventKind.PRIORITY, job.id(), null, "", Phrase.PRIORITY.with(settled)));
      }
    }
    jobs.setPriority(changed, settled);
    events.append(log, clock.instant());
  }

  /**
   * Deletes the jobs and everything below them. What one of them still has on a client is stopped,
   * and holds its client until it is.
   *
   * @throws JobRefusedException when one of them is unfinished; then nothing is deleted
   */
  public void delete(Collection<Integer> jobIds) {
    delete(jobIds, Phrase.DELETED_BY_USER.with());
  }

  /** The same, for a reason that the event tells. */
  public void delete(Collection<Integer> jobIds, String reason) {
    requirements.ensureIds();
    logUnknown(jobIds, "delete");
    Instant now = clock.instant();
    JobScope scope = JobScope.lock(jobs, jobIds);
    List<JobState> doomed = jobs.states(scope.taken());
    refuseUnfinished(doomed);
    Set<Integer> ids = new TreeSet<>();
    doomed.forEach(job -> ids.add(job.id()));
    List<Integer> orphans = new ArrayList<>();
    for (JobStore.Link link : jobs.linksToChildren(ids)) {
      if (!ids.contains(link.childId())) {
        orphans.add(link.childId());
      }
    }
    Set<Integer> parents = takeFromParents(doomed, ids);
    List<NewEvent> log = spared(scope, Phrase.SPARED_BY_DELETE);
    assignments.giveUp(abandoned(doomed), now);
    log.addAll(stop(ids));
    inserts.delete(ids, now);
    requirements.moved(inserts.recomputeRoots(orphans));
    for (Integer id : ids) {
      log.add(new NewEvent(EventKind.DELETED, id, null, "", reason));
    }
    settle(decide(parents, lifecycle::afterChildren), log, now);
  }

  private static void refuseUnfinished(List<JobState> doomed) {
    List<Integer> unfinished = new ArrayList<>();
    for (JobState job : doomed) {
      if (!job.status().isFinished() && job.status() != JobStatus.ABANDONED) {
        unfinished.add(job.id());
      }
    }
    if (!unfinished.isEmpty()) {
      String named =
          unfinished.size() <= 20
              ? unfinished.toString()
              : unfinished.subList(0, 20) + " and " + (unfinished.size() - 20) + " more";
      throw new JobRefusedException(Phrase.UNFINISHED.with(named));
    }
  }

  /** Parents that stay count these children no longer. */
  private Set<Integer> takeFromParents(List<JobState> doomed, Set<Integer> ids) {
    Map<Integer, JobState> byId = new TreeMap<>();
    doomed.forEach(job -> byId.put(job.id(), job));
    Map<Integer, Children> deltas = new TreeMap<>();
    for (JobStore.Link link : jobs.linksToParents(ids)) {
      if (!ids.contains(link.parentId())) {
        JobState child = byId.get(link.childId());
        Children less =
            Children.NONE.minus(Children.of(child.status(), child.rules().sparesParents()));
        deltas.merge(link.parentId(), less, Children::plus);
      }
    }
    jobs.addToChildren(deltas);
    return deltas.keySet();
  }

  private void logUnknown(Collection<Integer> jobIds, String action) {
    Set<Integer> unknown = new TreeSet<>(jobIds);
    jobs.existing(unknown).forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      LOG.log(Level.INFO, "{0} passed over, no such jobs: {1}", new Object[] {action, unknown});
    }
  }

  private List<StatusChange> decide(
      Collection<Integer> jobIds, Function<JobState, Optional<StatusChange>> decision) {
    List<StatusChange> moves = new ArrayList<>();
    for (JobState job : jobs.states(jobIds)) {
      decision.apply(job).ifPresent(moves::add);
    }
    return moves;
  }

  private void settle(List<StatusChange> moves, List<NewEvent> log, Instant now) {
    new StatusRipple(jobs, lifecycle).settle(moves, now);
    events.append(log, now);
  }

  private static List<Integer> movedTo(List<StatusChange> moves, JobStatus status) {
    return moves.stream()
        .filter(move -> move.to() == status && move.from() != status)
        .map(StatusChange::jobId)
        .toList();
  }

  private static List<Integer> movedFromAbandoned(List<StatusChange> moves) {
    return moves.stream()
        .filter(move -> move.from() == JobStatus.ABANDONED)
        .map(StatusChange::jobId)
        .toList();
  }

  private static List<Integer> abandoned(List<JobState> jobs) {
    return jobs.stream()
        .filter(job -> job.status() == JobStatus.ABANDONED)
        .map(JobState::id)
        .toList();
  }

  private static List<NewEvent> spared(JobScope scope, Phrase why) {
    List<NewEvent> log = new ArrayList<>();
    for (Integer id : scope.spared()) {
      log.add(NewEvent.remark(id, why.with()));
    }
    return log;
  }

  /** Wants the processes of some jobs ended; what is to be told of it. */
  private List<NewEvent> stop(Collection<Integer> jobIds) {
    List<NewEvent> log = new ArrayList<>();
    for (Assignment open : assignments.stopOfJobs(jobIds)) {
      log.add(toldTo(open, Phrase.STOPPING.with()));
    }
    return log;
  }

  private static NewEvent toldTo(Assignment open, String text) {
    return new NewEvent(EventKind.ASSIGNMENT, open.jobId(), open.clientId(), "", text);
  }
}
