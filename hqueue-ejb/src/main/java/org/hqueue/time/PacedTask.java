package org.hqueue.time;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A task that is run soon after anybody wished for it, by one thread at a time. Wishes that come
 * while it runs, or too soon after its last start, are answered together by one more run: so what
 * follows every commit costs little when there are hundreds in a second, and comes at once when
 * there is one. For many threads.
 */
public final class PacedTask {

  private final Runnable task;
  private final long gapNanos;
  private final AtomicInteger wishes = new AtomicInteger();
  private volatile long lastStart;

  /**
   * One that nobody has wished for yet.
   *
   * @param gap the shortest time between the starts of two runs
   * @param task tells of its failures by itself
   */
  public PacedTask(Duration gap, Runnable task) {
    this.task = task;
    this.gapNanos = gap.toNanos();
    this.lastStart = System.nanoTime() - gapNanos;
  }

  /** Has it run soon, and after this moment; returns at once. */
  public void wish(SoonExecutor soon) {
    if (wishes.getAndIncrement() == 0) {
      soon.execute(() -> runWhileWished(soon));
    }
  }

  private void runWhileWished(SoonExecutor soon) {
    boolean isOver = false;
    try {
      int answered;
      do {
        soon.pause(lastStart + gapNanos - System.nanoTime());
        lastStart = System.nanoTime();
        answered = wishes.get();
        task.run();
      } while (!wishes.compareAndSet(answered, 0));
      isOver = true;
    } finally {
      if (!isOver) { // an error ends this thread, and must not be the end of the task
        wishes.set(0);
      }
    }
  }
}
