package org.hqueue.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The real agent jar as a process, started as {@code bin/agent} does. For one thread. */
final class AgentProcess implements AutoCloseable {
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
    List<String> arguments =
        List.of(
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
    return new AgentProcess(JavaProcess.start(arguments, Map.of(), folder.resolve("agent.out")));
  }

  /** What it has used so far, without the processes of jobs. */
  ProcessUse use() throws IOException {
    return ProcessUse.of(process.pid());
  }

  @Override
  public void close() {
    JavaProcess.stop(process);
  }
}
