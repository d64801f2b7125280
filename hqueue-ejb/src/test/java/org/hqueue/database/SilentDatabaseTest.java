package org.hqueue.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.hqueue.config.HqueueDataSource;
import org.hqueue.config.Settings;
import org.hqueue.testfarm.TestDatabase;
import org.junit.jupiter.api.Test;

/** How long a connection to MariaDB waits for an answer. */
class SilentDatabaseTest {

  private static final int USUAL_MILLIS = 15_000;

  @Test
  void everyConnectionHasALimit() throws SQLException {
    try (Connection connection = new HqueueDataSource(TestDatabase.mariaDb()).getConnection()) {
      assertEquals(USUAL_MILLIS, connection.getNetworkTimeout());
    }
  }

  @Test
  void theAddressMaySetAnother() throws SQLException {
    Settings given = TestDatabase.mariaDb();
    Settings patient =
        new Settings(
            given.home(),
            Map.of(
                "HQUEUE_DATABASE_URL",
                given.databaseUrl() + "?socketTimeout=60000",
                "HQUEUE_DATABASE_USER",
                given.databaseUser()));
    try (Connection connection = new HqueueDataSource(patient).getConnection()) {
      assertEquals(60_000, connection.getNetworkTimeout());
    }
  }

  @Test
  void aMigrationHasNoneAndLeavesItAsItWas() {
    List<Integer> set = new ArrayList<>();
    List<Integer> left = new ArrayList<>();
    Migrations.migrate(
        watched(new HqueueDataSource(TestDatabase.mariaDb()), set, left), Dialect.MARIADB);
    assertEquals(List.of(0, USUAL_MILLIS), set.stream().distinct().toList());
    assertEquals(List.of(USUAL_MILLIS), left.stream().distinct().toList());
  }

  /** Notes which limits are set, and which one each connection has when it is closed. */
  private static DataSource watched(DataSource physical, List<Integer> set, List<Integer> left) {
    return proxy(
        DataSource.class,
        (ignored, none) -> {
          Connection connection = physical.getConnection();
          return proxy(
              Connection.class,
              (method, arguments) -> {
                if (method.getName().equals("setNetworkTimeout")) {
                  set.add((Integer) arguments[1]);
                } else if (method.getName().equals("close")) {
                  left.add(connection.getNetworkTimeout());
                }
                return method.invoke(connection, arguments);
              });
        });
  }

  /** Answers the calls of an interface. */
  private interface Answer {
    Object to(Method method, Object[] arguments) throws ReflectiveOperationException, SQLException;
  }

  private static <T> T proxy(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              try {
                return answer.to(method, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
