package org.hqueue.testfarm;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hqueue.schedule.HeartbeatReport;
import org.hqueue.schedule.HeartbeatReport.CallbackEnd;
import org.hqueue.schedule.HeartbeatReport.End;
import org.hqueue.schedule.HeartbeatReport.Held;
import org.hqueue.schedule.HeartbeatReport.Outcome;
import org.hqueue.schedule.HeartbeatReport.State;

/** What an agent keeps and says, without processes: a test decides when they end. */
public final class SimulatedAgent {

  private final String id;
  private final String hostname;
  private final String name;
  private final int cpus;
  private final Map<Integer, Held> held = new LinkedHashMap<>();
  private String session = "session-1";
  private long sessionStart = 1_000;
  private int number;
  private boolean leaving;

  /** An agent that has never reported. */
  public SimulatedAgent(String hostname, String name, int cpus) {
    this("agent of " + hostname + ":" + name, hostname, name, cpus);
  }

  /** An agent with an identity of its own. */
  public SimulatedAgent(String id, String hostname, String name, int cpus) {
    this.id = id;
    this.hostname = hostname;
    this.name = name;
    this.cpus = cpus;
  }

  /** It takes an offer and starts its process. */
  public void start(int assignmentId) {
    held.put(
        assignmentId,
        new Held(assignmentId, State.RUNNING, -1, 0, Instant.ofEpochMilli(5_000), null));
  }

  /** It takes an offer and starts its process at a time. */
  public void startAt(int assignmentId, Instant at) {
    held.put(assignmentId, new Held(assignmentId, State.RUNNING, -1, 0, at, null));
  }

  /** It halts a process. */
  public void halt(int assignmentId) {
    held.put(
        assignmentId,
        new Held(assignmentId, State.PAUSED, -1, 0, Instant.ofEpochMilli(5_000), null));
  }

  /** The process tells how far it is. */
  public void progress(int assignmentId, double progress) {
    Held known = held.get(assignmentId);
    Instant started = known == null ? Instant.ofEpochMilli(5_000) : known.startedAt();
    held.put(assignmentId, new Held(assignmentId, State.RUNNING, progress, 10, started, null));
  }

  /** Its process runs and tells of files that it has made. */
  public void tells(int assignmentId, List<String> paths) {
    Instant started = Instant.ofEpochMilli(5_000);
    held.put(
        assignmentId, new Held(assignmentId, State.RUNNING, -1, 0, started, null, null, paths));
  }

  /** The process ends by itself. */
  public void exit(int assignmentId, int code) {
    end(assignmentId, new End(Outcome.EXITED, code, null, "", Instant.ofEpochMilli(9_000)));
  }

  /** The process ends in some way. */
  public void end(int assignmentId, End end) {
    held.put(
        assignmentId, new Held(assignmentId, State.ENDED, 1, 10, Instant.ofEpochMilli(5_000), end));
  }

  /** It was told to stop something before it had started that. */
  public void neverStarted(int assignmentId) {
    End end = new End(Outcome.STOPPED, null, null, "", Instant.ofEpochMilli(9_000));
    held.put(assignmentId, new Held(assignmentId, State.ENDED, -1, 0, null, end));
  }

  /** It has begun to run the callbacks of something that has ended. */
  public void callBack(int assignmentId) {
    held.computeIfPresent(
        assignmentId,
        (id, one) ->
            new Held(id, State.CALLBACK, 1, 10, one.startedAt(), one.end(), one.callbacks()));
  }

  /** The callbacks of something have ended with 0. */
  public void calledBack(int assignmentId, String... names) {
    End end = new End(Outcome.EXITED, 0, null, "", Instant.ofEpochMilli(9_500));
    List<CallbackEnd> ends = new ArrayList<>();
    for (String name : names) {
      ends.add(new CallbackEnd(name, end));
    }
    held.computeIfPresent(
        assignmentId,
        (id, one) -> new Held(id, State.ENDED, 1, 10, one.startedAt(), one.end(), ends));
  }

  /** It forgets something, by an order or by accident. */
  public void forget(int assignmentId) {
    held.remove(assignmentId);
  }

  /** Its process is started anew. */
  public void restart(String newSession, long start) {
    leaving = false;
    session = newSession;
    sessionStart = start;
    number = 0;
  }

  /** It is going to shut down. */
  public void leave() {
    leaving = true;
  }

  /** What it holds. */
  public List<Integer> assignments() {
    return new ArrayList<>(held.keySet());
  }

  /** Its next report. */
  public HeartbeatReport report(int holdSeconds) {
    number++;
    return same(holdSeconds);
  }

  /** Its last report once more. */
  public HeartbeatReport same(int holdSeconds) {
    return new HeartbeatReport(
        new HeartbeatReport.Agent(
            id, session, Instant.ofEpochMilli(sessionStart), "boot", hostname, name),
        new HeartbeatReport.Facts(5001, "test", "linux-x86_64", cpus, 8_000_000, 4_000_000, 0.5),
        number,
        holdSeconds,
        leaving,
        List.copyOf(held.values()),
        "10.0.0.1");
  }
}
