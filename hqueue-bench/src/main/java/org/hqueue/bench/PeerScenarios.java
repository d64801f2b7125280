package org.hqueue.bench;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.mariadb.jdbc.MariaDbPoolDataSource;

/**
 * What other schedulers make of as many jobs that do nothing, on the same MariaDB, in a schema of
 * their own. They run within the bench: no agent, no network, no output, no history. Their CPU is
 * that of the bench's process and of the database.
 */
final class PeerScenarios {
  private static final int THREADS = 16;
  private static final long PATIENCE_MINUTES = 10;

  private PeerScenarios() {}

  /** Jobs that are stored already, from the start of the workers to the last run. */
  static void dispatch(Bench bench, Consumer<Measurement> rows) throws Exception {
    MariaDb database = bench.database();
    if (database == null) {
      return; // without a database of its own the bench has nothing to compare on
    }
    for (Peer peer :
        List.of(new DbSchedulerPeer(THREADS), new JobRunrPeer(THREADS), new QuartzPeer(THREADS))) {
      measure(bench, rows, database, peer);
    }
  }

  private static void measure(Bench bench, Consumer<Measurement> rows, MariaDb database, Peer peer)
      throws Exception {
    int count = bench.plan().peerJobs();
    String schema = "peer_" + peer.name().toLowerCase(Locale.ROOT).replace("-", "");
    database.makeSchema(schema);
    try (MariaDbPoolDataSource pool =
            new MariaDbPoolDataSource(
                database.url(schema) + "?user=root&maxPoolSize=" + 2 * THREADS);
        Peer running = peer) {
      running.store(pool, count);
      CountDownLatch done = new CountDownLatch(count);
      Use before = use(database);
      running.start(done);
      if (!done.await(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
        throw new IOException(
            "%s has %,d of %,d jobs left".formatted(peer.name(), done.getCount(), count));
      }
      Use after = use(database);
      double none = Double.NaN;
      rows.accept(
          new Measurement(
              "peer: %s, %,d no-op jobs".formatted(peer.name(), count),
              count,
              none,
              none,
              none,
              (after.nanos() - before.nanos()) / 1e9,
              after.bench().cpuMillis() - before.bench().cpuMillis(),
              after.database().cpuMillis() - before.database().cpuMillis(),
              after.bench().residentMebibytes(),
              after.database().residentMebibytes(),
              MachineUse.UNKNOWN,
              Goal.NONE));
    }
  }

  private record Use(ProcessUse bench, ProcessUse database, long nanos) {}

  private static Use use(MariaDb database) throws IOException {
    return new Use(
        ProcessUse.of(ProcessHandle.current().pid()),
        ProcessUse.of(database.pid()),
        System.nanoTime());
  }
}
