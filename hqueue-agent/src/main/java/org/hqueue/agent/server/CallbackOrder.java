package org.hqueue.agent.server;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The callbacks that the server wants run, one after the other, now that it has written down how an
 * assignment's command ended.
 *
 * @param id the assignment
 * @param timeout after which each of them is ended; zero = never
 * @param run the callbacks, first one first
 */
public record CallbackOrder(long id, Duration timeout, List<Callback> run) {

  /** As the server sends it, and as kept on disk. */
  public Map<String, Object> toStruct() {
    var struct = new LinkedHashMap<String, Object>();
    struct.put("id", Fields.wire(id));
    struct.put("timeout", Fields.wire(timeout.toSeconds()));
    struct.put("run", run.stream().map(Callback::toStruct).toList());
    return struct;
  }

  /**
   * Reads an order.
   *
   * @throws IllegalArgumentException with the field that is missing or wrong
   */
  public static CallbackOrder of(Object struct) {
    var fields = new Fields(struct);
    return new CallbackOrder(
        fields.number("id"),
        Duration.ofSeconds(fields.has("timeout") ? Math.max(0, fields.number("timeout")) : 0),
        fields.list("run").stream().map(Callback::of).toList());
  }
}
