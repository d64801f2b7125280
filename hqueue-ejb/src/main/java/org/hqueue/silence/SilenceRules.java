package org.hqueue.silence;

import java.time.Duration;
import java.time.Instant;

/**
 * When a client counts as silent. Silence counts only while the farm could listen: after a time
 * without any server, everybody counts as heard from the moment that one listens again. Plain; for
 * many threads.
 *
 * @param activeTimeout silence after which a client is offline
 * @param requeueAfter silence after which it is given up, counted from there; zero = never
 * @param massSilencePercent more than so many of the clients online at once are taken for a broken
 *     network
 */
public record SilenceRules(Duration activeTimeout, Duration requeueAfter, int massSilencePercent) {

  /** Without a mark of any server for so long, nobody was listening. */
  static final Duration LONGEST_BREAK = Duration.ofSeconds(15);

  /** Fewer clients than this are never taken for a broken network. */
  static final int FEWEST_FOR_MASS = 3;

  /** The farm was not listening between two marks. */
  boolean isBreak(Instant lastMark, Instant now) {
    return lastMark.isBefore(now.minus(LONGEST_BREAK));
  }

  /**
   * Clients heard at or before this are silent now, unless the farm has not listened for long
   * enough.
   */
  Instant silentBefore(Instant now) {
    return now.minus(activeTimeout);
  }

  /** Whether the farm has listened long enough for silence to tell anything. */
  boolean hasListenedLongEnough(Instant listeningSince, Instant now) {
    return !listeningSince.isAfter(silentBefore(now));
  }

  /** Whether so many clients at once mean a broken network rather than broken machines. */
  boolean isMassSilence(int silent, int online) {
    return silent >= FEWEST_FOR_MASS && silent * 100 > online * massSilencePercent;
  }

  /** Whether clients that are silent now may be those of a mass silence, who had the time anew. */
  boolean isAfterMassSilence(Instant massSilenceAt, Instant now) {
    return massSilenceAt.isAfter(now.minus(activeTimeout.multipliedBy(2)));
  }

  /** Clients silent since before this are given up. */
  Instant givenUpBefore(Instant now) {
    return now.minus(requeueAfter);
  }
}
