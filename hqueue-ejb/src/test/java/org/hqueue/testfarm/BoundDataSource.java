package org.hqueue.testfarm;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransactionRollbackException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Stands for the container's pool: within a transaction everybody gets the same connection, whose
 * commit and close do nothing; outside each gets one of its own that commits by itself. It counts
 * the statements that are sent to the database, a batch as one, and can have one of them, or a
 * commit, end in a deadlock.
 */
final class BoundDataSource implements DataSource {

  /** MariaDB's number of it. */
  private static final int DEADLOCK = 1213;

  private final DataSource physical;
  private final AtomicInteger statements = new AtomicInteger();
  private final AtomicInteger untilDeadlock = new AtomicInteger();
  private volatile boolean reachable = true;
  private final ThreadLocal<Deque<Connection>> bound = ThreadLocal.withInitial(ArrayDeque::new);

  BoundDataSource(DataSource physical) {
    this.physical = physical;
  }

  /** Opens a transaction of this thread, within which an outer one is set aside. */
  Connection open() throws SQLException {
    Connection connection = counted(physical());
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
    return inner == null ? counted(physical()) : shared(inner);
  }

  /** How many statements have been sent so far. */
  int statements() {
    return statements.get();
  }

  /** The next so many-th statement or commit from here meets a deadlock; 0 = none does. */
  void deadlockIn(int points) {
    untilDeadlock.set(points);
  }

  /** Whether the deadlock that was asked for last has been met. */
  boolean hadDeadlock() {
    return untilDeadlock.get() <= 0;
  }

  /** The database answers, or takes no connection and breaks those that there are. */
  void reachable(boolean now) {
    reachable = now;
  }

  private Connection physical() throws SQLException {
    requireReachable();
    return physical.getConnection();
  }

  private void requireReachable() throws SQLException {
    if (!reachable) {
      throw new SQLNonTransientConnectionException("the database is not reachable", "08000");
    }
  }

  private void mayFail() throws SQLException {
    requireReachable();
    if (untilDeadlock.getAndUpdate(left -> Math.max(0, left - 1)) == 1) {
      throw new SQLTransactionRollbackException("a deadlock, forced", "40001", DEADLOCK);
    }
  }

  private Connection counted(Connection connection) {
    return wrapped(
        Connection.class,
        (method, arguments) -> {
          if (method.getName().equals("commit")) {
            mayFail();
          }
          Object result = method.invoke(connection, arguments);
          return result instanceof CallableStatement call
              ? counted(CallableStatement.class, call)
              : result instanceof PreparedStatement prepared
                  ? counted(PreparedStatement.class, prepared)
                  : result instanceof Statement statement
                      ? counted(Statement.class, statement)
                      : result;
        });
  }

  private <T extends Statement> T counted(Class<T> type, T statement) {
    return wrapped(
        type,
        (method, arguments) -> {
          if (method.getName().startsWith("execute")) {
            statements.incrementAndGet();
            mayFail();
          }
          return method.invoke(statement, arguments);
        });
  }

  /** What a wrapper does with a call. */
  private interface Invocation {
    @Nullable Object on(Method method, Object @Nullable [] arguments)
        throws ReflectiveOperationException, SQLException;
  }

  private static <T> T wrapped(Class<T> type, Invocation invocation) {
    return type.cast(
        Proxy.newProxyInstance(
            BoundDataSource.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              try {
                return invocation.on(method, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
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
