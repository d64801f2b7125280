package org.hqueue.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a scenario measures on: a running server, the plan, and the use that server and database
 * make of the machine. For one thread.
 *
 * @param database null where it runs within the server, or is not the bench's own
 * @param folder for what a scenario keeps on disk
 * @param agentJar the real agent
 */
record Bench(
    ServerProcess server, @Nullable MariaDb database, Plan plan, Path folder, Path agentJar) {

  URI address() {
    return server.address();
  }

  /** The same on another server. */
  Bench at(ServerProcess other) {
    return new Bench(other, database, plan, folder, agentJar);
  }

  Caller caller() {
    return new Caller(server.address());
  }

  /** Begins to measure. */
  Meter meter() throws IOException {
    return new Meter(serverUse(), databaseUse(), MachineUse.now(), System.nanoTime());
  }

  private ProcessUse serverUse() throws IOException {
    return ProcessUse.of(server.pid());
  }

  private ProcessUse databaseUse() throws IOException {
    return database == null ? ProcessUse.NONE : ProcessUse.of(database.pid());
  }

  /** What was used when a measurement began. */
  final class Meter {
    private final ProcessUse serverBefore;
    private final ProcessUse databaseBefore;
    private final MachineUse machineBefore;
    private final long start;

    private Meter(
        ProcessUse serverBefore, ProcessUse databaseBefore, MachineUse machineBefore, long start) {
      this.serverBefore = serverBefore;
      this.databaseBefore = databaseBefore;
      this.machineBefore = machineBefore;
      this.start = start;
    }

    /** Ends the measurement. */
    Measurement stop(String name, int pieces, Samples samples, Goal goal) throws IOException {
      double seconds = (System.nanoTime() - start) / 1e9;
      ProcessUse serverAfter = serverUse();
      ProcessUse databaseAfter = databaseUse();
      return new Measurement(
          name,
          pieces,
          samples.percentile(50),
          samples.percentile(95),
          samples.percentile(99),
          seconds,
          serverAfter.cpuMillis() - serverBefore.cpuMillis(),
          databaseAfter.cpuMillis() - databaseBefore.cpuMillis(),
          serverAfter.residentMebibytes(),
          databaseAfter.residentMebibytes(),
          MachineUse.now().since(machineBefore),
          goal);
    }
  }
}
