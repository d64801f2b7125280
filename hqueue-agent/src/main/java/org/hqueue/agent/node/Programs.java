package org.hqueue.agent.node;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program that says something about the machine. */
final class Programs {
  private static final int MOST_BYTES = 64 * 1024;
  private static final boolean IS_WINDOWS = System.getProperty("os.name").startsWith("Windows");
  private static final File NOTHING = new File(IS_WINDOWS ? "NUL" : "/dev/null");

  private Programs() {}

  /**
   * What a program said.
   *
   * @param exitCode -1 when it did not come to its end in time
   * @param output standard output and standard error, at most 64 KiB
   */
  record Said(int exitCode, String output) {
    /** The first line that is not empty; empty if there is none. */
    String firstLine() {
      return output
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .findFirst()
          .orElse("");
    }
  }

  /** How text is given to the shell of the system. */
  static List<String> shell(String text) {
    return IS_WINDOWS
        ? List.of("cmd.exe", "/d", "/s", "/c", "\"" + text + "\"")
        : List.of("/bin/sh", "-c", text);
  }

  /**
   * Runs the program and waits for it; ends it and its children when the time is over.
   *
   * @throws IOException if it cannot be started
   */
  static Said run(List<String> command, int seconds) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(NOTHING))
            .start();
    try {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
      byte[] output = new byte[MOST_BYTES];
      int length = 0;
      var stream = process.getInputStream();
      // A read would wait for ever where a child of the program holds the pipe.
      while (process.isAlive() && System.nanoTime() - end < 0) {
        length += readable(stream, output, length);
        process.waitFor(20, TimeUnit.MILLISECONDS);
      }
      length += readable(stream, output, length);
      int exitCode = process.isAlive() ? -1 : process.exitValue();
      return new Said(exitCode, new String(output, 0, length, StandardCharsets.UTF_8));
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static int readable(InputStream stream, byte[] output, int length) throws IOException {
    int count = 0;
    while (stream.available() > 0) {
      int room = output.length - length - count;
      if (room == 0) {
        stream.skipNBytes(stream.available());
        break;
      }
      count += Math.max(0, stream.read(output, length + count, Math.min(room, stream.available())));
    }
    return count;
  }
}
