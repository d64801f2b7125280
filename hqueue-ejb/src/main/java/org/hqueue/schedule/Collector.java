package org.hqueue.schedule;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hqueue.config.Settings;
import org.hqueue.database.DatabaseAway;
import org.hqueue.database.Retry;
import org.hqueue.schedule.PlacementService.Turn;
import org.hqueue.schedule.ReportService.Outcome;
import org.hqueue.time.PacedTask;
import org.hqueue.time.SoonExecutor;

/**
 * Where a server's work comes together (architecture, the pass). Heartbeats are put in and answered
 * from here; every commit that may free or want something wakes it; a timer does so each second.
 * One run at a time takes what is there: the reports are written down in one transaction, jobs are
 * placed in a second one, then the calls are answered, or held until there is something to say.
 *
 * <p>For many threads; nothing here blocks a caller, and all that is kept in memory may be lost:
 * agents say it again.
 */
@ApplicationScoped
public class Collector {

  private static final Logger LOG = Logger.getLogger(Collector.class.getName());

  /** Most reports of one run. */
  private static final int AT_ONCE = 500;

  /** Between the starts of two runs: what comes within it is worked at together. */
  private static final Duration GAP = Duration.ofMillis(4);

  private static final Duration TURN_RETRY = Duration.ofMillis(5);

  @EJB ReportService reports;
  @EJB CallbackPlacementService callbackPlacement;
  @EJB PlacementService placement;
  @EJB AnswerService answers;
  @Inject Retry retry;
  @Inject Settings settings;
  @Inject Clock clock;
  @Inject SoonExecutor soon;

  private final Queue<HeldCall> inbox = new ConcurrentLinkedQueue<>();
  private final Map<Integer, HeldCall> held = new ConcurrentHashMap<>();
  private final Set<Integer> concerned = ConcurrentHashMap.newKeySet();
  private final PacedTask passes = new PacedTask(GAP, this::pass);

  /** Puts a heartbeat in; its answer is completed on a thread of the container. */
  void submit(HeldCall call) {
    inbox.add(call);
    wake();
  }

  /** Something was committed that concerns these clients, and may free or want something. */
  public void changed(Collection<Integer> clientIds) {
    concerned.addAll(clientIds);
    wake();
  }

  /** Has a run done soon, on a thread of the container. */
  public void wake() {
    passes.wish(soon);
  }

  private void pass() {
    try {
      run();
    } catch (RuntimeException e) {
      DatabaseAway.warn(LOG, "a pass failed; the next one follows within a second", e);
    }
  }

  /** Takes what is there: writes it down, places jobs, answers. */
  void run() {
    Map<Integer, HeldCall> calls = writeDown(take());
    calls.forEach(this::hold);
    Set<Integer> clientIds = new HashSet<>(calls.keySet());
    clientIds.addAll(place());
    for (Integer clientId : List.copyOf(concerned)) {
      concerned.remove(clientId);
      clientIds.add(clientId);
    }
    answer(clientIds);
  }

  /**
   * The next reports, at most one for each client; a second one of a client waits for the next run.
   */
  private List<HeldCall> take() {
    List<HeldCall> taken = new ArrayList<>();
    List<HeldCall> later = new ArrayList<>();
    Set<String> labels = new HashSet<>();
    while (taken.size() < AT_ONCE) {
      HeldCall call = inbox.poll();
      if (call == null) {
        break;
      }
      (labels.add(call.label()) ? taken : later).add(call);
    }
    inbox.addAll(later);
    if (!inbox.isEmpty()) {
      wake();
    }
    return taken;
  }

  /**
   * Writes reports down together, or one by one if that fails for another reason than a database
   * that is away; the calls that stand, by client.
   */
  private Map<Integer, HeldCall> writeDown(List<HeldCall> calls) {
    if (calls.isEmpty()) {
      return Map.of();
    }
    try {
      return recorded(calls);
    } catch (RuntimeException e) {
      if (DatabaseAway.isMeant(e)) {
        DatabaseAway.warn(LOG, calls.size() + " reports have to be made again", e);
        calls.forEach(call -> call.answer().completeExceptionally(e));
        return Map.of();
      }
      LOG.log(
          Level.WARNING,
          e,
          () -> calls.size() + " reports could not be written together; each is tried alone");
    }
    Map<Integer, HeldCall> standing = new HashMap<>();
    for (HeldCall call : calls) {
      try {
        standing.putAll(recorded(List.of(call)));
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, e, () -> "a report of " + call.label() + " could not be written");
        call.answer().completeExceptionally(e);
      }
    }
    return standing;
  }

  private Map<Integer, HeldCall> recorded(List<HeldCall> calls) {
    List<Outcome> outcomes =
        retry.call(() -> reports.record(calls.stream().map(HeldCall::report).toList()));
    Map<Integer, HeldCall> standing = new HashMap<>();
    for (int i = 0; i < calls.size(); i++) {
      HeldCall call = calls.get(i);
      Outcome outcome = outcomes.get(i);
      if (outcome.refused().isEmpty()) {
        standing.put(outcome.clientId(), call);
      } else {
        call.answer()
            .complete(HeartbeatAnswer.refusal(outcome.refused(), HeartbeatService.RETRY_SECONDS));
      }
    }
    return standing;
  }

  /** A newer call of a client takes the place of an older one, which is answered empty. */
  private void hold(Integer clientId, HeldCall call) {
    HeldCall older = held.put(clientId, call);
    if (older != null) {
      older.answer().complete(nothing(clientId));
    }
  }

  /** Places jobs until no more can be placed; the clients that got some. */
  private Set<Integer> place() {
    Set<Integer> clientIds = new HashSet<>();
    Turn first = retry.call(callbackPlacement::place);
    clientIds.addAll(first.clientIds());
    Turn turn;
    do {
      turn = retry.call(placement::place);
      clientIds.addAll(turn.clientIds());
    } while (turn.full());
    if (!turn.hadTurn() || !first.hadTurn() || first.full()) {
      soon.executeAfter(TURN_RETRY, this::wake);
    }
    return clientIds;
  }

  /**
   * Answers the held calls of some clients that there is something to say to, or that must not
   * wait.
   */
  private void answer(Set<Integer> clientIds) {
    Map<Integer, HeldCall> asked = new HashMap<>();
    for (Integer clientId : clientIds) {
      HeldCall call = held.get(clientId);
      if (call != null) {
        asked.put(clientId, call);
      }
    }
    if (asked.isEmpty()) {
      return;
    }
    Map<Integer, HeartbeatReport> lastReports = new HashMap<>();
    asked.forEach((clientId, call) -> lastReports.put(clientId, call.report()));
    Map<Integer, HeartbeatAnswer> found = retry.call(() -> answers.answers(lastReports));
    asked.forEach(
        (clientId, call) -> {
          HeartbeatAnswer answer = found.get(clientId);
          boolean waits = answer.isEmpty() && call.report().holdSeconds() > 0;
          if (!waits && held.remove(clientId, call)) {
            call.answer().complete(answer);
          }
        });
  }

  private HeartbeatAnswer nothing(int clientId) {
    return HeartbeatAnswer.nothing(clientId, (int) settings.heartbeat().toSeconds());
  }

  /** Answers the held calls whose time is over; called each second. */
  void answerOverdue() {
    var now = clock.instant();
    held.forEach(
        (clientId, call) -> {
          if (!call.until().isAfter(now) && held.remove(clientId, call)) {
            call.answer().complete(nothing(clientId));
          }
        });
  }
}
