package org.hqueue.agent.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** The table of processes as {@code ps} tells it, on any system that has it. */
final class PsTable {
  private static final Logger LOG = Logger.getLogger(PsTable.class.getName());
  private static final int COLUMNS = 10;
  private static final int TICKS = 100;

  /** {@code Tue Nov 24 12:56:24 2026}; a day below ten has two blanks before it. */
  private static final DateTimeFormatter START =
      DateTimeFormatter.ofPattern("MMM d HH:mm:ss yyyy", Locale.ENGLISH);

  private PsTable() {}

  /**
   * The columns of an entry, as options of {@code ps}. Each is one of its own: to macOS all that
   * follows a sign of equality is a header, commas included.
   */
  static final List<String> COLUMN_OPTIONS =
      Stream.of("pid", "ppid", "pgid", "stat", "time", "lstart")
          .flatMap(column -> Stream.of("-o", column + "="))
          .toList();

  /**
   * Reads one line of it. The session is not told, so it is the group.
   *
   * @throws IllegalArgumentException if it is none
   */
  static ProcessTable.Entry entryOf(String line) {
    String[] words = line.strip().split("\\s+", -1);
    if (words.length < COLUMNS) {
      throw new IllegalArgumentException("not a line of ps: " + line);
    }
    try {
      long group = Long.parseLong(words[2]);
      String start = String.join(" ", words[6], words[7], words[8], words[9]);
      return new ProcessTable.Entry(
          Long.parseLong(words[0]),
          letter(words[3].charAt(0)),
          Long.parseLong(words[1]),
          group,
          group,
          ticks(words[4]),
          LocalDateTime.parse(start, START).toEpochSecond(ZoneOffset.UTC));
    } catch (DateTimeParseException | NumberFormatException e) {
      throw new IllegalArgumentException("not a line of ps: " + line, e);
    }
  }

  /** All processes that run. */
  static List<ProcessTable.Entry> all() throws IOException {
    return read("-A");
  }

  /** The process with that pid; empty when there is none. */
  static Optional<ProcessTable.Entry> entry(long pid) throws IOException {
    return read("-p", Long.toString(pid)).stream().findFirst();
  }

  private static List<ProcessTable.Entry> read(String... which) throws IOException {
    var command = new ArrayList<String>(List.of("ps"));
    command.addAll(COLUMN_OPTIONS);
    command.addAll(List.of(which));
    var builder = new ProcessBuilder(command).redirectError(Redirect.DISCARD);
    builder.environment().put("LC_ALL", "C");
    builder.environment().put("TZ", "UTC");
    var process = builder.start();
    var entries = new ArrayList<ProcessTable.Entry>();
    try (var lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        add(line, entries);
      }
    } finally {
      process.destroy();
    }
    return entries;
  }

  private static void add(String line, List<ProcessTable.Entry> entries) {
    try {
      var entry = entryOf(line);
      if (entry.runs()) {
        entries.add(entry);
      }
    } catch (IllegalArgumentException e) {
      LOG.log(Level.FINE, "left out of the table of processes", e);
    }
  }

  /** macOS says U for what Linux calls D. */
  private static char letter(char told) {
    return told == 'U' ? 'D' : told;
  }

  /** {@code 0:01.25}, {@code 01:02:03} or {@code 4-01:02:03} as hundredths of a second. */
  static long ticks(String time) {
    int dash = time.indexOf('-');
    long days = dash < 0 ? 0 : Long.parseLong(time.substring(0, dash));
    String clock = time.substring(dash + 1);
    int dot = clock.indexOf('.');
    long hundredths =
        dot < 0 ? 0 : Long.parseLong((clock.substring(dot + 1) + "00").substring(0, 2));
    long seconds = 0;
    for (String part : (dot < 0 ? clock : clock.substring(0, dot)).split(":", -1)) {
      seconds = seconds * 60 + Long.parseLong(part);
    }
    return (days * 24 * 3600 + seconds) * TICKS + hundredths;
  }
}
