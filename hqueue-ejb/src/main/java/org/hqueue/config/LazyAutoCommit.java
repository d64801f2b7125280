package org.hqueue.config;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A connection that tells the database of a change of its auto-commit mode only before the next
 * statement. A container switches the mode off for each transaction and on after it; so a
 * connection that goes from transaction to transaction sends neither. For one thread at a time, as
 * every connection.
 */
final class LazyAutoCommit implements InvocationHandler {

  private final Connection physical;
  private boolean known;
  private boolean wanted;

  /** Whether something may have been done since the last commit or rollback. */
  private boolean mayHaveWork;

  private LazyAutoCommit(Connection physical) throws SQLException {
    this.physical = physical;
    this.known = physical.getAutoCommit();
    this.wanted = known;
  }

  /** The connection, lazily switched. */
  static Connection over(Connection physical) throws SQLException {
    return (Connection)
        Proxy.newProxyInstance(
            LazyAutoCommit.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            new LazyAutoCommit(physical));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, @Nullable Object[] arguments)
      throws Throwable {
    switch (method.getName()) {
      case "setAutoCommit" -> {
        wanted = Boolean.TRUE.equals(arguments[0]);
        if (wanted && mayHaveWork) {
          switchMode(); // it commits, which must not come later
        }
        return null;
      }
      case "getAutoCommit" -> {
        return wanted;
      }
      case "commit", "rollback" -> {
        if (known && !wanted) {
          return null; // nothing was done in the transaction
        }
        mayHaveWork = arguments != null; // back to a savepoint is not the end
      }
      case "createStatement", "prepareStatement", "prepareCall", "setSavepoint" -> {
        switchMode();
        mayHaveWork = !known;
      }
      default -> {}
    }
    try {
      return method.invoke(physical, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private void switchMode() throws SQLException {
    if (known != wanted) {
      physical.setAutoCommit(wanted);
      known = wanted;
      mayHaveWork = false;
    }
  }
}
