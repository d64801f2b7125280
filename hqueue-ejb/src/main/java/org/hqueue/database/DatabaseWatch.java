package org.hqueue.database;

import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/**
 * Asks the database each second whether it is there. A database that stands still, or a network
 * that swallows everything, fails no statement for a long time: here it shows, since {@link
 * Readiness} knows how long the answer is late.
 */
@Singleton
@Startup
@DependsOn("Migrations")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class DatabaseWatch {

  @Resource(lookup = "java:app/jdbc/hqueue")
  DataSource dataSource;

  @Inject Readiness readiness;

  private final AtomicBoolean isAsking = new AtomicBoolean();

  /** Asks, unless the answer to the last question is still out. */
  @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  void everySecond() {
    if (!isAsking.compareAndSet(false, true)) {
      return;
    }
    readiness.asked();
    try {
      ask();
      readiness.heard(null);
    } catch (SQLException e) {
      readiness.heard(e);
    } finally {
      isAsking.set(false);
    }
  }

  private void ask() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("select 1");
    }
  }
}
