package org.hqueue.agent.server;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What the server wants to know of a command's run beyond its exit code (contract/jobs.md section
 * 6). Times count while the command is not paused; zero = no rule.
 *
 * @param maxTime beyond which the command is ended
 * @param noOutputTime without output and without use of a CPU, after which the command is ended
 * @param minTime an end sooner than that is told
 * @param errorPatterns regular expressions; the first line in which one is found is told
 * @param requeuePatterns likewise
 * @param successCodes such as {@code 0,3-5}; empty = no rule
 * @param requeueCodes likewise
 */
public record Rules(
    Duration maxTime,
    Duration noOutputTime,
    Duration minTime,
    List<String> errorPatterns,
    List<String> requeuePatterns,
    String successCodes,
    String requeueCodes) {

  /** The exit code alone counts, and a command may take any time. */
  public static final Rules NONE =
      new Rules(Duration.ZERO, Duration.ZERO, Duration.ZERO, List.of(), List.of(), "", "");

  void addTo(Map<String, Object> offer) {
    putTime(offer, "maxTime", maxTime);
    putTime(offer, "noOutputTime", noOutputTime);
    putTime(offer, "minTime", minTime);
    if (!errorPatterns.isEmpty()) {
      offer.put("errorPatterns", errorPatterns);
    }
    if (!requeuePatterns.isEmpty()) {
      offer.put("requeuePatterns", requeuePatterns);
    }
    if (!successCodes.isEmpty() || !requeueCodes.isEmpty()) {
      offer.put("exitCodes", Map.of("success", successCodes, "requeue", requeueCodes));
    }
  }

  static Rules of(Fields offer) {
    var codes = new Fields(offer.has("exitCodes") ? offer.struct("exitCodes") : Map.of());
    return new Rules(
        time(offer, "maxTime"),
        time(offer, "noOutputTime"),
        time(offer, "minTime"),
        offer.texts("errorPatterns"),
        offer.texts("requeuePatterns"),
        codes.has("success") ? codes.text("success") : "",
        codes.has("requeue") ? codes.text("requeue") : "");
  }

  private static void putTime(Map<String, Object> offer, String key, Duration time) {
    if (!time.isZero()) {
      offer.put(key, Fields.wire(time.toSeconds()));
    }
  }

  private static Duration time(Fields offer, String key) {
    return Duration.ofSeconds(offer.has(key) ? Math.max(0, offer.number(key)) : 0);
  }
}
