package org.hqueue.web.rpc;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.transaction.xa.XAException;
import org.hqueue.database.BadValueException;
import org.hqueue.database.ConflictException;
import org.hqueue.database.DatabaseAway;
import org.hqueue.database.DatabaseException;
import org.hqueue.database.HqueueException;
import org.hqueue.job.BadSpecException;
import org.hqueue.job.IllegalJobMoveException;
import org.hqueue.trouble.Trouble;
import org.hqueue.xmlrpc.XmlRpcFault;
import org.jspecify.annotations.Nullable;

/**
 * Turns what went wrong into the fault that the caller gets. What is nobody's fault but the
 * server's is logged with its stack trace under an incident id, and only the id goes out. For many
 * threads.
 */
public final class FaultMapper {

  /** When a caller should try again what cannot be served at the moment, in seconds. */
  public static final int RETRY_SECONDS = 5;

  private static final Logger LOG = Logger.getLogger(FaultMapper.class.getName());
  private static final int DEEPEST = 30;
  private static final UnsavedTrouble INCIDENTS = new UnsavedTrouble();

  private FaultMapper() {}

  /**
   * The fault for a failed call.
   *
   * @param what the method or page that failed, for the log
   */
  public static XmlRpcFault of(String what, Throwable failure) {
    XmlRpcFault fault = find(XmlRpcFault.class, failure);
    if (fault != null) {
      return fault;
    }
    BadSpecException badSpec = find(BadSpecException.class, failure);
    if (badSpec != null) {
      return new XmlRpcFault(XmlRpcFault.BAD_PARAMETERS, text(badSpec));
    }
    BadValueException badValue = find(BadValueException.class, failure);
    if (badValue != null) {
      return new XmlRpcFault(XmlRpcFault.BAD_PARAMETERS, text(badValue));
    }
    if (DatabaseAway.isMeant(failure)) {
      LOG.log(Level.WARNING, "{0}: database away, told to try again: {1}", args(what, failure));
      return notNow("the database cannot be reached");
    }
    if (find(XAException.class, failure) != null) {
      LOG.log(Level.WARNING, "{0}: database lost at the commit: {1}", args(what, failure));
      return new XmlRpcFault(
          XmlRpcFault.NOT_NOW,
          "the database was lost just as the call was being stored, so it may or may not be;"
              + " look before you make it again");
    }
    if (isCrowded(failure)) {
      LOG.log(Level.WARNING, "{0}: given up for now, told to try again: {1}", args(what, failure));
      return notNow("others are changing the same jobs or clients");
    }
    HqueueException refused = find(HqueueException.class, failure);
    if (refused != null && !isDefect(refused)) {
      return new XmlRpcFault(XmlRpcFault.REFUSED, text(refused));
    }
    String incident = UUID.randomUUID().toString().substring(0, 13);
    LogRecord entry =
        new LogRecord(Level.SEVERE, "incident " + incident + " in " + what + ", caller was told");
    entry.setLoggerName(LOG.getName());
    entry.setThrown(failure);
    LOG.log(entry);
    INCIDENTS.error(entry.getInstant(), what, "incident " + incident + ": " + failure);
    return new XmlRpcFault(
        XmlRpcFault.INTERNAL,
        "internal error; the server's log tells more under incident " + incident);
  }

  /** Gives away the incidents since the last time, for whoever stores them. */
  static List<Trouble> takeIncidents() {
    return INCIDENTS.takeErrors();
  }

  /** The fault for what cannot be served at the moment. */
  public static XmlRpcFault notNow(String why) {
    return new XmlRpcFault(
        XmlRpcFault.NOT_NOW, why + "; try again in " + RETRY_SECONDS + " seconds");
  }

  /** Whether a call still met others after all its repetitions. */
  private static boolean isCrowded(Throwable failure) {
    SQLException sql = find(SQLException.class, failure);
    String state = sql == null ? null : sql.getSQLState();
    return find(ConflictException.class, failure) != null
        || (state != null && state.startsWith("40"));
  }

  /** What is no rule that a caller could heed. */
  private static boolean isDefect(HqueueException failure) {
    return failure instanceof DatabaseException || failure instanceof IllegalJobMoveException;
  }

  private static <T extends Throwable> @Nullable T find(Class<T> type, Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
      cause = cause.getCause();
    }
    return null;
  }

  private static String text(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  private static Object[] args(String what, Throwable failure) {
    return new Object[] {what, failure.toString()};
  }
}
