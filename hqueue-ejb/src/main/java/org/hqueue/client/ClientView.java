package org.hqueue.client;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is shown of a client.
 *
 * @param id the client's record
 * @param hostname of its machine
 * @param name "" or its own name among several on the machine
 * @param ip address its agent last called from, "" unknown
 * @param port where its agent answers {@code wakeup()}, 0 = nowhere
 * @param platform e.g. {@code linux-x86_64}
 * @param cpus CPUs that it offers
 * @param cpusInUse CPUs held by assignments
 * @param memoryKilobytes KiB of memory, 0 unknown
 * @param freeMemoryKilobytes KiB free at the last heartbeat
 * @param load one minute average, -1 unknown
 * @param enabled may get jobs
 * @param online heard within the active timeout
 * @param lastHeartbeat null before the first
 * @param version of its agent
 * @param groups names of the groups it is in, sorted
 * @param runningJobs ids of the jobs on it, ascending
 */
public record ClientView(
    int id,
    String hostname,
    String name,
    String ip,
    int port,
    String platform,
    int cpus,
    int cpusInUse,
    long memoryKilobytes,
    long freeMemoryKilobytes,
    double load,
    boolean enabled,
    boolean online,
    @Nullable Instant lastHeartbeat,
    String version,
    List<String> groups,
    List<Integer> runningJobs) {

  /** {@code hostname}, or {@code hostname:name} for a named client. */
  public String label() {
    return name.isEmpty() ? hostname : hostname + ":" + name;
  }
}
