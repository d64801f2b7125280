package org.hqueue.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the scripts of {@code src/test/python}, which check with {@code assert}. */
final class Python {
  private static final Duration PATIENCE = Duration.ofMinutes(8);

  private Python() {}

  /**
   * Runs a script to its end and asserts that it ends well.
   *
   * @param arguments of the script
   * @return what it printed
   */
  static String run(String script, String... arguments) throws IOException, InterruptedException {
    return run(PATIENCE, script, arguments);
  }

  /** As {@link #run(String, String...)}, for a script that may take so long. */
  static String run(Duration patience, String script, String... arguments)
      throws IOException, InterruptedException {
    return runFile(patience, script(script), arguments);
  }

  /** The same with one of the {@code examples}. */
  static String example(String name, String... arguments) throws IOException, InterruptedException {
    return runFile(
        PATIENCE, Path.of(Farm.property("hqueue.root"), "examples", name).toString(), arguments);
  }

  private static String runFile(Duration patience, String script, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("python3", script));
    command.addAll(List.of(arguments));
    Path log = Files.createTempFile(Path.of("target"), "python-", ".out");
    LoggedProcess python = LoggedProcess.start(log, Map.of(), command);
    try {
      assertTrue(
          python.process().waitFor(patience.toSeconds(), TimeUnit.SECONDS),
          () -> script + " does not end; so far it printed:\n" + read(python));
      assertEquals(0, python.process().exitValue(), () -> script + " printed:\n" + read(python));
      return python.output();
    } finally {
      python.kill();
      Files.delete(log);
    }
  }

  static String script(String name) {
    return Path.of("src", "test", "python", name).toAbsolutePath().toString();
  }

  private static String read(LoggedProcess process) {
    try {
      return process.output();
    } catch (IOException e) {
      return e.toString();
    }
  }
}
