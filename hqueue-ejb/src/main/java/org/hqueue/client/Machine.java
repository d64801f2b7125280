package org.hqueue.client;

import java.util.List;
import java.util.Map;

/**
 * What an agent tells of its machine and that seldom changes.
 *
 * @param platform e.g. {@code linux-x86_64}
 * @param cpus that the agent offers
 * @param cpuMegahertz at most, 0 unknown
 * @param memoryKilobytes KiB, 0 unknown
 * @param diskCapacityKilobytes KiB of the disk with the agent's folder, 0 unknown
 * @param gpus its cards
 * @param attributes what is said of it in the agent's settings, by name
 * @param description likewise, for people, "" = none
 * @param installLocation folder of the agent's program, "" unknown
 */
public record Machine(
    String platform,
    int cpus,
    int cpuMegahertz,
    long memoryKilobytes,
    long diskCapacityKilobytes,
    List<Gpu> gpus,
    Map<String, String> attributes,
    String description,
    String installLocation) {

  /** A machine of which only the most needed is known. */
  public Machine(String platform, int cpus, long memoryKilobytes) {
    this(platform, cpus, 0, memoryKilobytes, 0, List.of(), Map.of(), "", "");
  }
}
