package org.hqueue.agent.server;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A command that follows the end of an assignment's own.
 *
 * @param name what it is for, such as {@code onSuccess}
 * @param command text for the assignment's shell
 */
public record Callback(String name, String command) {

  Map<String, Object> toStruct() {
    var struct = new LinkedHashMap<String, Object>();
    struct.put("name", name);
    struct.put("command", command);
    return struct;
  }

  static Callback of(Object struct) {
    var fields = new Fields(struct);
    return new Callback(fields.text("name"), fields.text("command"));
  }
}
