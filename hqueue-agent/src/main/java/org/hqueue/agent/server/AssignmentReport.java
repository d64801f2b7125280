package org.hqueue.agent.server;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The facts about one assignment.
 *
 * @param progress 0.0 to 1.0; -1 when none was seen
 * @param logLength bytes of output so far
 * @param startedAt null before the process started
 * @param end of the command; null unless {@code state} is {@link AssignmentState#CALLBACK} or
 *     {@link AssignmentState#ENDED}
 * @param callbacks how the callbacks ended; null unless all that were wanted have
 * @param outputs paths of the files that it has made, as far as it has told of them
 */
public record AssignmentReport(
    long id,
    AssignmentState state,
    double progress,
    long logLength,
    @Nullable Instant startedAt,
    @Nullable End end,
    @Nullable List<CallbackEnd> callbacks,
    List<String> outputs) {

  Map<String, Object> toStruct() {
    var struct = new LinkedHashMap<String, Object>();
    struct.put("id", Fields.wire(id));
    struct.put("state", state.wireName());
    struct.put("progress", progress);
    struct.put("logLength", Fields.wire(logLength));
    if (startedAt != null) {
      struct.put("startedAt", Fields.wire(startedAt.toEpochMilli()));
    }
    if (end != null) {
      struct.put("end", end.toStruct());
    }
    if (callbacks != null) {
      struct.put("callbacks", callbacks.stream().map(CallbackEnd::toStruct).toList());
    }
    if (!outputs.isEmpty()) {
      struct.put("outputs", outputs);
    }
    return struct;
  }
}
