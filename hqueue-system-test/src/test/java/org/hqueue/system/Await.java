package org.hqueue.system;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.opentest4j.AssertionFailedError;

/** Waits on conditions that processes bring about. */
final class Await {
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private Await() {}

  /**
   * Returns once the condition holds; one that throws does not hold yet.
   *
   * @param what is waited for, for the message
   * @throws AssertionFailedError after the time is over
   */
  static void until(Duration patience, String what, Callable<Boolean> condition)
      throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    Throwable last = null;
    while (System.nanoTime() < end) {
      try {
        if (condition.call()) {
          return;
        }
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        last = e;
      }
      Thread.sleep(LOOK_EVERY.toMillis());
    }
    throw new AssertionFailedError("not within " + patience.toSeconds() + " s: " + what, last);
  }
}
