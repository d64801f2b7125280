package org.hqueue.bench;

import java.util.Locale;
import java.util.function.Predicate;

/**
 * What a measurement is meant to reach.
 *
 * @param text for the table
 * @param reached whether a measurement does
 */
record Goal(String text, Predicate<Measurement> reached) {
  /** Nothing is asked; the table shows the figure alone. */
  static final Goal NONE = new Goal("", measured -> true);

  static Goal medianAtMost(double millis) {
    return new Goal("median %s ms".formatted(number(millis)), m -> m.median() <= millis);
  }

  static Goal p95AtMost(double millis) {
    return new Goal("p95 %s ms".formatted(number(millis)), m -> m.p95() <= millis);
  }

  static Goal p99AtMost(double millis) {
    return new Goal("p99 %s ms".formatted(number(millis)), m -> m.p99() <= millis);
  }

  static Goal perSecond(double least) {
    return new Goal("%s/s".formatted(number(least)), m -> m.perSecond() >= least);
  }

  /** CPU of server and database together, milliseconds for each piece of work. */
  static Goal cpuAtMost(double millis) {
    return new Goal("%s ms CPU".formatted(number(millis)), m -> m.cpuPerPiece() <= millis);
  }

  /** CPUs of server and database together that are busy on average. */
  static Goal coresAtMost(double cores) {
    return new Goal(String.format(Locale.ROOT, "%.1f cores", cores), m -> m.busyCores() <= cores);
  }

  /** Resident memory of the server. */
  static Goal memoryAtMost(double mebibytes) {
    return new Goal("%s MiB".formatted(number(mebibytes)), m -> m.serverMebibytes() <= mebibytes);
  }

  Goal and(Goal other) {
    return new Goal(text + ", " + other.text, reached.and(other.reached));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }
}
