package org.hqueue.database;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * JDBC on the connection of the surrounding transaction, for the stores. Takes part in the
 * container's transaction and never commits. For many threads.
 *
 * <p>Parameters may be {@code null}, numbers, booleans, strings, enums (stored by name) and
 * instants (stored as milliseconds since 1970).
 */
@ApplicationScoped
public class Database {

  /** Most rows of one batch, and most ids of one {@code in} list. */
  static final int CHUNK = 1000;

  /** Most rows of one insert, and most characters of text after which no more follow. */
  private static final int ROWS = 100;

  private static final int TEXT = 1 << 18;

  private static final int[] LIST_SIZES = {1, 4, 16, 64, 256, CHUNK};

  @Resource(lookup = "java:app/jdbc/hqueue")
  DataSource dataSource;

  @Inject Readiness readiness;

  private volatile @Nullable Dialect dialect;

  /** Turns the current row into a value. */
  @FunctionalInterface
  public interface RowReader<T> {
    /** Reads columns of the current row; must not move on. */
    T read(Row row) throws SQLException;
  }

  /** Which of the two databases this is. */
  public Dialect dialect() {
    Dialect known = dialect;
    if (known == null) {
      try (Connection connection = dataSource.getConnection()) {
        known = Dialect.of(connection.getMetaData().getDatabaseProductName());
      } catch (SQLException e) {
        throw new DatabaseException(e);
      }
      dialect = known;
    }
    return known;
  }

