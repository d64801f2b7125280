package org.hqueue.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.hqueue.xmlrpc.XmlRpcClient;
import org.jspecify.annotations.Nullable;

/**
 * An agent that says what the real one says and starts nothing: a "process" ends after a given time
 * with exit code 0 and without output. One that ends at once is reported as ended in the first
 * report that tells of it. A call is nearly always held at the server; what happens meanwhile goes
 * out with a second one. No thread waits for an answer. For many threads.
 */
final class SimulatedAgent {
  private static final Duration BEYOND_HOLD = Duration.ofSeconds(30);
  private static final int HOLD_SECONDS = 10;
  private static final int MEMORY_KIBIBYTES = 512 << 20;
  private static final int MOST_CALLS = 2;

  private final XmlRpcClient server;
  private final ScheduledExecutorService timer;
  private final FarmWatch watch;
  private final String hostname;
  private final int cpus;
  private final Duration work;
  private final String id = randomHex();
  private final String session = randomHex();
  private final int sessionStart = (int) (System.currentTimeMillis() / 1000);
  private final Map<Integer, Held> held = new LinkedHashMap<>();
  private int number;
  private int newestAnswer;
  private int calls;
  private boolean hasNews;
  private boolean isLeaving;
  private boolean isGone;

  private record Held(long startedAtMillis, @Nullable String outcome, long endedAtMillis) {}

  /**
   * One that has not reported yet.
   *
   * @param work how long each process runs; zero = it ends at once
   */
  SimulatedAgent(
      XmlRpcClient server,
      ScheduledExecutorService timer,
      FarmWatch watch,
      String hostname,
      int cpus,
      Duration work) {
    this.server = server;
    this.timer = timer;
    this.watch = watch;
    this.hostname = hostname;
    this.cpus = cpus;
    this.work = work;
  }

  private static String randomHex() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  /** Reports for the first time; goes on by itself. */
  synchronized void start() {
    send();
  }

  /** Takes nothing new, and leaves the farm once what it holds has ended and is written down. */
  synchronized void leave() {
    isLeaving = true;
    hasNews = true;
    sendIfNeeded();
  }

  private void sendIfNeeded() {
    boolean mayHold = calls == 0 && !isGone;
    if (mayHold || (hasNews && calls < MOST_CALLS)) {
      send();
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // answered() is told of every outcome
  private void send() {
    if (isGone) {
      return;
    }
    number++;
    calls++;
    hasNews = false;
    isGone = isLeaving && held.isEmpty();
    int sent = number;
    server
        .callAsync("agent.heartbeat", BEYOND_HOLD, report())
        .whenComplete((answer, failure) -> answered(sent, answer));
  }

  private Map<String, Object> report() {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("agentId", id);
    report.put("session", session);
    report.put("sessionStart", sessionStart);
    report.put("number", number);
    report.put("bootId", "bench");
    report.put("hostname", hostname);
    report.put("name", "");
    report.put("port", 0);
    report.put("version", "bench");
    report.put("platform", "linux-x86_64");
    report.put("cpus", cpus);
    report.put("memory", MEMORY_KIBIBYTES);
    report.put("freeMemory", MEMORY_KIBIBYTES);
    report.put("load", 0.5);
    report.put("hold", isGone ? 0 : HOLD_SECONDS);
    report.put("leaving", isLeaving);
    report.put("gone", isGone);
    List<Object> assignments = new ArrayList<>();
    held.forEach((assignment, one) -> assignments.add(entry(assignment, one)));
    report.put("assignments", assignments);
    return report;
  }

  private static Map<String, Object> entry(int assignment, Held one) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("id", assignment);
    entry.put("state", one.outcome() == null ? "running" : "ended");
    entry.put("progress", -1.0);
    entry.put("logLength", 0);
    entry.put("startedAt", one.startedAtMillis());
    if (one.outcome() != null) {
      Map<String, Object> end = new LinkedHashMap<>();
      end.put("outcome", one.outcome());
      end.put("exitCode", 0);
      end.put("reason", "");
      end.put("endedAt", one.endedAtMillis());
      entry.put("end", end);
    }
    return entry;
  }

  private synchronized void answered(int sent, @Nullable Object answer) {
    calls--;
    if (answer instanceof Map<?, ?> struct && !struct.containsKey("refused")) {
      watch.answered();
      obey(struct, sent > newestAnswer);
      newestAnswer = Math.max(newestAnswer, sent);
      sendIfNeeded();
      if (isGone && calls == 0) {
        watch.left();
      }
    } else {
      watch.failed();
      isGone = false; // it says so again
      later(this::again, Duration.ofSeconds(1));
    }
  }

  private synchronized void again() {
    hasNews = true;
    sendIfNeeded();
  }

  /** Offers count only in the newest answer: an older one may offer what has ended meanwhile. */
  private void obey(Map<?, ?> answer, boolean isNewest) {
    for (Object forgotten : list(answer, "forget")) {
      if (held.remove(((Number) forgotten).intValue()) != null) {
        watch.ended();
        hasNews |= isLeaving;
      }
    }
    for (Object order : list(answer, "stop")) {
      end(integer(order, "id"), "stopped");
    }
    if (isNewest) {
      list(answer, "start").forEach(this::take);
    }
  }

  private void take(Object offer) {
    int assignment = integer(offer, "id");
    if (held.containsKey(assignment)) {
      return;
    }
    watch.received(integer(offer, "jobId"));
    held.put(assignment, new Held(System.currentTimeMillis(), null, 0));
    hasNews = true;
    if (work.isZero()) {
      end(assignment, "exited");
    } else {
      later(() -> exit(assignment), work);
    }
  }

  private synchronized void exit(int assignment) {
    Held one = held.get(assignment);
    if (one != null && one.outcome() == null) {
      end(assignment, "exited");
      sendIfNeeded();
    }
  }

  private void end(int assignment, String outcome) {
    long now = System.currentTimeMillis();
    Held one = held.get(assignment);
    if (one == null || one.outcome() == null) {
      held.put(assignment, new Held(one == null ? now : one.startedAtMillis(), outcome, now));
      hasNews = true;
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the tasks throw nothing
  private void later(Runnable task, Duration delay) {
    timer.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static List<?> list(Map<?, ?> answer, String key) {
    return answer.get(key) instanceof List<?> list ? list : List.of();
  }

  private static int integer(Object struct, String key) {
    if (struct instanceof Map<?, ?> map && map.get(key) instanceof Number number) {
      return number.intValue();
    }
    throw new IllegalArgumentException("The server's answer lacks " + key + ": " + struct);
  }
}
