package org.hqueue.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Processes of jobs, found by what every job's environment carries: its agent's folder. */
final class JobProcesses {
  private JobProcesses() {}

  /** Those whose agent keeps its state somewhere below a folder. */
  static List<ProcessHandle> below(Path folder) {
    String variable = "\0HQCLIENT=" + folder.toAbsolutePath() + "/";
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.filter(process -> environment(process).contains(variable)).toList();
    }
  }

  static void killBelow(Path folder) {
    below(folder).forEach(ProcessHandle::destroyForcibly);
  }

  private static String environment(ProcessHandle process) {
    try {
      byte[] bytes = Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), "environ"));
      return "\0" + new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return ""; // gone, or somebody else's
    } catch (UncheckedIOException e) {
      return "";
    }
  }
}