  /** All rows of a query. */
  public <T> List<T> query(String sql, RowReader<T> reader, @Nullable Object... parameters) {
    List<T> rows = new ArrayList<>();
    try (Connection connection = connection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, parameters);
      try (ResultSet result = statement.executeQuery()) {
        Row row = new Row(result);
        while (result.next()) {
          rows.add(reader.read(row));
        }
      }
      readiness.answered();
    } catch (SQLException e) {
      throw new DatabaseException(e);
    }
    return rows;
  }

  /** The first row of a query, empty when it has none. */
  public <T> Optional<T> first(String sql, RowReader<T> reader, @Nullable Object... parameters) {
    List<T> rows = query(sql, reader, parameters);
    return rows.isEmpty() ? Optional.empty() : Optional.ofNullable(rows.get(0));
  }

  /**
   * All rows for many ids (or other keys), in queries of at most a thousand each.
   *
   * @param sql with {@code (:ids)} where the list goes, once, after all other parameters
   */
  public <T> List<T> queryIn(
      String sql, Collection<?> ids, RowReader<T> reader, @Nullable Object... parameters) {
    List<T> rows = new ArrayList<>();
    for (List<?> chunk : chunks(ids)) {
      rows.addAll(query(withList(sql, chunk.size()), reader, joined(parameters, chunk)));
    }
    return rows;
  }

  /** Runs one change; the number of rows it matched. */
  public int update(String sql, @Nullable Object... parameters) {
    try (Connection connection = connection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, parameters);
      int matched = statement.executeUpdate();
      readiness.answered();
      return matched;
    } catch (SQLException e) {
      throw new DatabaseException(e);
    }
  }

  /** As {@link #queryIn}, for a change; the number of rows it matched in all. */
  public int updateIn(String sql, Collection<?> ids, @Nullable Object... parameters) {
    int matched = 0;
    for (List<?> chunk : chunks(ids)) {
      matched += update(withList(sql, chunk.size()), joined(parameters, chunk));
    }
    return matched;
  }

  /**
   * Runs one change for many rows by their ids; rows that are to get the same values share a
   * statement.
   *
   * @param sql as for {@link #queryIn}
   * @param values the other parameters, by id
   * @return the number of rows it matched in all
   */
  public int updateEach(String sql, Map<Integer, List<@Nullable Object>> values) {
    Map<List<@Nullable Object>, List<Integer>> alike = new LinkedHashMap<>();
    values.forEach((id, own) -> alike.computeIfAbsent(own, none -> new ArrayList<>()).add(id));
    int matched = 0;
    for (Map.Entry<List<@Nullable Object>, List<Integer>> one : alike.entrySet()) {
      matched += updateIn(sql, one.getValue(), one.getKey().toArray());
    }
    return matched;
  }

  /** Runs one change for many sets of parameters; the rows that each matched. */
  public int[] batch(String sql, List<@Nullable Object[]> sets) {
    int[] matched = new int[sets.size()];
    if (sets.isEmpty()) {
      return matched;
    }
    try (Connection connection = connection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      int done = 0;
      for (int i = 0; i < sets.size(); i++) {
        bind(statement, sets.get(i));
        statement.addBatch();
        if (i + 1 - done == CHUNK || i + 1 == sets.size()) {
          int[] counts = statement.executeBatch();
          readiness.answered();
          System.arraycopy(counts, 0, matched, done, counts.length);
          done = i + 1;
        }
      }
    } catch (SQLException e) {
      throw new DatabaseException(e);
    }
    return matched;
  }

  /**
   * Inserts rows. MariaDB, for which a statement is more work than a row, gets many in one.
   *
   * @param sql ends with the places of one row, such as {@code values (?, 0, ?)}
   * @param rows the values of each
   */
  public void insert(String sql, List<@Nullable Object[]> rows) {
    if (rows.size() < 2 || dialect() != Dialect.MARIADB) {
      batch(sql, rows);
      return;
    }
    String places = "," + sql.substring(sql.lastIndexOf('('));
    List<@Nullable Object> values = new ArrayList<>();
    int count = 0;
    int text = 0;
    for (@Nullable Object[] row : rows) {
      for (Object value : row) {
        values.add(value);
        text += value instanceof String string ? string.length() : 0;
      }
      count++;
      if (count == ROWS || text > TEXT) {
        update(sql + places.repeat(count - 1), values.toArray());
        values.clear();
        count = 0;
        text = 0;
      }
    }
    if (count > 0) {
      update(sql + places.repeat(count - 1), values.toArray());
    }
  }

  /** A connection, at once refused while it would only hang. */
  private Connection connection() throws SQLException {
    if (readiness.isDatabaseAway()) {
      throw new SQLTransientConnectionException("the database does not answer");
    }
    return dataSource.getConnection();
  }

  private static void bind(PreparedStatement statement, @Nullable Object[] parameters)
      throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      Object value = parameters[i];
      if (value instanceof Instant instant) {
        statement.setLong(i + 1, instant.toEpochMilli());
      } else if (value instanceof Enum<?> constant) {
        statement.setString(i + 1, constant.name());
      } else {
        statement.setObject(i + 1, value);
      }
    }
  }

  private static List<List<?>> chunks(Collection<?> ids) {
    List<?> all = new ArrayList<>(ids);
    List<List<?>> chunks = new ArrayList<>();
    for (int from = 0; from < all.size(); from += CHUNK) {
      chunks.add(all.subList(from, Math.min(all.size(), from + CHUNK)));
    }
    return chunks;
  }

  private static int listSize(int count) {
    for (int size : LIST_SIZES) {
      if (count <= size) {
        return size;
      }
    }
    return count;
  }

  /** Lists come in few lengths, so that the database meets few different statements. */
  private static String withList(String sql, int count) {
    String marks = "?,".repeat(listSize(count));
    return sql.replace("(:ids)", "(" + marks.substring(0, marks.length() - 1) + ")");
  }

  private static @Nullable Object[] joined(@Nullable Object[] first, List<?> ids) {
    int size = listSize(ids.size());
    Object[] all = new Object[first.length + size];
    System.arraycopy(first, 0, all, 0, first.length);
    for (int i = 0; i < size; i++) {
      all[first.length + i] = ids.get(Math.min(i, ids.size() - 1));
    }
    return all;
  }
}
