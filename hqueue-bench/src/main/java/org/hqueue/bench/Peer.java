package org.hqueue.bench;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.mariadb.jdbc.MariaDbPoolDataSource;

/** Another scheduler that keeps its jobs in a database; it runs in this process. For one thread. */
interface Peer extends AutoCloseable {
  /** Its name and version line, for the table. */
  String name();

  /** Makes its tables, and stores jobs that do nothing; none runs yet. */
  void store(MariaDbPoolDataSource database, int jobs) throws Exception;

  /** Lets its workers run what is stored; returns at once. Each job counts the latch down. */
  void start(CountDownLatch done) throws Exception;

  /** Ends its workers. */
  @Override
  void close() throws IOException;
}
