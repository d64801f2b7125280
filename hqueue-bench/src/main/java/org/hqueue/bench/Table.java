package org.hqueue.bench;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Prints rows as a table in Markdown, as wide as a terminal. For one thread. */
final class Table {
  private static final String ROW = "| %-44s | %8s | %8s | %8s | %8s | %8s | %6s | %11s | %s%n";

  /** Of a machine whose cores are busy; what is missing to 1 is lost between threads. */
  private static final double FULL = 0.9;

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

  /**
   * Says of each goal that was not met what the machine did meanwhile, and so what the limit is.
   */
  void unmet(List<Measurement> rows, int cores) {
    List<Measurement> missed = rows.stream().filter(row -> !row.isGoalReached()).toList();
    if (missed.isEmpty()) {
      return;
    }
    out.printf("%nGoals not met, and what this machine's %d cores did meanwhile:%n", cores);
    for (Measurement row : missed) {
      out.printf("- %s, %s: %s%n", row.name(), row.goal().text(), limit(row, cores));
    }
    out.flush();
  }

  private static String limit(Measurement row, int cores) {
    double all = row.machineCores();
    if (row.pieces() == 0) {
      return "%s MiB".formatted(memory(row));
    }
    if (!Double.isFinite(all)) {
      return "the server alone kept %.2f busy".formatted(row.serverCores());
    }
    String use =
        String.format(
            Locale.ROOT,
            "server %.2f, database %.2f, all else %.2f, waiting for the disk %.2f; ",
            row.serverCores(),
            row.databaseCores(),
            Math.max(0, all - row.busyCores()),
            row.diskCores());
    if (all >= FULL * cores) {
      return use + "all were busy, so CPU is the limit";
    }
    return use
        + "%.2f had nothing to do, so waiting is: for answers, turns or the disk"
            .formatted(Math.max(0, cores - all - row.diskCores()));
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
