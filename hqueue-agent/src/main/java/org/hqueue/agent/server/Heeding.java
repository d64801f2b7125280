package org.hqueue.agent.server;

import java.util.Map;

/**
 * How far the agent is with what the server wanted of it.
 *
 * @param number of the wish that it obeys or has obeyed; 0 = none
 * @param fault why it could not; "" if it could, or still tries
 */
public record Heeding(long number, String fault) {

  /** Nothing was wanted. */
  public static final Heeding NOTHING = new Heeding(0, "");

  void addTo(Map<String, Object> report) {
    if (number > 0) {
      report.put("heeding", Fields.wire(number));
      report.put("fault", fault);
    }
  }
}
