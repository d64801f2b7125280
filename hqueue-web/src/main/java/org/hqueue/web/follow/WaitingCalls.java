package org.hqueue.web.follow;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hqueue.event.EventFeed;
import org.hqueue.event.FeedEvent;
import org.jspecify.annotations.Nullable;

/**
 * All calls of this server that wait. It listens once to the feed for all of them, and looks five
 * times a second whose time is over, so that each costs nothing but memory. For many threads.
 */
@ApplicationScoped
public class WaitingCalls {

  /** The longest that a call may wait, in seconds. */
  public static final int LONGEST_SECONDS = 60;

  /** Calls that wait at once on one server. */
  static final int MOST = 10_000;

  private static final Logger LOG = Logger.getLogger(WaitingCalls.class.getName());
  private static final long ROUND_MILLIS = 200;

  @Inject EventFeed feed;
  @Inject Clock clock;
  @Resource ManagedScheduledExecutorService scheduler;

  private final Set<WaitingCall> calls = ConcurrentHashMap.newKeySet();
  private @Nullable AutoCloseable listening;
  private @Nullable ScheduledFuture<?> rounds;

  /** The time by which a call that waits so many seconds is answered. */
  Instant end(int seconds) {
    return clock.instant().plusSeconds(Math.max(0, Math.min(LONGEST_SECONDS, seconds)));
  }

  /** Lets a call wait; false when too many do. */
  boolean add(WaitingCall call) {
    if (calls.size() >= MOST) {
      return false;
    }
    start();
    calls.add(call);
    return true;
  }

  /** Answers a call now. */
  void finish(WaitingCall call) {
    calls.remove(call);
    call.answer();
  }

  /** How many wait. */
  int size() {
    return calls.size();
  }

  private synchronized void start() {
    if (listening != null) {
      return;
    }
    listening = feed.listen(this::happened);
    rounds =
        scheduler.scheduleAtFixedRate(
            this::round, ROUND_MILLIS, ROUND_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void happened(List<FeedEvent> events) {
    finishAll(call -> call.happened(events));
  }

  /** Answers those whose time is over. */
  void round() {
    Instant now = clock.instant();
    finishAll(call -> !now.isBefore(call.until()));
  }

  private void finishAll(Predicate<WaitingCall> isDue) {
    for (WaitingCall call : calls) {
      try {
        if (isDue.test(call)) {
          finish(call);
        }
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, "a waiting call failed, its caller is told at its time limit", e);
      }
    }
  }

  /** Ends the rounds with the application. */
  @PreDestroy
  synchronized void stop() {
    if (rounds != null) {
      rounds.cancel(false);
    }
  }
}
