package org.hqueue.agent;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hqueue.agent.node.NodeWatch;
import org.hqueue.agent.run.Assignments;
import org.hqueue.agent.server.Answer;
import org.hqueue.agent.server.Backoff;
import org.hqueue.agent.server.Report;
import org.hqueue.agent.server.ServerConnection;

/**
 * The loop: reports to the server and does what it answers, for as long as the agent lives.
 *
 * <p>One thread always has a call open, which the server holds until it has something for the
 * agent. When the agent has something to say meanwhile, a second thread says it at once. So there
 * are never more than two calls, and nothing an answer holds, and no failure of the server, ends
 * either.
 */
final class Heartbeats implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Heartbeats.class.getName());

  /** Keeps an agent from spinning with a server that answers at once but wants nothing new. */
  private static final Duration PACE = Duration.ofMillis(250);

  private final ServerConnection server;
  private final Assignments assignments;
  private final Report.Identity identity;
  private final NodeWatch node;
  private final Wishes wishes;
  private final PrintWriter terminal;

  private final Thread holding = new Thread(() -> run(this::hold), "heartbeat");
  private final Thread telling = new Thread(() -> run(this::tell), "report");

  /** Guards the making of reports, so that a later number never carries older facts. */
  private final Object reporting = new Object();

  private long number;
  private volatile long answered;

  /** Rung for every change; held only for moments, so anybody may ring. */
  private final Object bell = new Object();

  /** Grows with every change of the facts. */
  private final AtomicLong facts = new AtomicLong();

  /** The value of {@link #facts} that the newest report covers. */
  private volatile long told;

  /** Calls made by the telling thread; each makes the server answer the held one. */
  private final AtomicLong tellings = new AtomicLong();

  private volatile Duration interval = Duration.ofSeconds(10);
  private volatile boolean held;
  private volatile boolean woken;
  private volatile boolean leaving;
  private volatile boolean gone;
  private volatile boolean leavingTold;
  private volatile boolean goneTold;
  private volatile boolean closed;
  private volatile String knownFolders = "";
  private String lastRefusal = "";

  Heartbeats(
      ServerConnection server,
      Assignments assignments,
      Report.Identity identity,
      NodeWatch node,
      Wishes wishes,
      PrintWriter terminal) {
    this.server = server;
    this.assignments = assignments;
    this.identity = identity;
    this.node = node;
    this.wishes = wishes;
    this.terminal = terminal;
    holding.setDaemon(true);
    telling.setDaemon(true);
  }

  void start() {
    holding.start();
    telling.start();
  }

  /** Says that there is something to report. Returns at once; for many threads. */
  void changed() {
    facts.incrementAndGet();
    ring();
  }

  /** Reports now, even where a pause is kept after a failure. Returns at once. */
  void wakeup() {
    woken = true;
    changed();
  }

  /** From now on tells the server that the agent is shutting down. */
  void leave() {
    leaving = true;
    changed();
  }

  /** The same, and waits until the server knows it; whether it does, in time. */
  boolean leave(Duration atMost) throws InterruptedException {
    leave();
    return await(() -> leavingTold, atMost);
  }

  /** Tells the server that the agent ends for good; returns whether it knows, in time. */
  boolean sayGoodbye(Duration atMost) throws InterruptedException {
    gone = true;
    changed();
    return await(() -> goneTold, atMost);
  }

  /**
   * Waits until something is so; asked again after every change.
   *
   * @return whether it was so in time
   */
  boolean await(BooleanSupplier condition, Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (!condition.getAsBoolean()) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      synchronized (bell) {
        bell.wait(Math.min(left, 100));
      }
    }
    return true;
  }

  /** Ends both threads, giving up their calls. */
  @Override
  public void close() {
    closed = true;
    holding.interrupt();
    telling.interrupt();
  }

  /** What one of the threads does over and over. */
  private interface Duty {
    void once() throws IOException, InterruptedException;
  }

  private void run(Duty duty) {
    var backoff = new Backoff();
    while (!closed) {
      try {
        duty.once();
        if (backoff.failures() > 0) {
          LOG.info("The server " + server.server() + " answers again");
        }
        backoff.succeeded();
      } catch (InterruptedException e) {
        break;
      } catch (Throwable e) { // whatever an answer does, the next one is asked for
        if (closed) {
          break;
        }
        failed(e, backoff);
      }
    }
  }

  private void failed(Throwable e, Backoff backoff) {
    Duration pause = backoff.failed();
    if (!(e instanceof IOException)) {
      LOG.log(Level.SEVERE, "A heartbeat failed unexpectedly; going on", e);
    } else if (backoff.failures() == 1) {
      LOG.log(Level.WARNING, "No answer from {0}: {1}; jobs go on, trying again", why(e));
    }
    // What the failed report told may not have arrived.
    facts.incrementAndGet();
    try {
      rest(pause, false);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Object[] why(Throwable e) {
    String message = e.getMessage();
    return new Object[] {server.server(), message == null ? e.getClass().getSimpleName() : message};
  }

  private void hold() throws IOException, InterruptedException {
    long tellingsBefore = tellings.get();
    long start = System.nanoTime();
    var report = report(interval);
    Answer answer;
    held = true;
    ring(); // for what has changed since the report
    try {
      answer = server.heartbeat(report);
    } finally {
      held = false;
    }
    boolean anythingNew = apply(answer, report);
    if (answer.refused() != null) {
      rest(answer.retryAfter(), false);
      return;
    }
    boolean early = System.nanoTime() - start < interval.toNanos() / 2;
    if (early && !anythingNew && tellings.get() == tellingsBefore) {
      rest(PACE, true);
    }
  }

  private void tell() throws IOException, InterruptedException {
    synchronized (bell) {
      while (!held || facts.get() <= told) {
        bell.wait();
      }
    }
    tellings.incrementAndGet();
    var report = report(Duration.ZERO);
    var answer = server.heartbeat(report);
    apply(answer, report);
    if (answer.refused() != null) {
      facts.incrementAndGet();
      rest(answer.retryAfter(), false);
    }
  }

  private Report report(Duration hold) {
    synchronized (reporting) {
      long covered = facts.get();
      boolean last = gone; // nobody waits for the answer to it any longer than needed
      var report =
          new Report(
              identity,
              ++number,
              MachineFacts.load(),
              node.facts(),
              last ? Duration.ZERO : hold,
              leaving,
              wishes.heeding(),
              last,
              knownFolders,
              assignments.reports());
      told = covered;
      return report;
    }
  }

  private boolean apply(Answer answer, Report report) {
    if (answer.refused() != null) {
      refused(answer);
      return false;
    }
    interval = answer.interval();
    boolean newest;
    synchronized (reporting) {
      lastRefusal = "";
      newest = report.number() > answered;
      answered = Math.max(answered, report.number());
    }
    leavingTold |= report.leaving();
    goneTold |= report.gone();
    if (answer.wish() != null) {
      wishes.heed(answer.wish());
    }
    if (answer.folders() != null) {
      node.networkFolders(answer.folders().paths());
      knownFolders = answer.folders().mark();
    }
    boolean anythingNew = assignments.apply(answer, newest);
    ring();
    return anythingNew;
  }

  private void refused(Answer answer) {
    String words = String.valueOf(answer.refused());
    synchronized (reporting) {
      if (words.equals(lastRefusal)) {
        return;
      }
      lastRefusal = words;
    }
    LOG.log(
        Level.WARNING,
        "The server refuses this agent: {0}; asking again every {1} s",
        new Object[] {words, answer.retryAfter().toSeconds()});
    terminal.println("The server refuses this agent: " + words);
    terminal.flush();
  }

  /** Waits, but not beyond a wakeup, nor, if {@code untilChange}, beyond a change of the facts. */
  private void rest(Duration time, boolean untilChange) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    synchronized (bell) {
      long left = time.toMillis();
      while (left > 0 && !woken && !(untilChange && facts.get() > told)) {
        bell.wait(left);
        left = (end - System.nanoTime()) / 1_000_000;
      }
      woken = false;
    }
  }

  private void ring() {
    synchronized (bell) {
      bell.notifyAll();
    }
  }
}
