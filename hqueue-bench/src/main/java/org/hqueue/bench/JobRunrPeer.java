package org.hqueue.bench;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.scheduling.JobScheduler;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.storage.StorageProvider;
import org.jobrunr.storage.sql.common.SqlStorageProviderFactory;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.MariaDbPoolDataSource;

/** JobRunr, which keeps each job as a document and every change of its state in it. */
final class JobRunrPeer implements Peer {
  private static final int POLL_SECONDS = 5; // the shortest that it takes

  private static volatile @Nullable CountDownLatch done;

  private final int threads;
  private @Nullable BackgroundJobServer server;

  JobRunrPeer(int threads) {
    this.threads = threads;
  }

  @Override
  public String name() {
    return "JobRunr";
  }

  /** What each job does; it is called by its name, so it is for all to see. */
  public static final class NoOp {
    private NoOp() {}

    /** Counts. */
    public static void run() {
      CountDownLatch latch = done;
      if (latch != null) {
        latch.countDown();
      }
    }
  }

  @Override
  public void store(MariaDbPoolDataSource database, int jobs) {
    StorageProvider storage = SqlStorageProviderFactory.using(database);
    BackgroundJobServerConfiguration workers =
        BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
            .andWorkerCount(threads)
            .andPollInterval(Duration.ofSeconds(POLL_SECONDS));
    JobScheduler scheduler =
        JobRunr.configure()
            .useStorageProvider(storage)
            .useBackgroundJobServer(workers, false)
            .initialize()
            .getJobScheduler();
    scheduler.enqueue(IntStream.range(0, jobs).boxed(), number -> NoOp.run());
    server = JobRunr.getBackgroundJobServer();
  }

  @Override
  public void start(CountDownLatch latch) {
    done = latch;
    if (server != null) {
      server.start();
    }
  }

  @Override
  public void close() {
    JobRunr.destroy();
  }
}
