package org.hqueue.assignment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an assignment came to its confirmed end.
 *
 * @param assignmentId which
 * @param outcome one word for the record
 * @param exitCode null when unknown
 * @param at when
 */
public record AssignmentEnd(
    int assignmentId, String outcome, @Nullable Integer exitCode, Instant at) {

  /** A companion of a multi-host job, which ran nothing, goes with its master or its client. */
  public static AssignmentEnd ofCompanion(int assignmentId, Instant at) {
    return new AssignmentEnd(assignmentId, "COMPANION", null, at);
  }
}
