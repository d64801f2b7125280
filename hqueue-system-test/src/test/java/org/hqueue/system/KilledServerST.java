package org.hqueue.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of the server: every job whose submission was answered is there afterwards, runs
 * once, and succeeds.
 */
@ExtendWith(LogsOnFailure.class)
class KilledServerST {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir Path folder;

  @Test
  void everyAcknowledgedJobSurvivesAndRunsOnce() throws IOException, InterruptedException {
    try (Farm farm = Farm.start(SharedFarm.folder("killed"), Map.of())) {
      // Killed right after the answer, before any agent could have taken the jobs.
      Python.run("submit_and_kill.py", farm.url(), folder.toString(), serverPid(farm));
      farm.killServer();
      farm.startServer();
      farm.startAgent("killed", 2);
      Python.run("all_succeeded_once.py", farm.url(), folder.toString());

      // Killed while a job runs, which goes on meanwhile.
      Path running = folder.resolve("running");
      Python.run("submit_running.py", farm.url(), folder.toString());
      Await.until(PATIENCE, "the job runs", () -> Files.exists(running));
      farm.killServer();
      farm.startServer();
      Files.createFile(folder.resolve("go-on"));
      Python.run("all_succeeded_once.py", farm.url(), folder.toString());

      // Killed while a job runs that ends before there is a server again.
      Files.delete(running);
      Files.delete(folder.resolve("go-on"));
      Files.deleteIfExists(folder.resolve("ended"));
      Python.run("submit_running.py", farm.url(), folder.toString());
      Await.until(PATIENCE, "the job runs", () -> Files.exists(running));
      farm.killServer();
      Files.createFile(folder.resolve("go-on"));
      Await.until(PATIENCE, "the job ends", () -> Files.exists(folder.resolve("ended")));
      farm.startServer();
      Python.run("all_succeeded_once.py", farm.url(), folder.toString());
    }
  }

  /** With 14 named steps, each that of a job on an agent of its own; the server dies twice. */
  @Test
  void serverKilledAtEachStepOfAJob() throws IOException, InterruptedException {
    Path steps = SharedFarm.folder("killed-steps");
    try {
      System.out.print(
          Python.run(
              Duration.ofMinutes(15),
              "serverkills.py",
              steps.toString(),
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              Farm.property("hqueue.server.jar"),
              Farm.property("hqueue.agent.jar")));
    } finally {
      JobProcesses.killBelow(steps);
    }
  }

  private static String serverPid(Farm farm) {
    return Long.toString(farm.serverPid());
  }
}
