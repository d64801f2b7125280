package org.hqueue.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hqueue.assignment.Assignment;
import org.hqueue.assignment.AssignmentEnd;
import org.hqueue.assignment.AssignmentStore;
import org.hqueue.assignment.Callback;
import org.hqueue.assignment.CallbackStore;
import org.hqueue.event.EventKind;
import org.hqueue.event.EventStore;
import org.hqueue.event.NewEvent;
import org.hqueue.phrase.Phrase;

/**
 * Writes what becomes of assignments whose command has ended: gone at once, or kept on their client
 * until their callbacks have ended as well. In the surrounding transaction.
 */
@ApplicationScoped
public class CallbackEnds {

  @Inject JobStore jobs;
  @Inject JobInsertStore inserts;
  @Inject AssignmentStore assignments;
  @Inject CallbackStore callbacks;
  @Inject ScheduledCallbackStore scheduled;
  @Inject EventStore events;

  /**
   * The callbacks of an assignment have ended.
   *
   * @param texts what is to be told of each
   */
  public record End(Assignment assignment, List<String> texts) {}

  /**
   * Writes the ends of commands.
   *
   * @param open the assignments as they were read, by id
   * @param before the jobs that are still at these assignments, as they were
   * @param moves what the ends made of these jobs
   * @return the assignments that are gone
   */
  List<Assignment> hold(
      List<CommandEnds.End> ends,
      Map<Integer, Assignment> open,
      Map<Integer, JobState> before,
      Map<Integer, StatusChange> moves,
      Instant now) {
    Map<Integer, JobCallbacks> known =
        inserts.callbacks(ends.stream().map(end -> open.get(end.assignmentId()).jobId()).toList());
    List<Assignment> gone = new ArrayList<>();
    List<AssignmentEnd> goneEnds = new ArrayList<>();
    List<AssignmentEnd> heldEnds = new ArrayList<>();
    Map<Integer, List<Callback>> held = new HashMap<>();
    Map<Integer, List<CallbackKind>> elsewhere = new HashMap<>();
    List<NewEvent> log = new ArrayList<>();
    for (CommandEnds.End end : ends) {
      Assignment assignment = open.get(end.assignmentId());
      int jobId = assignment.jobId();
      List<CallbackKind> kinds =
          CallbackRules.afterCommand(before.get(jobId), moves.get(jobId), end.ran());
      List<Callback> following = following(known.getOrDefault(jobId, JobCallbacks.NONE), kinds);
      AssignmentEnd written =
          new AssignmentEnd(assignment.id(), end.outcome(), end.meaning().exitCode(), end.at());
      if (end.held() && !following.isEmpty()) {
        heldEnds.add(written);
        held.put(assignment.id(), following);
        log.add(toldTo(assignment, Phrase.CALLBACKS_START.with(Callback.names(following))));
      } else {
        gone.add(assignment);
        goneEnds.add(written);
        List<Callback> lost =
            following(
                known.getOrDefault(jobId, JobCallbacks.NONE),
                kinds.stream().filter(kind -> !kind.mayRunElsewhere()).toList());
        if (!lost.isEmpty()) {
          log.add(toldTo(assignment, Phrase.CALLBACKS_NOT_RUN.with(Callback.names(lost))));
        }
        if (lost.size() < following.size()) {
          elsewhere.put(jobId, kinds);
        }
      }
    }
    assignments.markGone(goneEnds);
    callbacks.begin(heldEnds, held);
    events.append(log, now);
    scheduled.schedule(elsewhere, now);
    return gone;
  }

  /**
   * Jobs are cancelled whose clients are silent and given up: {@code onCancel} gets a client of its
   * own if there was a process; {@code cleanup} belongs to the client that is lost.
   *
   * @param abandoned what these jobs had on clients
   */
  void cancelledWithoutClient(List<Assignment> abandoned, Instant now) {
    List<Assignment> ran =
        abandoned.stream().filter(one -> one.isMaster() && one.isAcknowledged()).toList();
    Map<Integer, JobCallbacks> known =
        inserts.callbacks(ran.stream().map(Assignment::jobId).toList());
    Map<Integer, List<CallbackKind>> elsewhere = new HashMap<>();
    List<NewEvent> log = new ArrayList<>();
    for (Assignment one : ran) {
      elsewhere.put(one.jobId(), List.of(CallbackKind.ON_CANCEL));
      if (!known.getOrDefault(one.jobId(), JobCallbacks.NONE).cleanup().isEmpty()) {
        log.add(toldTo(one, Phrase.CALLBACKS_NOT_RUN.with(CallbackKind.CLEANUP.word())));
      }
    }
    events.append(log, now);
    scheduled.schedule(elsewhere, now);
  }

  /** Writes that callbacks have ended; their clients are free and their jobs can run again. */
  public void write(List<End> ends, Instant now) {
    if (ends.isEmpty()) {
      return;
    }
    List<NewEvent> log = new ArrayList<>();
    for (End end : ends) {
      end.texts().forEach(text -> log.add(toldTo(end.assignment(), text)));
    }
    List<Assignment> gone = ends.stream().map(End::assignment).toList();
    callbacks.end(gone.stream().map(Assignment::id).toList());
    assignments.release(gone, now); // and with it the companions, which hold the job back too
    jobs.refreshReady(gone.stream().map(Assignment::jobId).toList(), now);
    events.append(log, now);
  }

  /** Some clients are lost with the callbacks that they ran. */
  void lose(List<Assignment> lost, Instant now) {
    Map<Integer, List<Callback>> wanted =
        callbacks.callbacks(lost.stream().map(Assignment::id).toList());
    List<End> ends = new ArrayList<>();
    for (Assignment assignment : lost) {
      ends.add(
          new End(
              assignment,
              List.of(
                  Phrase.CALLBACKS_LOST.with(
                      Callback.names(wanted.getOrDefault(assignment.id(), List.of()))))));
    }
    write(ends, now);
  }

  private static List<Callback> following(JobCallbacks callbacks, List<CallbackKind> kinds) {
    List<Callback> following = new ArrayList<>();
    for (CallbackKind kind : kinds) {
      String command = kind.commandOf(callbacks);
      if (!command.isEmpty()) {
        following.add(new Callback(kind.word(), command));
      }
    }
    return following;
  }

  private static NewEvent toldTo(Assignment assignment, String text) {
    return new NewEvent(EventKind.ASSIGNMENT, assignment.jobId(), assignment.clientId(), "", text);
  }
}
