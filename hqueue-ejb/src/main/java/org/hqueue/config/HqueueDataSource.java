package org.hqueue.config;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections to the database that {@link Settings} name, H2 or MariaDB, in READ COMMITTED
 * and with lock waits that end after 5 s. On MariaDB a statement that gets no answer for {@value
 * #SILENCE_MILLIS} ms breaks its connection, unless the address sets another {@code socketTimeout}.
 * The container instantiates it by name and pools what it gives.
 */
public class HqueueDataSource implements DataSource {

  private static final int SILENCE_MILLIS = 15_000;
  private static final int CONNECT_MILLIS = 3_000;

  private final Settings settings;
  private final Driver driver;

  /** For the container. */
  public HqueueDataSource() {
    this(new Settings());
  }

  /** With given settings. */
  public HqueueDataSource(Settings settings) {
    this.settings = settings;
    this.driver = driverOf(settings.databaseUrl());
  }

  /** Whether this is MariaDB rather than the embedded H2. */
  public boolean isMariaDb() {
    return settings.databaseUrl().startsWith("jdbc:mariadb:");
  }

  @Override
  public Connection getConnection() throws SQLException {
    return getConnection(settings.databaseUser(), settings.databasePassword());
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    if (isMariaDb()) {
      setUnlessGiven(properties, "socketTimeout", Integer.toString(SILENCE_MILLIS));
      setUnlessGiven(properties, "connectTimeout", Integer.toString(CONNECT_MILLIS));
      setUnlessGiven(properties, "socketFactory", DatabaseSockets.class.getName());
    }
    Connection connection = driver.connect(settings.databaseUrl(), properties);
    if (connection == null) {
      throw new SQLException("the database's driver does not take its address");
    }
    try {
      connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      if (isMariaDb()) {
        try (Statement statement = connection.createStatement()) {
          // The estimate for a list of more than 200 is otherwise an average over the index: the
          // whole table where nearly all are null, as those of masters.
          statement.execute(
              "set session innodb_lock_wait_timeout = 5, eq_range_index_dive_limit = 1001");
        }
      }
      return LazyAutoCommit.over(connection);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private void setUnlessGiven(Properties properties, String name, String value) {
    if (!settings.databaseUrl().contains(name + "=")) {
      properties.setProperty(name, value);
    }
  }

  /** Some servers demand at least one property on a pool; the address comes from the settings. */
  public void setUrl(String ignored) {
    // The settings decide.
  }

  /** The settings decide. */
  public void setUser(String ignored) {
    // The settings decide.
  }

  /** The settings decide. */
  public void setPassword(String ignored) {
    // The settings decide.
  }

  private static Driver driverOf(String url) {
    String name;
    if (url.startsWith("jdbc:h2:")) {
      name = "org.h2.Driver";
    } else if (url.startsWith("jdbc:mariadb:")) {
      name = "org.mariadb.jdbc.Driver";
    } else {
      throw new IllegalArgumentException(
          "setting hqserver.databaseUrl: expected jdbc:h2:... or jdbc:mariadb:...");
    }
    try {
      return Class.forName(name, true, HqueueDataSource.class.getClassLoader())
          .asSubclass(Driver.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the database driver " + name + " is missing", e);
    }
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(PrintWriter ignored) {
    // Drivers here log by themselves.
  }

  @Override
  public void setLoginTimeout(int ignored) {
    // The pool limits the wait.
  }

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("no logger of its own");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    throw new SQLException("not a wrapper of " + type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
