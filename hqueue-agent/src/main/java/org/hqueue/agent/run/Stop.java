package org.hqueue.agent.run;

import java.time.Duration;
import org.hqueue.agent.server.Outcome;

/**
 * The wish to end an assignment, and until when its processes may do so by themselves.
 *
 * @param outcome what the end is to be called
 * @param deadline in {@link System#nanoTime}
 */
record Stop(Outcome outcome, String reason, long deadline) {
  static Stop within(Duration grace, Outcome outcome, String reason) {
    return new Stop(outcome, reason, System.nanoTime() + grace.toNanos());
  }

  boolean isDue() {
    return System.nanoTime() - deadline >= 0;
  }

  /** The same wish with the earlier of the two deadlines. */
  Stop notAfter(Stop other) {
    return other.deadline - deadline < 0 ? new Stop(outcome, reason, other.deadline) : this;
  }
}
