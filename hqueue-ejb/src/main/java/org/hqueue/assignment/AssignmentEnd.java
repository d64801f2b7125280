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
    int assignmentId, String outcome, @Nullable Integer exitCode, Instant at) {}
