package org.hqueue.database;

import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/**
 * Lets the statements of a migration take as long as they need, where all others break their
 * connection when the database is silent for too long: an index over millions of rows takes
 * minutes. One for each run of the migrations, for one thread.
 */
final class PatientMigration implements Callback {

  private int usualMillis;

  @Override
  public boolean supports(Event event, Context context) {
    return event == Event.BEFORE_EACH_MIGRATE
        || event == Event.AFTER_EACH_MIGRATE
        || event == Event.AFTER_EACH_MIGRATE_ERROR;
  }

  @Override
  public boolean canHandleInTransaction(Event event, Context context) {
    return true;
  }

  @Override
  public void handle(Event event, Context context) {
    Connection connection = context.getConnection();
    try {
      if (event == Event.BEFORE_EACH_MIGRATE) {
        usualMillis = connection.getNetworkTimeout();
        connection.setNetworkTimeout(Runnable::run, 0);
      } else {
        connection.setNetworkTimeout(Runnable::run, usualMillis);
      }
    } catch (SQLException e) {
      throw new DatabaseException(e);
    }
  }

  @Override
  public String getCallbackName() {
    return "patientMigration";
  }
}
