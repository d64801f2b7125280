package org.hqueue.agent.server;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that the agent says in one heartbeat.
 *
 * @param number 1, 2, 3, ... within the session
 * @param hold how long the server may keep the call open; zero = answer at once
 * @param leaving whether the agent is shutting down and wants nothing new
 * @param heeding how far it is with what was wanted of it
 * @param gone whether it ends now, for good
 * @param folders the mark of the network folders that it was told last; "" before
 * @param assignments all that the agent holds
 */
public record Report(
    Identity identity,
    long number,
    MachineLoad load,
    NodeFacts node,
    Duration hold,
    boolean leaving,
    Heeding heeding,
    boolean gone,
    String folders,
    List<AssignmentReport> assignments) {

  /**
   * What stays the same throughout a session.
   *
   * @param agentId 32 hex digits, kept in the state folder
   * @param session 32 hex digits, new at every start
   * @param bootId another one proves that the processes of the old one are dead
   * @param name "" or the client's name, unique on its host
   * @param port where {@code wakeup()} is answered, 0 = nowhere
   * @param program SHA-256 of the file that it runs from; "" unknown
   * @param autoUpgrade whether it wants the server's program by itself
   * @param cpus that this client offers
   * @param memoryKilobytes of the machine
   * @param node what else is told of the machine
   */
  public record Identity(
      String agentId,
      String session,
      Instant sessionStart,
      String bootId,
      String hostname,
      String name,
      int port,
      String version,
      String program,
      boolean autoUpgrade,
      String platform,
      int cpus,
      long memoryKilobytes,
      NodeFacts.Constant node) {}

  /**
   * What changes all the time.
   *
   * @param freeMemoryKilobytes that programs could take now
   * @param load one minute average, -1 unknown
   */
  public record MachineLoad(long freeMemoryKilobytes, double load) {}

  Map<String, Object> toStruct() {
    var struct = new LinkedHashMap<String, Object>();
    struct.put("agentId", identity.agentId());
    struct.put("session", identity.session());
    struct.put("sessionStart", Fields.wire(identity.sessionStart().getEpochSecond()));
    struct.put("number", Fields.wire(number));
    struct.put("bootId", identity.bootId());
    struct.put("hostname", identity.hostname());
    struct.put("name", identity.name());
    struct.put("port", identity.port());
    struct.put("version", identity.version());
    struct.put("program", identity.program());
    struct.put("autoUpgrade", identity.autoUpgrade());
    struct.put("platform", identity.platform());
    struct.put("cpus", identity.cpus());
    struct.put("memory", Fields.wire(identity.memoryKilobytes()));
    struct.put("freeMemory", Fields.wire(load.freeMemoryKilobytes()));
    struct.put("load", load.load());
    identity.node().addTo(struct);
    node.addTo(struct);
    struct.put("hold", Fields.wire(hold.toSeconds()));
    struct.put("leaving", leaving);
    struct.put("gone", gone);
    heeding.addTo(struct);
    struct.put("folders", folders);
    struct.put("assignments", assignments.stream().map(AssignmentReport::toStruct).toList());
    return struct;
  }
}
