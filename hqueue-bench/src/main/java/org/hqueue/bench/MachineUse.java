package org.hqueue.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What all processes together have used of the machine, as Linux tells it. NaN where it was not
 * measured.
 *
 * @param busyMillis CPU time of all cores, in steps of 10 ms
 * @param diskMillis time in which cores had nothing to do but wait for a disk
 */
record MachineUse(double busyMillis, double diskMillis) {
  /** Not measured. */
  static final MachineUse UNKNOWN = new MachineUse(Double.NaN, Double.NaN);

  private static final int MILLIS_PER_TICK = 10;

  // The first line of /proc/stat: user, nice, system, idle, iowait, irq, softirq, steal.
  private static final int IDLE = 4;
  private static final int DISK = 5;
  private static final int STEAL = 8;

  /** Since the machine was started. */
  static MachineUse now() throws IOException {
    String all = Files.readString(Path.of("/proc/stat"), StandardCharsets.ISO_8859_1);
    String[] fields = all.lines().findFirst().orElseThrow().split(" +", -1);
    double busy = 0;
    for (int i = 1; i <= STEAL; i++) {
      busy += i == IDLE || i == DISK ? 0 : Long.parseLong(fields[i]);
    }
    return new MachineUse(
        busy * MILLIS_PER_TICK, Long.parseLong(fields[DISK]) * (double) MILLIS_PER_TICK);
  }

  /** What was used since then. */
  MachineUse since(MachineUse before) {
    return new MachineUse(busyMillis - before.busyMillis, diskMillis - before.diskMillis);
  }
}
