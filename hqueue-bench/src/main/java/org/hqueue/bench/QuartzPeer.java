package org.hqueue.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.MariaDbPoolDataSource;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.utils.ConnectionProvider;

/** Quartz with its JDBC store: one trigger that fires at once for each job. */
final class QuartzPeer implements Peer {
  private static final String TABLES = "/org/quartz/impl/jdbcjobstore/tables_mysql_innodb.sql";
  private static final int BATCH = 100;

  private static volatile @Nullable CountDownLatch done;
  private static volatile @Nullable MariaDbPoolDataSource pool;

  private final int threads;
  private @Nullable Scheduler scheduler;

  QuartzPeer(int threads) {
    this.threads = threads;
  }

  @Override
  public String name() {
    return "Quartz";
  }

  /** What each job does; Quartz makes an instance for each. */
  public static final class NoOp implements Job {
    @Override
    public void execute(JobExecutionContext context) {
      CountDownLatch latch = done;
      if (latch != null) {
        latch.countDown();
      }
    }
  }

  /** Gives it the connections that the others use; Quartz makes an instance by its name. */
  public static final class Connections implements ConnectionProvider {
    @Override
    public Connection getConnection() throws SQLException {
      MariaDbPoolDataSource known = pool;
      if (known == null) {
        throw new SQLException("the peer has no database yet");
      }
      return known.getConnection();
    }

    @Override
    public void initialize() {
      // The pool is there.
    }

    @Override
    public void shutdown() {
      // The pool is closed by whoever made it.
    }
  }

  @Override
  public void store(MariaDbPoolDataSource database, int jobs) throws Exception {
    pool = database;
    makeTables(database);
    Scheduler made = new StdSchedulerFactory(settings()).getScheduler();
    scheduler = made;
    Map<JobDetail, Set<? extends Trigger>> batch = new LinkedHashMap<>();
    for (int i = 0; i < jobs; i++) {
      JobDetail job = JobBuilder.newJob(NoOp.class).withIdentity("job-" + i).build();
      batch.put(job, Set.of(TriggerBuilder.newTrigger().withIdentity("now-" + i).build()));
      if (batch.size() == BATCH || i + 1 == jobs) {
        made.scheduleJobs(batch, false);
        batch.clear();
      }
    }
  }

  private static void makeTables(MariaDbPoolDataSource database) throws IOException, SQLException {
    String script;
    try (InputStream in = StdSchedulerFactory.class.getResourceAsStream(TABLES)) {
      if (in == null) {
        throw new IOException("Quartz does not bring " + TABLES);
      }
      script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      for (String command : script.replaceAll("(?m)^#.*$", "").split(";", -1)) {
        if (!command.isBlank() && !command.strip().equalsIgnoreCase("commit")) {
          statement.execute(command);
        }
      }
    }
  }

  private Properties settings() {
    Properties settings = new Properties();
    settings.setProperty("org.quartz.scheduler.instanceName", "bench");
    settings.setProperty("org.quartz.scheduler.instanceId", "AUTO");
    settings.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
    settings.setProperty(
        "org.quartz.scheduler.batchTriggerAcquisitionMaxCount", Integer.toString(threads));
    settings.setProperty("org.quartz.threadPool.threadCount", Integer.toString(threads));
    settings.setProperty("org.quartz.jobStore.class", "org.quartz.impl.jdbcjobstore.JobStoreTX");
    settings.setProperty("org.quartz.jobStore.isClustered", "true");
    settings.setProperty("org.quartz.jobStore.acquireTriggersWithinLock", "true");
    settings.setProperty("org.quartz.jobStore.dataSource", "bench");
    settings.setProperty(
        "org.quartz.dataSource.bench.connectionProvider.class", Connections.class.getName());
    return settings;
  }

  @Override
  public void start(CountDownLatch latch) throws Exception {
    done = latch;
    if (scheduler != null) {
      scheduler.start();
    }
  }

  @Override
  public void close() throws IOException {
    try {
      if (scheduler != null) {
        scheduler.shutdown(true);
      }
    } catch (SchedulerException e) {
      throw new IOException(e);
    } finally {
      pool = null;
    }
  }
}
