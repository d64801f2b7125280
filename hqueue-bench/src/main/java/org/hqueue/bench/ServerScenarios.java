package org.hqueue.bench;

import java.io.IOException;
import java.util.function.Consumer;

/** What the server itself takes. */
final class ServerScenarios {
  private ServerScenarios() {}

  /** From the start of the process to ready, and what it used for that. */
  static void start(Bench bench, Consumer<Measurement> rows) throws IOException {
    ProcessUse use = ProcessUse.of(bench.server().pid());
    double seconds = bench.server().startSeconds();
    double millis = seconds * 1000;
    rows.accept(
        new Measurement(
            "server: start to ready",
            1,
            millis,
            millis,
            millis,
            seconds,
            use.cpuMillis(),
            0,
            use.residentMebibytes(),
            0,
            MachineUse.UNKNOWN,
            Goal.medianAtMost(20_000)));
  }

  /** Memory after all that went before. */
  static void memory(Bench bench, Consumer<Measurement> rows) throws IOException {
    rows.accept(
        bench.meter().stop("server: memory in the end", 0, new Samples(), Goal.memoryAtMost(700)));
  }
}
