package org.hqueue.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * What a process has used, as Linux tells it.
 *
 * @param cpuMillis user and system time since its start, in steps of 10 ms
 * @param residentMebibytes memory that is in RAM now
 */
record ProcessUse(double cpuMillis, double residentMebibytes) {
  /** For a process that there is not. */
  static final ProcessUse NONE = new ProcessUse(0, 0);

  /** Clock ticks are 10 ms on every Linux that Java 17 runs on. */
  private static final int MILLIS_PER_TICK = 10;

  private static final int USER_TIME = 11;
  private static final int SYSTEM_TIME = 12;

  /** Of a process; {@link #NONE} when it has ended. */
  static ProcessUse of(long pid) throws IOException {
    Path folder = Path.of("/proc", Long.toString(pid));
    try {
      String stat = Files.readString(folder.resolve("stat"), StandardCharsets.ISO_8859_1);
      // The program's name, in parentheses, may hold blanks.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      long ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]);
      return new ProcessUse(ticks * (double) MILLIS_PER_TICK, resident(folder.resolve("status")));
    } catch (NoSuchFileException ended) {
      return NONE;
    }
  }

  private static double resident(Path status) throws IOException {
    for (String line : Files.readAllLines(status, StandardCharsets.ISO_8859_1)) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
      }
    }
    return 0;
  }
}
