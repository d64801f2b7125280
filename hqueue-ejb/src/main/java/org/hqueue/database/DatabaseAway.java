package org.hqueue.database;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Tells failures that mean nothing but "no database at the moment" from all others. */
public final class DatabaseAway {

  private static final int DEEPEST = 30;

  private DatabaseAway() {}

  /** Whether a connection to the database could not be had, or broke. */
  public static boolean isMeant(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      if (cause instanceof SQLTransientConnectionException
          || cause instanceof SQLNonTransientConnectionException) {
        return true;
      }
      if (cause instanceof SQLException sql && isConnectionState(sql.getSQLState())) {
        return true;
      }
      // The pool has no type of its own for "none free in time" or "none could be made".
      String message = cause.getMessage();
      if (message != null && message.contains("Error in allocating a connection")) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  /**
   * Logs the failure of a duty that is tried again: in one line when the database is away, since an
   * outage fails every duty every second; with its stack trace otherwise.
   */
  public static void warn(Logger log, String text, RuntimeException failure) {
    if (isMeant(failure)) {
      log.log(Level.WARNING, "no database at the moment: {0}", text);
    } else {
      log.log(Level.WARNING, text, failure);
    }
  }

  private static boolean isConnectionState(@Nullable String state) {
    return state != null && state.startsWith("08");
  }
}
