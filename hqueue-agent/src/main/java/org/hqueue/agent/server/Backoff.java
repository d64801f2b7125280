package org.hqueue.agent.server;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to leave a server alone that did not answer: 0.2 s at first, twice as long each time, at
 * most 5 s; each between half and the whole of that by chance, so that the agents of a farm do not
 * come back all at once. For one thread.
 */
public final class Backoff {
  private static final long FIRST_MILLIS = 200;
  private static final long LONGEST_MILLIS = 5000;

  private int failures;
  private long overAt = System.nanoTime();

  /** Notes a failure and returns how long to wait now. */
  public Duration failed() {
    long millis = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(failures, 10));
    failures++;
    var pause = Duration.ofMillis(ThreadLocalRandom.current().nextLong(millis / 2, millis + 1));
    overAt = System.nanoTime() + pause.toNanos();
    return pause;
  }

  /** Notes that all is well again. */
  public void succeeded() {
    failures = 0;
    overAt = System.nanoTime();
  }

  /** Failures since the last success. */
  public int failures() {
    return failures;
  }

  /** Whether the pause after the last failure has passed. */
  public boolean isOver() {
    return System.nanoTime() - overAt >= 0;
  }
}
