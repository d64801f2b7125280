package org.hqueue.system;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Agents of the real jar are upgraded, restarted and removed while their jobs run. */
@ExtendWith({SharedFarm.class, LogsOnFailure.class})
class UpgradeST {

  @Test
  void jobsLiveThroughUpgradeAndRestart(Farm farm) throws IOException, InterruptedException {
    Path folder = SharedFarm.folder("upgrade");
    try {
      Python.run(
          "upgrade.py",
          farm.url(),
          folder.toString(),
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          Farm.property("hqueue.agent.jar"));
    } finally {
      JobProcesses.killBelow(folder);
    }
  }
}
