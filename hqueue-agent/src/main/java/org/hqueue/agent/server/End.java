package org.hqueue.agent.server;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How and when an assignment ended.
 *
 * @param exitCode of the command, 128 + n for signal n; null when not known
 * @param signal the signal that ended it; null if none did
 * @param reason a sentence for people; empty when the outcome says all
 * @param endedAt to the millisecond
 * @param verdict what the job's rules say; null when nothing
 */
public record End(
    Outcome outcome,
    @Nullable Integer exitCode,
    @Nullable Integer signal,
    String reason,
    Instant endedAt,
    @Nullable Verdict verdict) {

  /** An end without a process to tell of. */
  public static End without(Outcome outcome, String reason, Instant endedAt) {
    return new End(outcome, null, null, reason, endedAt, null);
  }

  /** The same end with what the job's rules say; null = nothing. */
  public End with(@Nullable Verdict said) {
    return new End(outcome, exitCode, signal, reason, endedAt, said);
  }

  /** The same end with a sentence that explains it. */
  public End because(String why) {
    return new End(outcome, exitCode, signal, why, endedAt, verdict);
  }

  /** As in a report, and as kept on disk. */
  public Map<String, Object> toStruct() {
    var struct = new LinkedHashMap<String, Object>();
    struct.put("outcome", outcome.wireName());
    if (exitCode != null) {
      struct.put("exitCode", exitCode);
    }
    if (signal != null) {
      struct.put("signal", signal);
    }
    struct.put("reason", reason);
    struct.put("endedAt", Fields.wire(endedAt.toEpochMilli()));
    if (verdict != null) {
      verdict.addTo(struct);
    }
    return struct;
  }

  /**
   * Reads what {@link #toStruct} wrote.
   *
   * @throws IllegalArgumentException if it is no end
   */
  public static End of(Object struct) {
    var fields = new Fields(struct);
    return new End(
        Outcome.ofWireName(fields.text("outcome")),
        fields.has("exitCode") ? (Integer) fields.integer("exitCode") : null,
        fields.has("signal") ? (Integer) fields.integer("signal") : null,
        fields.text("reason"),
        Instant.ofEpochMilli(fields.number("endedAt")),
        fields.has("verdict") ? Verdict.of(fields) : null);
  }
}
