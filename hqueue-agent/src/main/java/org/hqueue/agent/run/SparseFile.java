package org.hqueue.agent.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Gives parts of a file back to the disk while a process goes on writing to its end. */
final class SparseFile {
  /** The unit that file systems give back, or a multiple of it. */
  static final long STEP = 1024 * 1024;

  private static final int SECONDS = 30;

  private SparseFile() {}

  /**
   * Frees {@code length} bytes from {@code from} on, which read as zeros from then on. The file
   * keeps its length.
   *
   * @throws IOException if the file system or the machine cannot do so
   */
  static void free(Path file, long from, long length) throws IOException, InterruptedException {
    // The JVM has no call for it. The program is of the same package as setsid.
    var process =
        new ProcessBuilder(
                "fallocate",
                "--punch-hole",
                "--offset",
                Long.toString(from),
                "--length",
                Long.toString(length),
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("fallocate does not come to its end");
    }
    if (process.exitValue() != 0) {
      throw new IOException("fallocate ended with exit code " + process.exitValue());
    }
  }
}
