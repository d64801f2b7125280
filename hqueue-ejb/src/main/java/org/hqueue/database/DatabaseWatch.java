package org.hqueue.database;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.hqueue.config.DatabaseSockets;
import org.jspecify.annotations.Nullable;

/**
 * Keeps asking the database whether it is there. A database that stands still, or a network that
 * swallows everything, fails no statement for a long time: here it shows within a second, by {@link
 * Readiness}. Then the connections are broken, so that the calls that hang on them end too, where
 * they are this application's own; those of an administrator's pool end by their {@code
 * socketTimeout}.
 */
@Singleton
@Startup
@DependsOn("Migrations")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class DatabaseWatch {

  private static final Logger LOG = Logger.getLogger(DatabaseWatch.class.getName());

  /** Between an answer and the next question, and between looks. */
  private static final long PAUSE_MILLIS = 120;

  /** Between questions that fail: the container's pool logs each at length. */
  private static final long PAUSE_WHILE_AWAY_MILLIS = 1_000;

  @Resource(lookup = "java:app/jdbc/hqueue")
  DataSource dataSource;

  @Resource ManagedThreadFactory threads;
  @Inject Readiness readiness;

  private @Nullable ScheduledExecutorService running;
  private volatile @Nullable Thread asker;

  /** Begins to ask and to look, each on a thread that nobody else can keep waiting. */
  @PostConstruct
  @SuppressWarnings("FutureReturnValueIgnored") // it goes on for ever
  void start() {
    ScheduledExecutorService two = Executors.newScheduledThreadPool(2, threads);
    running = two;
    two.execute(() -> keepAsking(two));
    two.scheduleWithFixedDelay(this::look, PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Ends both. */
  @PreDestroy
  void stop() {
    if (running != null) {
      running.shutdownNow();
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // it goes on for ever
  private void keepAsking(ScheduledExecutorService two) {
    ask();
    long pause = readiness.isDatabaseAway() ? PAUSE_WHILE_AWAY_MILLIS : PAUSE_MILLIS;
    try {
      two.schedule(() -> keepAsking(two), pause, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.log(Level.FINE, "the application stops, and with it the watch over its database", e);
    }
  }

  private void ask() {
    asker = Thread.currentThread();
    readiness.asked();
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("select 1");
      readiness.heard(null);
    } catch (SQLException | RuntimeException e) { // whatever it is, it is asked again
      readiness.heard(e);
    }
  }

  /** Leaves nobody but the one who asks waiting for a database that is away. */
  private void look() {
    Thread asks = asker;
    if (readiness.look()) {
      DatabaseSockets.breakAll();
    } else if (asks != null && readiness.isDatabaseAway()) {
      DatabaseSockets.breakAllBut(asks);
    }
  }
}
