package org.hqueue.bench;

import java.io.PrintWriter;
import java.util.Locale;

/** Prints rows as a table in Markdown, as wide as a terminal. For one thread. */
final class Table {
  private static final String ROW = "| %-44s | %8s | %8s | %8s | %8s | %8s | %6s | %11s | %s%n";

  private final PrintWriter out;

  Table(PrintWriter out) {
    this.out = out;
  }

  void head() {
    out.printf(
        ROW, "scenario", "median", "p95", "p99", "per s", "CPU ms", "cores", "MiB", "goal |");
    out.printf(ROW, "---", "--:", "--:", "--:", "--:", "--:", "--:", "--:", "--- |");
    out.flush();
  }

  /**
   * Times in milliseconds. CPU is that of server and database together: for each call, job or
   * heartbeat, and how many cores it kept busy.
   */
  void row(Measurement row) {
    out.printf(
        ROW,
        row.name(),
        number(row.median()),
        number(row.p95()),
        number(row.p99()),
        number(row.perSecond()),
        number(row.cpuPerPiece()),
        number(row.busyCores()),
        memory(row),
        goal(row));
    out.flush();
  }

  void failed(String scenario, Exception failure) {
    out.printf("| %-44s | failed: %s |%n", scenario, failure);
    out.flush();
  }

  private static String goal(Measurement row) {
    if (row.goal().equals(Goal.NONE)) {
      return "- |";
    }
    return row.goal().text() + (row.isGoalReached() ? ": met |" : ": **not met** |");
  }

  private static String memory(Measurement row) {
    String server = String.format(Locale.ROOT, "%.0f", row.serverMebibytes());
    return row.databaseMebibytes() == 0
        ? server
        : String.format(Locale.ROOT, "%s + %.0f", server, row.databaseMebibytes());
  }

  private static String number(double value) {
    if (!Double.isFinite(value)) {
      return "";
    }
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%,.0f", value);
  }
}
