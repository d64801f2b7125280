package org.hqueue.history;

import java.time.Duration;
import java.time.Instant;

/** How far back a chart looks, and how finely. */
public enum HistorySpan {
  /** By the minute. */
  HOUR(Duration.ofMinutes(1), 60),
  /** By the quarter of an hour. */
  DAY(Duration.ofMinutes(15), 96),
  /** By two hours. */
  WEEK(Duration.ofHours(2), 84);

  private final Duration step;
  private final int steps;

  HistorySpan(Duration step, int steps) {
    this.step = step;
    this.steps = steps;
  }

  /** What one point stands for. */
  public Duration step() {
    return step;
  }

  /** Points at the most. */
  public int steps() {
    return steps;
  }

  /** Start of the first point of a chart that ends now. */
  public Instant start(Instant now) {
    long millis = step.toMillis();
    return Instant.ofEpochMilli(now.toEpochMilli() / millis * millis - (steps - 1) * millis);
  }
}
