package org.hqueue.agent.run;

import java.time.Duration;
import org.hqueue.agent.server.Outcome;
import org.hqueue.agent.server.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * The wish to end an assignment, and until when its processes may do so by themselves.
 *
 * @param outcome what the end is to be called
 * @param verdict what rule of the job wants it; null when somebody else does
 * @param deadline in {@link System#nanoTime}
 */
record Stop(Outcome outcome, String reason, Verdict.@Nullable Kind verdict, long deadline) {
  static Stop within(Duration grace, Outcome outcome, String reason) {
    return new Stop(outcome, reason, null, System.nanoTime() + grace.toNanos());
  }

  /** A stop that a rule of the job wants. */
  static Stop within(Duration grace, Verdict.@Nullable Kind verdict) {
    String reason =
        verdict == Verdict.Kind.TIMEOUT
            ? "It ran longer than its maxTime."
            : verdict == Verdict.Kind.HUNG
                ? "It printed nothing and used no CPU for its noOutputTime."
                : "";
    return new Stop(Outcome.STOPPED, reason, verdict, System.nanoTime() + grace.toNanos());
  }

  boolean isDue() {
    return System.nanoTime() - deadline >= 0;
  }

  /** The same wish with the earlier of the two deadlines. */
  Stop notAfter(Stop other) {
    return other.deadline - deadline < 0
        ? new Stop(outcome, reason, verdict, other.deadline)
        : this;
  }
}
