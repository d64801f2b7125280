package org.hqueue.agent.server;

import java.time.Duration;

/**
 * The server's wish that an assignment's processes end.
 *
 * @param grace between the polite end and the certain one
 */
public record StopRequest(long id, Duration grace) {
  static StopRequest of(Object struct) {
    var fields = new Fields(struct);
    return new StopRequest(
        fields.number("id"), Duration.ofSeconds(Math.max(0, fields.number("grace"))));
  }
}
