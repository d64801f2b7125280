package org.hqueue.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The current row of a query, by column name. For one thread. */
public final class Row {

  private final ResultSet result;

  Row(ResultSet result) {
    this.result = result;
  }

  /** A number; 0 where the column is null. */
  public int integer(String column) throws SQLException {
    return result.getInt(column);
  }

  /** A number or nothing. */
  public @Nullable Integer integerOrNull(String column) throws SQLException {
    int value = result.getInt(column);
    return result.wasNull() ? null : value;
  }

  /** A long number; 0 where the column is null. */
  public long number(String column) throws SQLException {
    return result.getLong(column);
  }

  /** A fraction; 0 where the column is null. */
  public double fraction(String column) throws SQLException {
    return result.getDouble(column);
  }

  /** A truth value; false where the column is null. */
  public boolean truth(String column) throws SQLException {
    return result.getBoolean(column);
  }

  /** Text; "" where the column is null. */
  public String text(String column) throws SQLException {
    String value = result.getString(column);
    return value == null ? "" : value;
  }

  /** A constant stored by its name. */
  public <E extends Enum<E>> E constant(String column, Class<E> type) throws SQLException {
    return Enum.valueOf(type, result.getString(column));
  }

  /** A time that the column always has. */
  public Instant time(String column) throws SQLException {
    return Instant.ofEpochMilli(result.getLong(column));
  }

  /** A time or nothing. */
  public @Nullable Instant timeOrNull(String column) throws SQLException {
    long value = result.getLong(column);
    return result.wasNull() ? null : Instant.ofEpochMilli(value);
  }
}
