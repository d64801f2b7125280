package org.hqueue.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * Names this run of a system that does not do so itself, as Windows: the name is written down with
 * the time of the start, and counts again as long as that time is about the same.
 *
 * <p>The clock may have been set meanwhile, so a difference of some minutes is none. To take a new
 * run for the old one does no harm, since a process is known by its pid and its start as well; the
 * other way round jobs that run would be given up.
 *
 * @param name 32 hex digits
 * @param startedMillis when the system started, by the clock of the machine, since 1970
 * @param upMillis how long it had been up when that was written down
 */
record BootRecord(String name, long startedMillis, long upMillis) {
  private static final long TOLERANCE_MILLIS = Duration.ofMinutes(10).toMillis();

  /** The record of a run that is new. */
  static BootRecord of(Instant now, long upMillis) {
    return new BootRecord(StateFolder.randomId(), now.toEpochMilli() - upMillis, upMillis);
  }

  /**
   * The name of the run, from the file, or a new one, which is written there.
   *
   * @param upMillis how long the system has been up, sleep included
   */
  static String name(Path file, Instant now, long upMillis) throws IOException {
    var run = of(now, upMillis);
    try {
      var before = read(Files.readString(file));
      if (before.isSame(run)) {
        return before.name();
      }
    } catch (NoSuchFileException | IllegalArgumentException e) {
      // None yet, or nothing that we wrote: a new one does.
    }
    Files.writeString(file, run.text());
    return run.name();
  }

  /** Whether both are of one run of the system; this one was written down first. */
  boolean isSame(BootRecord later) {
    return later.upMillis >= upMillis
        && Math.abs(later.startedMillis - startedMillis) <= TOLERANCE_MILLIS;
  }

  /**
   * Reads what {@link #text} gives.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  static BootRecord read(String text) {
    String[] words = text.strip().split(" ", -1);
    if (words.length != 3) {
      throw new IllegalArgumentException("not a record of a start: " + text);
    }
    return new BootRecord(words[0], Long.parseLong(words[1]), Long.parseLong(words[2]));
  }

  String text() {
    return name + " " + startedMillis + " " + upMillis + "\n";
  }
}
