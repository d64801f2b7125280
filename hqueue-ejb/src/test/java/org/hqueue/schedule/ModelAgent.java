package org.hqueue.schedule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hqueue.assignment.Callback;
import org.hqueue.client.Gpu;
import org.hqueue.client.Machine;
import org.hqueue.schedule.HeartbeatReport.End;
import org.hqueue.schedule.HeartbeatReport.Outcome;
import org.hqueue.schedule.HeartbeatReport.Verdict;
import org.hqueue.testfarm.SimulatedAgent;

/** An agent of a model check: it obeys, though not always at once, and its processes end by lot. */
final class ModelAgent {

  /** Times of processes do not matter here. */
  private static final Instant SOME_TIME = Instant.ofEpochMilli(9_000);

  private final SimulatedAgent agent;
  private final Machine machine;
  private final Random lot;
  private final Map<Integer, Integer> jobs = new TreeMap<>();
  private final TreeSet<Integer> running = new TreeSet<>();
  private final TreeSet<Integer> halted = new TreeSet<>();
  private final Map<Integer, List<String>> calling = new HashMap<>();
  private int session = 1;
  private boolean silent;

  ModelAgent(String hostname, String name, int cpus, int gpus, Random lot) {
    this.agent = new SimulatedAgent(hostname, name, cpus);
    List<Gpu> cards = new ArrayList<>();
    for (int index = 0; index < gpus; index++) {
      cards.add(new Gpu(index, "L4", 24_000));
    }
    this.machine = new Machine("linux-x86_64", cpus, 0, 8_192L * 1_024, 0, cards, Map.of(), "", "");
    this.lot = lot;
  }

  /** Whether nothing of it reaches the server. */
  boolean isSilent() {
    return silent;
  }

  /** It is cut off, or heard again. */
  void silence(boolean now) {
    silent = now;
  }

  /** Its next report. */
  HeartbeatReport report() {
    HeartbeatReport told = agent.report(0);
    HeartbeatReport.Facts facts =
        new HeartbeatReport.Facts(5001, "test", "", false, machine, 4_000_000, 0.5, 0, -1, "");
    return new HeartbeatReport(
        told.agent(),
        facts,
        told.number(),
        0,
        false,
        told.heeding(),
        told.assignments(),
        told.address());
  }

  /**
   * Does what an answer says.
   *
   * @param promptly nothing of it is put off
   */
  void obey(HeartbeatAnswer answer, boolean promptly) {
    for (HeartbeatAnswer.Offer offer : answer.start()) {
      boolean isNew = !agent.assignments().contains(offer.id());
      if (isNew && (promptly || lot.nextInt(10) > 0)) {
        agent.start(offer.id());
        jobs.put(offer.id(), offer.jobId());
        running.add(offer.id());
        if (offer.command().isEmpty()) {
          exit(offer.id(), 0);
        }
      }
    }
    answer.pause().stream().filter(running::contains).forEach(this::halt);
    answer.resume().stream().filter(halted::contains).forEach(this::goOn);
    for (HeartbeatAnswer.Stop stop : answer.stop()) {
      if (!agent.assignments().contains(stop.id())) {
        agent.neverStarted(stop.id());
      } else if (isAlive(stop.id()) && (promptly || lot.nextInt(3) > 0)) {
        end(stop.id(), Outcome.STOPPED, null, Verdict.NONE);
      } else if (calling.containsKey(stop.id())) {
        endCallbacks(stop.id());
      }
    }
    answer.callbacks().forEach(order -> callBack(order.id(), order.run()));
    answer.forget().forEach(this::forget);
  }

  private void halt(int id) {
    agent.halt(id);
    running.remove(id);
    halted.add(id);
  }

  private void goOn(int id) {
    agent.start(id);
    halted.remove(id);
    running.add(id);
  }

  private void callBack(int id, List<Callback> run) {
    if (!calling.containsKey(id)) {
      agent.callBack(id);
      calling.put(id, run.stream().map(Callback::name).toList());
    }
  }

  private void endCallbacks(int id) {
    agent.calledBack(id, calling.remove(id).toArray(String[]::new));
  }

  private void forget(int id) {
    agent.forget(id);
    jobs.remove(id);
    running.remove(id);
    halted.remove(id);
    calling.remove(id);
  }

  /** Ids of assignments whose processes are there, with the jobs that they are of. */
  Map<Integer, Integer> alive() {
    Map<Integer, Integer> alive = new TreeMap<>(jobs);
    alive.keySet().removeIf(id -> !isAlive(id));
    return alive;
  }

  private boolean isAlive(int id) {
    return running.contains(id) || halted.contains(id);
  }

  /** One of its processes, if any runs, ends in some way; so do callbacks. */
  void somethingEnds() {
    if (!calling.isEmpty() && lot.nextBoolean()) {
      endCallbacks(calling.keySet().iterator().next());
    } else if (!running.isEmpty()) {
      List<Integer> all = new ArrayList<>(running);
      endSomehow(all.get(lot.nextInt(all.size())));
    }
  }

  private void endSomehow(int id) {
    switch (lot.nextInt(20)) {
      case 0, 1, 2, 3, 4 -> exit(id, 1);
      case 5 -> end(id, Outcome.LOST, null, Verdict.NONE);
      case 6 -> end(id, Outcome.RETURNED, null, Verdict.NONE);
      case 7 -> end(id, Outcome.EXITED, 210, Verdict.REQUEUE);
      case 8 -> end(id, Outcome.EXITED, 143, Verdict.TIMEOUT);
      case 9 -> end(id, Outcome.EXITED, 0, Verdict.ERROR);
      default -> exit(id, 0);
    }
  }

  /** All that runs ends well. */
  void everythingEndsWell() {
    List.copyOf(running).forEach(id -> exit(id, 0));
    List.copyOf(calling.keySet()).forEach(this::endCallbacks);
  }

  private void exit(int id, int code) {
    end(id, Outcome.EXITED, code, Verdict.NONE);
  }

  private void end(int id, Outcome outcome, Integer code, Verdict verdict) {
    agent.end(id, new End(outcome, code, null, "", SOME_TIME, verdict, ""));
    running.remove(id);
    halted.remove(id);
  }

  /** It is started anew: its processes live on, are lost, or are forgotten altogether. */
  void restart() {
    session++;
    agent.restart("session-" + session, 1_000L * session);
    int fate = lot.nextInt(3);
    for (Integer id : agent.assignments()) {
      if (fate == 1 && isAlive(id)) {
        end(id, Outcome.LOST, null, Verdict.NONE);
      } else if (fate == 2) {
        forget(id);
      }
    }
  }
}
