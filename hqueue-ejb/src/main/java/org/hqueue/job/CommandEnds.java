package org.hqueue.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.hqueue.assignment.Assignment;
import org.hqueue.assignment.AssignmentEnd;
import org.hqueue.assignment.AssignmentStore;
import org.hqueue.assignment.Pausing;
import org.hqueue.event.EventKind;
import org.hqueue.event.EventStore;
import org.hqueue.event.NewEvent;

/**
 * Writes the ends of tries, with everything that follows from them for jobs and their parents, in
 * the surrounding transaction.
 */
@ApplicationScoped
public class CommandEnds {

  @Inject JobStore jobs;
  @Inject AssignmentStore assignments;
  @Inject EventStore events;
  @Inject EndVerdicts verdicts;

  private final JobLifecycle lifecycle = new JobLifecycle();

  /**
   * The end of a try.
   *
   * @param assignmentId which
   * @param outcome one word for the record
   * @param meaning for the job
   * @param at when, by the agent's clock
   */
  public record End(int assignmentId, String outcome, CommandEnd meaning, Instant at) {}

  /** Notes when the processes of some assignments were started. */
  public void markStarted(Map<Integer, Instant> startedAt, Map<Integer, Integer> jobIds) {
    jobs.markCommandsStarted(startedAt, jobIds);
  }

  /**
   * The agents have halted or continued the processes of some jobs.
   *
   * @param confirmed what is confirmed, by assignment
   * @param jobIds the job of each
   */
  public void confirmPausing(
      Map<Integer, Pausing> confirmed, Map<Integer, Integer> jobIds, Instant now) {
    if (confirmed.isEmpty()) {
      return;
    }
    Map<Integer, Pausing> byJob = new HashMap<>();
    confirmed.forEach((assignmentId, pausing) -> byJob.put(jobIds.get(assignmentId), pausing));
    List<StatusChange> moves = new ArrayList<>();
    for (JobState job : jobs.states(byJob.keySet())) {
      lifecycle.confirmed(job, byJob.get(job.id())).ifPresent(moves::add);
    }
    new StatusRipple(jobs, lifecycle).settle(moves, now);
    assignments.confirmPausing(confirmed);
  }

  /** The clients of some jobs have gone silent. */
  public void abandon(Collection<Integer> jobIds, Instant now) {
    settle(jobIds, lifecycle::abandon, now);
  }

  /** Clients that were silent have told that they still run some jobs. */
  public void found(Collection<Integer> jobIds, Instant now) {
    settle(jobIds, lifecycle::found, now);
  }

  private void settle(
      Collection<Integer> jobIds,
      Function<JobState, Optional<StatusChange>> decision,
      Instant now) {
    jobs.lockRelations(jobIds);
    List<StatusChange> moves = new ArrayList<>();
    for (JobState job : jobs.states(jobIds)) {
      decision.apply(job).ifPresent(moves::add);
    }
    new StatusRipple(jobs, lifecycle).settle(moves, now);
  }

  /**
   * Writes ends: the assignments are gone, their CPUs free, their jobs and the parents moved.
   *
   * @param open the assignments as they were read, by id
   */
  public void write(List<End> ends, Map<Integer, Assignment> open, Instant now) {
    if (ends.isEmpty()) {
      return;
    }
    Map<Integer, End> byJob = new HashMap<>();
    List<AssignmentEnd> gone = new ArrayList<>();
    List<NewEvent> log = new ArrayList<>();
    for (End end : ends) {
      Assignment assignment = open.get(end.assignmentId());
      if (assignment.isMaster()) {
        byJob.put(assignment.jobId(), end);
      }
      gone.add(
          new AssignmentEnd(end.assignmentId(), end.outcome(), end.meaning().exitCode(), end.at()));
      log.add(
          new NewEvent(
              EventKind.ASSIGNMENT, assignment.jobId(), assignment.clientId(), "", textOf(end)));
    }
    List<Assignment> released = new ArrayList<>();
    ends.forEach(end -> released.add(open.get(end.assignmentId())));
    List<Integer> ended = ends.stream().map(End::assignmentId).toList();
    for (Assignment companion : assignments.companionsOf(ended)) {
      if (!ended.contains(companion.id())) {
        released.add(companion);
        gone.add(new AssignmentEnd(companion.id(), "COMPANION", null, now));
      }
    }
    jobs.lockRelations(byJob.keySet());
    List<JobState> concerned = new ArrayList<>();
    Map<Integer, CommandEnd> told = new HashMap<>();
    for (JobState job : jobs.states(byJob.keySet())) {
      End end = byJob.get(job.id());
      if (job.assignmentId() != null && job.assignmentId() == end.assignmentId()) {
        concerned.add(job);
        told.put(job.id(), end.meaning());
      }
    }
    Map<Integer, CommandEnd> settled = verdicts.settle(told, now);
    List<StatusChange> moves = new ArrayList<>();
    for (JobState job : concerned) {
      lifecycle.afterCommand(job, settled.get(job.id())).ifPresent(moves::add);
    }
    events.append(log, now);
    assignments.markGone(gone);
    new StatusRipple(jobs, lifecycle).settle(moves, now);
    jobs.refreshReady(byJob.keySet(), now);
    assignments.release(released);
  }

  private static String textOf(End end) {
    Integer exitCode = end.meaning().exitCode();
    if (end.meaning().verdict() == CommandEnd.Verdict.GOOD) {
      return "Finished with exit code " + exitCode;
    }
    return exitCode == null
        ? "Ended: " + end.meaning().reason()
        : "Ended with exit code " + exitCode + ": " + end.meaning().reason();
  }
}
