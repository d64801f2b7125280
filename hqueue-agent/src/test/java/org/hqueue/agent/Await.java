package org.hqueue.agent;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for what other threads and processes do. */
public final class Await {
  private static final long SECONDS = 20;

  private Await() {}

  /** Returns as soon as the condition holds; fails the test, naming it, when it never does. */
  public static void until(String what, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!condition.call()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("Not within " + SECONDS + " s: " + what);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }
}
