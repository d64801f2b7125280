package org.hqueue.server;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Shows how the sample's jobs go: on a terminal as lines that are drawn over, elsewhere as one line
 * whenever something has changed. For one thread.
 */
final class SampleDisplay {
  private static final int BAR = 20;

  private final PrintStream out;
  private final boolean terminal;
  private final Map<Object, String> shown = new HashMap<>();
  private int drawn;

  /**
   * A display that has shown nothing yet.
   *
   * @param terminal whether lines can be drawn over
   */
  SampleDisplay(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /**
   * Shows jobs as {@code getJobs} answers them.
   *
   * @param jobs with {@code id}, {@code name}, {@code status}, {@code progress}, {@code clients}
   */
  void show(List<Map<?, ?>> jobs) {
    if (terminal && drawn > 0) {
      out.print("\u001b[" + drawn + "A");
    }
    for (Map<?, ?> job : jobs) {
      String line = line(job);
      if (terminal) {
        out.print(line + "\u001b[K\n");
      } else if (!line.equals(shown.put(job.get("id"), line))) {
        out.println(line);
      }
    }
    drawn = jobs.size();
    out.flush();
  }

  private static String line(Map<?, ?> job) {
    double progress = job.get("progress") instanceof Number number ? number.doubleValue() : 0;
    int full = (int) Math.round(Math.max(0, Math.min(1, progress)) * BAR);
    return String.format(
            "  %-24s %-10s [%s%s] %3d %%  %s",
            job.get("name"),
            job.get("status"),
            "#".repeat(full),
            "-".repeat(BAR - full),
            Math.round(progress * 100),
            client(job))
        .stripTrailing();
  }

  private static String client(Map<?, ?> job) {
    if (job.get("clients") instanceof List<?> clients
        && !clients.isEmpty()
        && clients.get(0) instanceof Map<?, ?> client) {
      String name = String.valueOf(client.get("name"));
      return "on " + client.get("hostname") + (name.isEmpty() ? "" : ":" + name);
    }
    return "";
  }
}
