package org.hqueue.bench;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** What the simulated agents have seen, for a driver that waits for it. For many threads. */
final class FarmWatch {
  private final ConcurrentHashMap<Integer, Long> received = new ConcurrentHashMap<>();
  private final AtomicInteger ended = new AtomicInteger();
  private final AtomicInteger left = new AtomicInteger();
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** An agent has got an offer of a job for the first time. */
  void received(int jobId) {
    received.putIfAbsent(jobId, System.nanoTime());
    signal();
  }

  /** The server has acknowledged an end. */
  void ended() {
    ended.incrementAndGet();
    signal();
  }

  /** An agent has left the farm. */
  void left() {
    left.incrementAndGet();
    signal();
  }

  /** A heartbeat was answered. */
  void answered() {
    answered.incrementAndGet();
    signal();
  }

  /** A heartbeat got no answer, or was refused; it is repeated. */
  void failed() {
    failed.incrementAndGet();
  }

  int endedCount() {
    return ended.get();
  }

  int answeredCount() {
    return answered.get();
  }

  int failedCount() {
    return failed.get();
  }

  /** When an agent got a job, by {@link System#nanoTime}; returns once that has happened. */
  long awaitReceived(int jobId, Duration patience) throws InterruptedException {
    await(() -> received.containsKey(jobId), patience, "job " + jobId + " is with an agent");
    return received.get(jobId);
  }

  /** Returns once agents have got so many jobs in all. */
  void awaitReceivedCount(int count, Duration patience) throws InterruptedException {
    await(() -> received.size() >= count, patience, count + " jobs are with agents");
  }

  /** Returns once so many ends in all have been acknowledged. */
  void awaitEnded(int count, Duration patience) throws InterruptedException {
    await(() -> ended.get() >= count, patience, count + " ends are acknowledged");
  }

  /** Returns once so many heartbeats in all have been answered. */
  void awaitAnswered(int count, Duration patience) throws InterruptedException {
    await(() -> answered.get() >= count, patience, count + " heartbeats are answered");
  }

  /** Returns once so many agents have left. */
  void awaitLeft(int count, Duration patience) throws InterruptedException {
    await(() -> left.get() >= count, patience, count + " agents have left");
  }

  private void signal() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void await(BooleanSupplier condition, Duration patience, String what)
      throws InterruptedException {
    long left = patience.toNanos();
    lock.lock();
    try {
      while (!condition.getAsBoolean()) {
        if (left <= 0) {
          throw new IllegalStateException("Not within %s: %s".formatted(patience, what));
        }
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }
}
