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
import java.util.TreeMap;
import java.util.function.Function;
import org.hqueue.assignment.Assignment;
import org.hqueue.assignment.AssignmentEnd;
import org.hqueue.assignment.AssignmentState;
import org.hqueue.assignment.AssignmentStore;
import org.hqueue.assignment.Pausing;
import org.hqueue.event.EventKind;
import org.hqueue.event.EventStore;
import org.hqueue.event.NewEvent;
import org.hqueue.phrase.Phrase;

/**
 * Writes the ends of tries, with everything that follows from them for jobs and their parents, in
 * the surrounding transaction.
 */
@ApplicationScoped
public class CommandEnds {

  @Inject JobStore jobs;
  @Inject JobTryStore tries;
  @Inject AssignmentStore assignments;
  @Inject EventStore events;
  @Inject EndVerdicts verdicts;
  @Inject CallbackEnds callbackEnds;
  @Inject JobFailures failures;

  private final JobLifecycle lifecycle = new JobLifecycle();

  /**
   * The end of a try.
   *
   * @param assignmentId which
   * @param outcome one word for the record
   * @param meaning for the job
   * @param at when, by the agent's clock
   * @param ran whether there was a process
   * @param held whether the client is there and can run callbacks
   */
  public record End(
      int assignmentId, String outcome, CommandEnd meaning, Instant at, boolean ran, boolean held) {

    /** The client is lost, or has lost the assignment. */
    public static End lost(int assignmentId, String outcome, String reason, Instant at) {
      return new End(assignmentId, outcome, CommandEnd.lostClient(reason), at, true, false);
    }
  }

  /** Has ids at hand for what some ends may need; called before a connection is held. */
  public void ensureIds(int ends) {
    failures.ensureIds(ends);
  }

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
    List<Integer> halting = new ArrayList<>();
    List<Integer> goingOn = new ArrayList<>();
    for (JobState job : jobs.states(jobIds)) {
      if (job.status() == JobStatus.PAUSING) {
        halting.add(job.id());
      } else if (job.status() == JobStatus.RUNNING) {
        goingOn.add(job.id());
      }
    }
    assignments.wantPausing(halting, Pausing.PAUSE);
    goingOn.removeAll(notHalted(goingOn));
    assignments.wantPausing(goingOn, Pausing.RESUME);
  }

  /** Those of some jobs whose process nobody wanted halted before their client fell silent. */
  private List<Integer> notHalted(List<Integer> jobIds) {
    return assignments.openOfJobs(jobIds).stream()
        .filter(open -> !open.pausing().wantsHalt())
        .map(Assignment::jobId)
        .toList();
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
   * Writes ends: the assignments are gone, their CPUs free, their jobs and the parents moved. One
   * that callbacks follow on its client holds that until they have ended.
   *
   * @param open the assignments as they were read, by id
   */
  public void write(List<End> ends, Map<Integer, Assignment> open, Instant now) {
    List<End> ofCommands = new ArrayList<>();
    List<Assignment> lost = new ArrayList<>();
    List<Assignment> companions = new ArrayList<>();
    for (End end : ends) {
      Assignment assignment = open.get(end.assignmentId());
      if (!assignment.isMaster()) {
        companions.add(assignment);
      } else if (assignment.state() == AssignmentState.CALLBACK) {
        lost.add(assignment);
      } else {
        ofCommands.add(end);
      }
    }
    assignments.markGone(
        companions.stream().map(one -> AssignmentEnd.ofCompanion(one.id(), now)).toList());
    assignments.release(companions, now);
    callbackEnds.lose(lost, now);
    if (!ofCommands.isEmpty()) {
      writeCommands(ofCommands, open, now);
    }
  }

  private void writeCommands(List<End> ends, Map<Integer, Assignment> open, Instant now) {
    Map<Integer, End> byJob = new HashMap<>();
    List<NewEvent> log = new ArrayList<>();
    for (End end : ends) {
      Assignment assignment = open.get(end.assignmentId());
      byJob.put(assignment.jobId(), end);
      log.add(
          new NewEvent(
              EventKind.ASSIGNMENT, assignment.jobId(), assignment.clientId(), "", textOf(end)));
    }
    jobs.lockRelations(byJob.keySet());
    Map<Integer, JobState> concerned = new TreeMap<>();
    Map<Integer, CommandEnd> told = new HashMap<>();
    for (JobState job : jobs.states(byJob.keySet())) {
      End end = byJob.get(job.id());
      if (job.assignmentId() != null && job.assignmentId() == end.assignmentId()) {
        concerned.put(job.id(), job);
        told.put(job.id(), end.meaning());
      }
    }
    Map<Integer, CommandEnd> settled = verdicts.settle(told, now);
    Map<Integer, StatusChange> moves = new TreeMap<>();
    for (JobState job : concerned.values()) {
      lifecycle
          .afterCommand(job, settled.get(job.id()))
          .ifPresent(move -> moves.put(job.id(), move));
    }
    events.append(log, now);
    new StatusRipple(jobs, lifecycle).settle(moves.values(), now);
    assignments.release(callbackEnds.hold(ends, open, concerned, moves, now), now);
    List<JobFailures.Tried> tried = new ArrayList<>();
    moves.forEach(
        (jobId, move) ->
            tried.add(
                new JobFailures.Tried(
                    open.get(byJob.get(jobId).assignmentId()).clientId(),
                    move,
                    settled.get(jobId).verdict())));
    failures.count(tried, now);
    jobs.refreshReady(byJob.keySet(), now);
    tries.noteExitCodes(exitCodesAfterEnd(concerned.values(), settled));
  }

  /** Of jobs that had ended before their process did: the code is noted, and nothing moves. */
  private static Map<Integer, Integer> exitCodesAfterEnd(
      Collection<JobState> concerned, Map<Integer, CommandEnd> ends) {
    Map<Integer, Integer> codes = new HashMap<>();
    for (JobState job : concerned) {
      Integer code = ends.get(job.id()).exitCode();
      if (job.status().isFinished() && code != null) {
        codes.put(job.id(), code);
      }
    }
    return codes;
  }

  private static String textOf(End end) {
    Integer exitCode = end.meaning().exitCode();
    if (end.meaning().verdict() == CommandEnd.Verdict.GOOD) {
      return Phrase.FINISHED.with(String.valueOf(exitCode));
    }
    return exitCode == null
        ? Phrase.ENDED.with(end.meaning().reason())
        : Phrase.ENDED_WITH_CODE.with(exitCode, end.meaning().reason());
  }
}
