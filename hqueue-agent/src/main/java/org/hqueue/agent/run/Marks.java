package org.hqueue.agent.run;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hqueue.agent.upgrade.Successor;

/**
 * Tells by a variable in its environment which assignment a process belongs to, since a process
 * keeps that when it leaves its session and its parent. For many threads.
 */
final class Marks {
  static final String VARIABLE = "HQASSIGNMENT";

  private static final byte[] PREFIX = (VARIABLE + "=").getBytes(StandardCharsets.US_ASCII);

  /** A younger one may be about to become a command's wrapper, and has no mark yet. */
  private static final long SURE_TICKS = 200;

  /** The marks of processes that have been looked at, "" for none. */
  private Map<Long, Known> known = Map.of();

  private record Known(long startTicks, String mark) {}

  /** The mark of the assignment in the folder; nobody else's on this machine. */
  static String of(AssignmentFolder folder) {
    var path = folder.path().toAbsolutePath().normalize().toString();
    return UUID.nameUUIDFromBytes(path.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /**
   * Marks the environment of a command of the assignment, and takes out of it what concerns the
   * agent alone: an agent that a job starts has no supervisor.
   */
  static void put(AssignmentFolder folder, Map<String, String> environment) {
    environment.put(VARIABLE, of(folder));
    environment.remove(Successor.SUPERVISED);
  }

  /** Those of all processes that bear the mark. */
  synchronized List<ProcessTable.Entry> bearers(List<ProcessTable.Entry> all, String mark) {
    long newest = all.stream().mapToLong(ProcessTable.Entry::startTicks).max().orElse(0);
    var next = new HashMap<Long, Known>();
    var bearers =
        all.stream()
            .filter(
                entry -> {
                  var before = known.get(entry.pid());
                  boolean same = before != null && before.startTicks() == entry.startTicks();
                  var now = same ? before : new Known(entry.startTicks(), read(entry.pid()));
                  boolean sure = newest - entry.startTicks() > SURE_TICKS;
                  if (sure || !now.mark().isEmpty()) {
                    next.put(entry.pid(), now);
                  }
                  return now.mark().equals(mark);
                })
            .collect(Collectors.toList());
    known = next;
    return bearers;
  }

  private static String read(long pid) {
    try (var in = new FileInputStream("/proc/" + pid + "/environ")) {
      return find(in.readAllBytes());
    } catch (IOException e) {
      return ""; // it has ended, or is somebody else's
    }
  }

  private static String find(byte[] environment) {
    int from = 0;
    while (from < environment.length) {
      int end = from;
      while (end < environment.length && environment[end] != 0) {
        end++;
      }
      int length = end - from - PREFIX.length;
      if (length >= 0 && startsAt(environment, from)) {
        return new String(environment, from + PREFIX.length, length, StandardCharsets.US_ASCII);
      }
      from = end + 1;
    }
    return "";
  }

  private static boolean startsAt(byte[] environment, int from) {
    for (int i = 0; i < PREFIX.length; i++) {
      if (environment[from + i] != PREFIX[i]) {
        return false;
      }
    }
    return true;
  }
}
