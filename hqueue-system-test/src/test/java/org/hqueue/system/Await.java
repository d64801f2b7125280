package org.hqueue.system;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** Waits on conditions that processes bring about. */
final class Await {
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private Await() {}

  /** Thrown by a condition that can never hold any more: it ends the wait at once. */
  static final class Hopeless extends RuntimeException {
    private static final long serialVersionUID = 1;

    Hopeless(String why) {
      super(why);
    }
  }

  /**
   * Returns once the condition holds; one that throws anything but {@link Hopeless} does not hold
   * yet.
   *
   * @param what is waited for, for the message
   * @throws org.awaitility.core.ConditionTimeoutException after the time is over
   */
  static void until(Duration patience, String what, Callable<Boolean> condition) {
    Awaitility.await(what)
        .atMost(patience)
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(LOOK_EVERY)
        .ignoreExceptionsMatching(thrown -> !(thrown instanceof Hopeless))
        .until(condition);
  }
}
