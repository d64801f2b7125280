package org.hqueue.testfarm;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * All rows of all tables, without what differs from one run of the same work to the next: of ids
 * and times it tells only whether there is one, and of texts not the numbers. Rows that are the
 * same then are counted.
 */
public final class TableDump {

  private static final Pattern UNTOLD =
      Pattern.compile("(.*_)?(id|at|since|feed|digest|round|number|failing_root|reserved_for)");
  private static final Pattern NUMBERS = Pattern.compile("[0-9]+");

  private final Map<String, Integer> rows = new TreeMap<>();

  private TableDump() {}

  /** What is stored now. */
  public static TableDump of(TestFarm farm) {
    TableDump dump = new TableDump();
    try (Connection connection = farm.get(DataSource.class).getConnection();
        Statement statement = connection.createStatement()) {
      for (String table : tables(connection)) {
        try (ResultSet result = statement.executeQuery("select * from " + table)) {
          dump.add(table, result);
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return dump;
  }

  private static List<String> tables(Connection connection) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "select table_name from information_schema.tables where table_schema = schema()")) {
      while (result.next()) {
        String table = result.getString(1).toLowerCase(Locale.ROOT);
        if (!table.equals("id_block") && !table.contains("schema_history")) {
          tables.add(table);
        }
      }
    }
    return tables;
  }

  private void add(String table, ResultSet result) throws SQLException {
    ResultSetMetaData columns = result.getMetaData();
    int count = columns.getColumnCount();
    List<String> names = new ArrayList<>();
    List<Boolean> told = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      String name = columns.getColumnLabel(i).toLowerCase(Locale.ROOT);
      names.add(" " + name + "=");
      told.add(!UNTOLD.matcher(name).matches());
    }
    while (result.next()) {
      StringBuilder row = new StringBuilder(table);
      for (int i = 0; i < count; i++) {
        row.append(names.get(i)).append(value(result, i + 1, told.get(i)));
      }
      rows.merge(row.toString(), 1, Integer::sum);
    }
  }

  private static String value(ResultSet result, int column, boolean told) throws SQLException {
    String value = String.valueOf(result.getString(column));
    if (!told) {
      return value.equals("null") ? "none" : "some";
    }
    boolean isNumber = result.getObject(column) instanceof Number;
    return isNumber ? value : NUMBERS.matcher(value).replaceAll("#");
  }

  /** What has come and gone since another one: {@code +2 table column=value}, sorted. */
  public List<String> since(TableDump before) {
    Map<String, Integer> changes = new TreeMap<>(rows);
    before.rows.forEach((row, count) -> changes.merge(row, -count, Integer::sum));
    List<String> told = new ArrayList<>();
    changes.forEach(
        (row, count) -> {
          if (count != 0) {
            told.add("%+d %s".formatted(count, row));
          }
        });
    return told;
  }
}
