package org.hqueue.bench;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The real agent jar as a process, started as {@code bin/agent} does. For one thread. */
final class AgentProcess implements AutoCloseable {
  private static final long STOP_SECONDS = 30;

  private final Process process;

  private AgentProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts it; it registers by itself.
   *
   * @param folder where it keeps its state and its log
   */
  static AgentProcess start(Path jar, Path folder, URI server, int cpus) throws IOException {
    Files.createDirectories(folder);
    Path settings = folder.resolve("hqnode.ini");
    Files.writeString(settings, ""); // not those of the machine's own agent
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-Xms8m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-jar",
            jar.toString(),
            "--config",
            settings.toString(),
            "--server",
            server.toString(),
            "--name",
            "bench",
            "--cpus",
            Integer.toString(cpus),
            "--port",
            "0",
            "--folder",
            folder.resolve("state").toString(),
            "--end-jobs-on-exit");
    builder.redirectErrorStream(true);
    builder.redirectInput(new File("/dev/null"));
    builder.redirectOutput(folder.resolve("agent.out").toFile());
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new AgentProcess(process);
  }

  /** What it has used so far, without the processes of jobs. */
  ProcessUse use() throws IOException {
    return ProcessUse.of(process.pid());
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
