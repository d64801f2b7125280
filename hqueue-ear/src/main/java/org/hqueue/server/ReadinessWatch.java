package org.hqueue.server;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** Waits until a server that has just been started is ready, or is known to have failed. */
final class ReadinessWatch {
  /** What the state of {@code /health/ready} is when nobody answers there. */
  static final int NO_ANSWER = 0;

  private static final int READY = 200;
  private static final int NOT_FOUND = 404;

  private final IntSupplier readiness;
  private final BooleanSupplier startFailed;
  private final BooleanSupplier booted;
  private final LongSupplier nanoTime;
  private final Runnable pause;

  /**
   * A watch over one start.
   *
   * @param readiness asks {@code /health/ready} for its HTTP status
   * @param startFailed whether Payara said that its start failed
   * @param booted whether Payara has finished booting, applications included
   * @param nanoTime as {@link System#nanoTime}
   * @param pause what is done between two looks
   */
  ReadinessWatch(
      IntSupplier readiness,
      BooleanSupplier startFailed,
      BooleanSupplier booted,
      LongSupplier nanoTime,
      Runnable pause) {
    this.readiness = readiness;
    this.startFailed = startFailed;
    this.booted = booted;
    this.nanoTime = nanoTime;
    this.pause = pause;
  }

  /**
   * Looks until one of the two is known.
   *
   * @param patience after so long the server counts as failed
   * @return empty once it is ready, otherwise why it is given up
   */
  Optional<String> await(Duration patience) {
    long start = nanoTime.getAsLong();
    int status = NO_ANSWER;
    while (nanoTime.getAsLong() - start < patience.toNanos()) {
      boolean bootEnded = booted.getAsBoolean();
      status = readiness.getAsInt();
      if (status == READY) {
        return Optional.empty();
      }
      if (startFailed.getAsBoolean()) {
        return Optional.of("Payara Micro could not start");
      }
      if (bootEnded && status == NOT_FOUND) {
        return Optional.of("the application could not be deployed");
      }
      pause.run();
    }
    return Optional.of(
        "not ready after "
            + patience.toSeconds()
            + " s ("
            + (status == NO_ANSWER ? "no answer" : "/health/ready answers " + status)
            + ')');
  }
}
