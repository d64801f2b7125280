package org.hqueue.agent.server;

import java.util.Map;

/**
 * How a callback ended.
 *
 * @param name of the callback
 * @param end of its process, or why there was none
 */
public record CallbackEnd(String name, End end) {

  Map<String, Object> toStruct() {
    var struct = end.toStruct();
    struct.put("name", name);
    return struct;
  }
}
