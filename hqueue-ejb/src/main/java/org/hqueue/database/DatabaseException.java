package org.hqueue.database;

import java.sql.SQLException;

/**
 * The database did not do what a store asked. {@link Retry} knows which of these are worth a
 * repetition.
 */
public class DatabaseException extends HqueueException {

  private static final long serialVersionUID = 1L;

  DatabaseException(SQLException cause) {
    super("the database refused: " + cause.getMessage(), cause);
  }
}
