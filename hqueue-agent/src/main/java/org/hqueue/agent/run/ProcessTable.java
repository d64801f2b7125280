package org.hqueue.agent.run;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The kernel's table of processes, as Linux shows it under {@code /proc}. */
final class ProcessTable {
  private static final Path PROC = Path.of("/proc");

  private static final int LONGEST_LINE = 1024;

  private ProcessTable() {}

  /**
   * One process.
   *
   * @param state the kernel's letter for it
   * @param cpuTicks CPU time of it and of the children it has waited for, in clock ticks
   * @param startTicks when it started, in clock ticks since the boot
   */
  record Entry(
      long pid, char state, long parent, long group, long session, long cpuTicks, long startTicks) {
    boolean runs() {
      return state != 'Z' && state != 'X';
    }

    boolean isStopped() {
      return state == 'T' || state == 't';
    }

    /** Whether it waits for something in the kernel and heeds no signal but, perhaps, KILL. */
    boolean isWaiting() {
      return state == 'D';
    }

    /** Reads the kernel's line; the name in it may hold anything, brackets too. */
    static Entry of(String line) {
      int nameEnd = line.lastIndexOf(')');
      String[] rest = line.substring(nameEnd + 2).trim().split(" ", -1);
      return new Entry(
          Long.parseLong(line.substring(0, line.indexOf(' '))),
          rest[0].charAt(0),
          Long.parseLong(rest[1]),
          Long.parseLong(rest[2]),
          Long.parseLong(rest[3]),
          Long.parseLong(rest[11])
              + Long.parseLong(rest[12])
              + Long.parseLong(rest[13])
              + Long.parseLong(rest[14]),
          Long.parseLong(rest[19]));
    }
  }

  /** The process with that pid; empty when there is none. */
  static Optional<Entry> entry(long pid) {
    return read(PROC.resolve(Long.toString(pid)));
  }

  /** All processes that run. */
  static List<Entry> all() throws IOException {
    var members = new ArrayList<Entry>();
    try (var folders = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path folder : folders) {
        read(folder).filter(Entry::runs).ifPresent(members::add);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return members;
  }

  private static Optional<Entry> read(Path folder) {
    try (var in = new FileInputStream(folder + "/stat")) {
      byte[] line = new byte[LONGEST_LINE];
      int length = in.read(line); // the kernel gives all of it at once
      return length <= 0
          ? Optional.empty()
          : Optional.of(Entry.of(new String(line, 0, length, StandardCharsets.ISO_8859_1)));
    } catch (IOException e) {
      return Optional.empty(); // it ended while we were reading (ESRCH)
    }
  }
}
