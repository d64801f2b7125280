package org.hqueue.bench;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Multiplies the finished jobs of a stopped server in its database: running a million of them takes
 * longer than anybody waits. The one place that knows tables: which there are for a job, and which
 * of their columns hold ids. Everything else of a row is copied as the server wrote it.
 */
final class HistoryRows {
  private static final String JOB = "job";
  private static final String ASSIGNMENT = "assignment";
  private static final String EVENT = "event";
  private static final String FEED = "feed";

  /** The tables, and what each column with an id in it counts. */
  private static final Map<String, Map<String, String>> TABLES =
      Map.of(
          "job", Map.of("id", JOB, "root_id", JOB, "assignment_id", ASSIGNMENT),
          "job_spec", Map.of("job_id", JOB),
          "job_children", Map.of("job_id", JOB),
          "job_link", Map.of("parent_id", JOB, "child_id", JOB),
          "job_event", Map.of("id", EVENT, "feed", FEED, "job_id", JOB),
          "assignment", Map.of("id", ASSIGNMENT, "job_id", JOB, "master_id", ASSIGNMENT),
          "assignment_pulse", Map.of("assignment_id", ASSIGNMENT));

  private HistoryRows() {}

  /**
   * Doubles what is there until there are enough.
   *
   * @param wanted jobs at the least
   * @return how many there are
   */
  static int multiply(String url, String user, int wanted) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, user, "")) {
      long jobs = number(connection, "select count(*) from job");
      while (jobs < wanted) {
        Map<String, Long> offsets =
            Map.of(
                JOB, number(connection, "select max(id) from job"),
                ASSIGNMENT, number(connection, "select max(id) from assignment"),
                EVENT, number(connection, "select max(id) from job_event"),
                FEED, number(connection, "select max(feed) from job_event"));
        for (Map.Entry<String, Map<String, String>> table : TABLES.entrySet()) {
          copy(connection, table.getKey(), table.getValue(), offsets);
        }
        jobs *= 2;
      }
      moveOn(connection, JOB, "select max(id) from job");
      moveOn(connection, ASSIGNMENT, "select max(id) from assignment");
      moveOn(connection, FEED, "select max(feed) from job_event");
      if (url.startsWith("jdbc:mariadb:")) {
        analyze(connection);
      } else {
        letGo(connection, number(connection, "select max(id) from job_event") + 1);
      }
      return Math.toIntExact(jobs);
    }
  }

  /**
   * MariaDB plans by the numbers of rows that it last counted. It counts again by itself while a
   * farm grows, but has not done so minutes after rows were multiplied.
   */
  private static void analyze(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("analyze table " + String.join(", ", TABLES.keySet()));
    }
  }

  /** H2 gives the next event one of the copied ids unless told, and stays open in this process. */
  private static void letGo(Connection connection, long nextEvent) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("alter table job_event alter column id restart with " + nextEvent);
      statement.execute("shutdown");
    }
  }

  private static void copy(
      Connection connection, String table, Map<String, String> ids, Map<String, Long> offsets)
      throws SQLException {
    List<String> columns = columns(connection, table);
    List<String> values = new ArrayList<>();
    List<Long> added = new ArrayList<>();
    for (String column : columns) {
      String counts = ids.get(column);
      values.add(counts == null ? column : column + " + ?");
      if (counts != null) {
        added.add(offsets.get(counts));
      }
    }
    String sql =
        "insert into %s (%s) select %s from %s"
            .formatted(table, String.join(", ", columns), String.join(", ", values), table);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < added.size(); i++) {
        statement.setLong(i + 1, added.get(i));
      }
      statement.executeUpdate();
    }
  }

  private static List<String> columns(Connection connection, String table) throws SQLException {
    DatabaseMetaData about = connection.getMetaData();
    String name = about.storesUpperCaseIdentifiers() ? table.toUpperCase(Locale.ROOT) : table;
    List<String> columns = new ArrayList<>();
    try (ResultSet found =
        about.getColumns(connection.getCatalog(), connection.getSchema(), name, null)) {
      while (found.next()) {
        columns.add(found.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
      }
    }
    return columns;
  }

  private static void moveOn(Connection connection, String block, String highest)
      throws SQLException {
    long next = number(connection, highest) + 1;
    try (PreparedStatement statement =
        connection.prepareStatement("update id_block set next_id = ? where name = ?")) {
      statement.setLong(1, next);
      statement.setString(2, block);
      statement.executeUpdate();
    }
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    }
  }
}
