package org.hqueue.job;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What the jobs below a job say of it, and how long it may still take (jobs.md section 6).
 *
 * @param secondsLeft until it ends, at the present pace; 0 when it has ended, {@link #UNKNOWN}
 *     without evidence, never otherwise negative
 * @param clients that its descendants have now, each once
 * @param startedBelow when it or the first of its descendants was started, null before; of jobs
 *     that are no roots the descendants alone
 */
public record Forecast(int secondsLeft, int clients, @Nullable Instant startedBelow) {

  /** There is nothing to tell the time by. */
  public static final int UNKNOWN = -1;

  /** Nothing is known. */
  static final Forecast NONE = new Forecast(UNKNOWN, 0, null);

  /** Progress from which the time that a command has taken says something of what is left. */
  private static final double FORECAST_FROM = 0.02;

  /**
   * A command that is on a client.
   *
   * @param seconds that it has run
   * @param progress from 0.0 to 1.0
   */
  record Run(double seconds, double progress) {}

  /**
   * Seconds that a running command still needs; empty without evidence.
   *
   * @param median run time of its like
   */
  static OptionalDouble rest(Run run, OptionalDouble median) {
    if (run.progress() >= FORECAST_FROM) {
      double progress = Math.min(1.0, run.progress());
      return OptionalDouble.of(run.seconds() * (1 - progress) / progress);
    }
    return median.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(Math.max(0, median.getAsDouble() - run.seconds()));
  }

  /**
   * Seconds that a tree still needs: what waits goes through the places that its leaves have now,
   * then the longest of what runs is waited for. A client counts once for each leaf it runs.
   *
   * @param waiting leaves that have not ended and are on no client
   * @param median run time of the leaves that have succeeded
   * @param running leaves that are on a client
   */
  static int ofTree(long waiting, OptionalDouble median, List<Run> running) {
    if (running.isEmpty() || (waiting > 0 && median.isEmpty())) {
      return UNKNOWN;
    }
    List<Double> rests = new ArrayList<>();
    for (Run run : running) {
      rest(run, median).ifPresent(rests::add);
    }
    if (rests.isEmpty()) {
      return UNKNOWN;
    }
    double longest = rests.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    return seconds(longest + waiting * median.orElse(0) / running.size());
  }

  /** Seconds that one running command still needs, or {@link #UNKNOWN}. */
  static int ofRun(Run run, OptionalDouble median) {
    OptionalDouble rest = rest(run, median);
    return rest.isPresent() ? seconds(rest.getAsDouble()) : UNKNOWN;
  }

  /** The middle of some values, the lower one of two. */
  static OptionalDouble median(List<Double> values) {
    if (values.isEmpty()) {
      return OptionalDouble.empty();
    }
    List<Double> sorted = new ArrayList<>(values);
    sorted.sort(null);
    return OptionalDouble.of(sorted.get((sorted.size() - 1) / 2));
  }

  private static int seconds(double value) {
    return (int) Math.max(0, Math.min(Integer.MAX_VALUE, Math.round(value)));
  }
}
