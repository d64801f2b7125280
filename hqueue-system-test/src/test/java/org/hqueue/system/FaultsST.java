package org.hqueue.system;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Agents of the real jar that are killed at each step of a job's life, and whose calls are dropped,
 * delayed and repeated: every job ends exactly once, with its whole output and its exit code, and
 * leaves no process. {@code bin/verify --full} makes 200 random kills in a row instead of 10;
 * killed servers are {@link KilledServerST}'s. The farm is the suite's own: an agent that was
 * killed counts as heard for a while, and would be given jobs of other tests.
 */
@ExtendWith(LogsOnFailure.class)
class FaultsST {
  private static final String FEW = "10";
  private static final String MANY = "200";

  private static Farm farm;
  private Path folder;

  @BeforeAll
  static void startServer() throws IOException, InterruptedException {
    farm = Farm.start(SharedFarm.folder("faults-server"), Map.of());
  }

  @AfterAll
  static void stopServer() {
    farm.close();
  }

  @BeforeEach
  void newFolder() throws IOException {
    folder = SharedFarm.folder("faults");
  }

  @AfterEach
  void leaveNothing() {
    JobProcesses.killBelow(folder);
  }

  @Test
  void agentKilledAtEachStepOfAJob() throws IOException, InterruptedException {
    run(Duration.ofMinutes(6), "steps");
  }

  @Test
  void callsDroppedDelayedAndRepeated() throws IOException, InterruptedException {
    run(Duration.ofMinutes(6), "calls");
  }

  @Test
  void agentsKilledAtRandom() throws IOException, InterruptedException {
    String kills = Boolean.getBoolean("hqueue.full") ? MANY : FEW;
    String seed = System.getProperty("hqueue.seed", Long.toString(System.nanoTime() % 100_000));
    run(Duration.ofMinutes(40), "kills", kills, seed);
  }

  private void run(Duration patience, String... what) throws IOException, InterruptedException {
    String[] arguments = new String[4 + what.length];
    arguments[0] = farm.url();
    arguments[1] = folder.toString();
    arguments[2] = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    arguments[3] = Farm.property("hqueue.agent.jar");
    System.arraycopy(what, 0, arguments, 4, what.length);
    System.out.print(Python.run(patience, "faults.py", arguments));
  }
}
