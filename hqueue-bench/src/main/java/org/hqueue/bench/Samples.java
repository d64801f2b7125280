package org.hqueue.bench;

import java.util.Arrays;
import java.util.concurrent.Callable;

/** Durations of one kind of work, in nanoseconds. For one thread; {@link #addAll} joins several. */
final class Samples {
  private static final double NANOS_PER_MILLI = 1e6;

  private long[] nanos = new long[64];
  private int count;

  /** Notes how long something took. */
  void add(long durationNanos) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, count * 2);
    }
    nanos[count++] = durationNanos;
  }

  /** Notes all of another's. */
  void addAll(Samples other) {
    for (int i = 0; i < other.count; i++) {
      add(other.nanos[i]);
    }
  }

  /** Does something, notes how long it took, and gives its result. What fails is not noted. */
  <T> T time(Callable<T> work) throws Exception {
    long start = System.nanoTime();
    T result = work.call();
    add(System.nanoTime() - start);
    return result;
  }

  int count() {
    return count;
  }

  /**
   * The smallest sample that at least so many percent do not exceed, in milliseconds.
   *
   * @param percent above 0, at most 100
   * @return NaN when nothing was noted
   */
  double percentile(double percent) {
    if (count == 0) {
      return Double.NaN;
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(percent / 100 * count);
    return sorted[Math.max(0, rank - 1)] / NANOS_PER_MILLI;
  }
}
