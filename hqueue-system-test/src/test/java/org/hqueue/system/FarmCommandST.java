package org.hqueue.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/farm} as a person at a terminal uses it. */
@ExtendWith(LogsOnFailure.class)
class FarmCommandST {
  private static final Duration START = Duration.ofMinutes(5);
  private static final Duration STOP = Duration.ofMinutes(1);

  @TempDir Path folder;

  @Test
  void startsTwoAgentsAndLeavesNothingBehind() throws IOException, InterruptedException {
    Path data = SharedFarm.folder("command");
    int port = Farm.freePort();
    Process farm =
        start(
            "--no-sample",
            "--port",
            Integer.toString(port),
            "--data",
            data.toString(),
            "--agents",
            "2",
            "--cpus",
            "2");
    try {
      Await.until(
          START,
          "bin/farm prints the ready line",
          () -> {
            if (!farm.isAlive()) {
              throw new Await.Hopeless("bin/farm has ended: " + errors());
            }
            return Files.readString(out()).endsWith("\n");
          });
      assertEquals("ready http://127.0.0.1:" + port + "\n", Files.readString(out()));
      Python.run("two_agents.py", "http://127.0.0.1:" + port, folder.toString());
      // Left running, so that the end of the farm has something to end.
      Python.run("submit.py", "http://127.0.0.1:" + port, "left", "sleep 600");
      Await.until(STOP, "the job runs", () -> !JobProcesses.below(data).isEmpty());
    } finally {
      farm.destroy();
      if (!farm.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
        farm.destroyForcibly();
      }
      List<String> left = left(data);
      killLeft(data);
      assertEquals(List.of(), left, "processes that bin/farm left behind");
    }
    assertEquals(0, farm.exitValue(), errors());
  }

  @Test
  void aUsedPortIsRefusedInOneLine() throws IOException, InterruptedException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(other.getLocalPort());
      Process farm = start("--no-sample", "--port", port, "--data", folder.resolve("d").toString());
      assertRefused(farm, "port " + port + " is in use");
    }
  }

  @Test
  void anUnwritableDataFolderIsRefusedInOneLine() throws IOException, InterruptedException {
    Path file = Files.createFile(folder.resolve("file"));
    Process farm =
        start(
            "--no-sample",
            "--port",
            Integer.toString(Farm.freePort()),
            "--data",
            file.resolve("data").toString());
    assertRefused(farm, "cannot write to the data folder");
  }

  private void assertRefused(Process farm, String why) throws IOException, InterruptedException {
    assertTrue(farm.waitFor(STOP.toSeconds(), TimeUnit.SECONDS), "bin/farm does not end");
    assertFalse(farm.exitValue() == 0, "exit code 0");
    assertEquals("", Files.readString(out()));
    assertEquals(1, errors().lines().count(), errors());
    assertTrue(errors().contains(why), errors());
  }

  private Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(Farm.property("hqueue.root") + "/bin/farm"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectInput(new File("/dev/null"))
        .redirectOutput(out().toFile())
        .redirectError(folder.resolve("err").toFile())
        .start();
  }

  private Path out() {
    return folder.resolve("out");
  }

  private String errors() throws IOException {
    return Files.readString(folder.resolve("err"), StandardCharsets.UTF_8);
  }

  /** Server and agents carry the folder in their command line, jobs in their environment. */
  private static List<String> left(Path data) {
    return Stream.concat(ofCommandLine(data), JobProcesses.below(data).stream())
        .map(process -> process.info().commandLine().orElse(process.toString()))
        .toList();
  }

  private static void killLeft(Path data) {
    Stream.concat(ofCommandLine(data), JobProcesses.below(data).stream())
        .forEach(ProcessHandle::destroyForcibly);
  }

  private static Stream<ProcessHandle> ofCommandLine(Path data) {
    return ProcessHandle.allProcesses()
        .filter(process -> process.pid() != ProcessHandle.current().pid())
        .filter(process -> process.info().commandLine().orElse("").contains(data.toString()));
  }
}
