package org.hqueue.agent.server;

import java.util.List;
import java.util.Map;

/**
 * What is told of the machine and is looked at now and then.
 *
 * @param freeDiskKilobytes where the agent's folder is; -1 unknown
 * @param diskCapacityKilobytes likewise
 * @param idleMinutes since somebody used the machine; -1 unknown
 * @param unfit why the machine should get no job, as a sentence; empty when it may
 */
public record NodeFacts(
    long freeDiskKilobytes,
    long diskCapacityKilobytes,
    List<Gpu> gpus,
    int idleMinutes,
    String unfit) {

  /** Before anything has been looked at. */
  public static final NodeFacts UNKNOWN = new NodeFacts(-1, -1, List.of(), -1, "");

  /**
   * A card.
   *
   * @param index as the driver counts
   * @param memoryMebibytes of the card
   */
  public record Gpu(int index, String model, int memoryMebibytes) {
    Map<String, Object> toStruct() {
      return Map.of("index", index, "model", model, "memory", memoryMebibytes);
    }
  }

  /**
   * What is told of the machine and stays the same.
   *
   * @param cpuMegahertz at most; 0 unknown
   * @param installLocation the folder of the agent's program
   * @param description for people
   * @param attributes for conditions, by name
   */
  public record Constant(
      int cpuMegahertz,
      String installLocation,
      String description,
      Map<String, String> attributes) {
    void addTo(Map<String, Object> report) {
      if (cpuMegahertz > 0) {
        report.put("cpuSpeed", cpuMegahertz);
      }
      report.put("installLocation", installLocation);
      report.put("description", description);
      report.put("attributes", attributes);
    }
  }

  void addTo(Map<String, Object> report) {
    if (diskCapacityKilobytes >= 0) {
      report.put("freeDisk", Fields.wire(freeDiskKilobytes));
      report.put("diskCapacity", Fields.wire(diskCapacityKilobytes));
    }
    report.put("gpus", gpus.stream().map(Gpu::toStruct).toList());
    report.put("idleMinutes", idleMinutes);
    if (!unfit.isEmpty()) {
      report.put("unfit", unfit);
    }
  }
}
