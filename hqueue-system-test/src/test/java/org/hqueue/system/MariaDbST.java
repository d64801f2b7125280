package org.hqueue.system;

import ch.vorburger.exec.ManagedProcessException;
import java.io.IOException;
import java.nio.file.Path;
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
    try (MariaDb database = MariaDb.start(folder);
        Farm farm = Farm.start(SharedFarm.folder("mariadb"), database.settings())) {
      CompatibilityST.run(farm); // on an empty farm without clients
      farm.startAgent("mariadb", 4);
      Python.run("parent_and_children.py", farm.url(), folder.toString());
      Python.run("job_from_inside.py", farm.url(), folder.toString());
      CompatibilityST.run(farm);
      System.out.print(Python.run("frozen_database.py", farm.url(), Long.toString(database.pid())));
    }
  }
}
