package org.hqueue.testfarm;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Stands for the container's pool: within a transaction everybody gets the same connection, whose
 * commit and close do nothing; outside each gets one of its own that commits by itself.
 */
final class BoundDataSource implements DataSource {

  private final DataSource physical;
  private final ThreadLocal<Deque<Connection>> bound = ThreadLocal.withInitial(ArrayDeque::new);

  BoundDataSource(DataSource physical) {
    this.physical = physical;
  }

  /** Opens a transaction of this thread, within which an outer one is set aside. */
  Connection open() throws SQLException {
    Connection connection = physical.getConnection();
    connection.setAutoCommit(false);
    bound.get().push(connection);
    return connection;
  }

  /** Ends the innermost transaction of this thread, after its commit or rollback. */
  void close() throws SQLException {
    bound.get().pop().close();
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection inner = bound.get().peek();
    return inner == null ? physical.getConnection() : shared(inner);
  }

  private static Connection shared(Connection inner) {
    return (Connection)
        Proxy.newProxyInstance(
            BoundDataSource.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              switch (method.getName()) {
                case "close", "commit", "rollback", "setAutoCommit" -> {
                  return null;
                }
                default -> {
                  try {
                    return method.invoke(inner, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                }
              }
            });
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return getConnection();
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(PrintWriter out) {
    throw new IllegalStateException("not used in tests");
  }

  @Override
  public void setLoginTimeout(int seconds) {
    throw new IllegalStateException("not used in tests");
  }

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getGlobal();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException("not a wrapper");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
