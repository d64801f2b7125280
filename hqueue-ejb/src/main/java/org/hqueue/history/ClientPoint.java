package org.hqueue.history;

import java.time.Duration;
import java.time.Instant;

/**
 * How a client was in a stretch of {@link #STEP}.
 *
 * @param at the stretch's start
 * @param cpus that it offered
 * @param cpusInUse those of them that jobs held
 * @param load its one minute average, negative when its agent knew none
 */
public record ClientPoint(Instant at, int cpus, int cpusInUse, double load) {

  /** What one point stands for. */
  public static final Duration STEP = Duration.ofMinutes(10);

  /** Points of a day. */
  public static final int STEPS = 144;

  /** Start of the first point of a day that ends now. */
  public static Instant start(Instant now) {
    long millis = STEP.toMillis();
    return Instant.ofEpochMilli(now.toEpochMilli() / millis * millis - (STEPS - 1) * millis);
  }
}
