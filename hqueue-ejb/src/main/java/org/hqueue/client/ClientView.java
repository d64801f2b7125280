package org.hqueue.client;

import java.time.Instant;
import java.util.List;
import java.util.Map;
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
 * @param description for people, "" = none
 * @param cpus CPUs that it offers, as far as an administrator lets it
 * @param cpuMegahertz MHz of a CPU at most, 0 unknown
 * @param cpusInUse CPUs held by assignments
 * @param memoryKilobytes KiB of memory, 0 unknown
 * @param diskCapacityKilobytes KiB of the disk with its agent's folder, 0 unknown
 * @param gpus its graphics cards
 * @param attributes what is said of it, by name
 * @param installLocation folder of its agent's program, "" unknown
 * @param freeMemoryKilobytes KiB free at the last heartbeat
 * @param freeDiskKilobytes KiB free there at the last heartbeat, 0 unknown
 * @param idleMinutes since somebody used the machine, -1 unknown
 * @param unfit why the machine should get no job, "" when it may
 * @param load one minute average, -1 unknown
 * @param enabled may get jobs
 * @param disabling who disabled it, and why; null when it is enabled or nobody knows
 * @param availabilityRules when it may get jobs; always without any
 * @param inItsHours whether one of the rules matches, or there is none
 * @param online heard within the active timeout
 * @param lastHeartbeat null before the first
 * @param version of its agent
 * @param needsUpgrade its agent runs another program than the server carries
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
    String description,
    int cpus,
    int cpusInUse,
    int cpuMegahertz,
    long memoryKilobytes,
    long diskCapacityKilobytes,
    List<Gpu> gpus,
    Map<String, String> attributes,
    String installLocation,
    long freeMemoryKilobytes,
    long freeDiskKilobytes,
    int idleMinutes,
    String unfit,
    double load,
    boolean enabled,
    @Nullable Disabling disabling,
    List<AvailabilityRule> availabilityRules,
    boolean inItsHours,
    boolean online,
    @Nullable Instant lastHeartbeat,
    String version,
    boolean needsUpgrade,
    List<String> groups,
    List<Integer> runningJobs) {

  /** {@code hostname}, or {@code hostname:name} for a named client. */
  public String label() {
    return name.isEmpty() ? hostname : hostname + ":" + name;
  }
}
