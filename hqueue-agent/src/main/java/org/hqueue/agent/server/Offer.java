package org.hqueue.agent.server;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A command that the server wants run here.
 *
 * @param id the assignment: one try of one job on one client
 * @param command text for the shell
 * @param shell a path or a name to be looked up, such as {@code /bin/sh} or {@code bash}
 * @param environment variables over those of the agent's own process
 * @param killGrace between the polite end and the certain one
 * @param rules what counts beyond the exit code
 * @param outputs paths of the files that it is to make, as far as they are known
 */
public record Offer(
    long id,
    long jobId,
    String command,
    String shell,
    Map<String, String> environment,
    Duration killGrace,
    Rules rules,
    List<String> outputs) {

  /** A command of which no outputs are known before. */
  public Offer(
      long id,
      long jobId,
      String command,
      String shell,
      Map<String, String> environment,
      Duration killGrace,
      Rules rules) {
    this(id, jobId, command, shell, environment, killGrace, rules, List.of());
  }

  /** Stands for an offer that has not come and that nobody wants any more; it is never started. */
  public static Offer withdrawn(long id) {
    return new Offer(id, 0, "", "/bin/sh", Map.of(), Duration.ZERO, Rules.NONE);
  }

  /** As the server sends it, and as kept on disk. */
  public Map<String, Object> toStruct() {
    var struct = new LinkedHashMap<String, Object>();
    struct.put("id", Fields.wire(id));
    struct.put("jobId", Fields.wire(jobId));
    struct.put("command", command);
    struct.put("shell", shell);
    struct.put("environment", environment);
    struct.put("killGrace", Fields.wire(killGrace.toSeconds()));
    rules.addTo(struct);
    if (!outputs.isEmpty()) {
      struct.put("outputs", outputs);
    }
    return struct;
  }

  /**
   * Reads an offer.
   *
   * @throws IllegalArgumentException with the field that is missing or wrong
   */
  public static Offer of(Object struct) {
    var fields = new Fields(struct);
    var environment = new LinkedHashMap<String, String>();
    fields
        .struct("environment")
        .forEach((name, value) -> environment.put(String.valueOf(name), String.valueOf(value)));
    return new Offer(
        fields.number("id"),
        fields.number("jobId"),
        fields.text("command"),
        fields.text("shell"),
        environment,
        Duration.ofSeconds(Math.max(0, fields.number("killGrace"))),
        Rules.of(fields),
        fields.texts("outputs"));
  }
}
