package org.hqueue.history;

import java.time.Instant;

/**
 * How the farm was in a stretch of time.
 *
 * @param at its start
 * @param jobs that were there on average
 * @param ended that came to an end in it
 * @param waitedSeconds how long jobs that began in it had been ready before, on average; 0 when
 *     none began
 * @param cpus of the clients online, on average
 * @param cpusInUse those of them that jobs held, on average
 */
public record HistoryPoint(
    Instant at, Levels jobs, Ends ended, double waitedSeconds, double cpus, double cpusInUse) {

  /**
   * Jobs that are not finished, by what they do.
   *
   * @param paused ones, and those whose client is silent
   */
  public record Levels(double running, double runnable, double queued, double paused) {}

  /** Jobs that ended, by how. */
  public record Ends(long succeeded, long failed, long cancelled) {}
}
