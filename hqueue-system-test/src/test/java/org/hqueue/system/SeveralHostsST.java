package org.hqueue.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Several hosts on one machine, by network namespaces, and what follows when one loses its link.
 */
class SeveralHostsST {
  private static final int PATIENCE_MINUTES = 10;

  @Test
  void hostsAreToldApartAndALostLinkLosesNothing() throws IOException, InterruptedException {
    Path folder = SharedFarm.folder("hosts");
    LoggedProcess hosts =
        LoggedProcess.start(
            folder.resolve("hosts.out"),
            Map.of(),
            List.of(
                "unshare",
                "--map-root-user",
                "--net",
                "--mount",
                "python3",
                Python.script("hosts.py"),
                folder.toString(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                Farm.property("hqueue.server.jar"),
                Farm.property("hqueue.agent.jar")));
    try {
      assertTrue(
          hosts.process().waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES), "hosts.py does not end");
      assertEquals(0, hosts.process().exitValue(), hosts.output());
      System.out.print(hosts.output());
    } finally {
      hosts.kill();
      JobProcesses.killBelow(folder);
    }
  }
}
