package org.hqueue.web.rpc;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hqueue.config.Settings;

/**
 * Writes the calls and answers of one address to {@code log/calls.log} in the data folder, where
 * the setting {@code hqserver.recordCalls} names one: for people who look for what a tool and this
 * server disagree about. The file is replaced when it is full, and a few old ones are kept. For
 * many threads; one writes at a time.
 */
@ApplicationScoped
public class CallRecorder {

  /** Bytes after which a new file begins. */
  static final long MOST_BYTES = 10L << 20;

  /** Full files that are kept besides. */
  static final int OLD_FILES = 3;

  private static final Logger LOG = Logger.getLogger(CallRecorder.class.getName());

  @Inject Settings settings;
  @Inject Clock clock;

  private boolean hasFailed;

  /** What the calls of an address are recorded with: nothing, for all but one. */
  CallRecording begin(String address) {
    String recorded = settings.recordCalls();
    return recorded.isEmpty() || !isSame(recorded, address)
        ? CallRecording.NONE
        : new RecordedCall(clock, this::write);
  }

  private static boolean isSame(String recorded, String address) {
    try {
      // Both are written as numbers, so that no name is looked up.
      return InetAddress.getByName(recorded).equals(InetAddress.getByName(address));
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** Appends a line. A failure is logged once, and the call goes on. */
  synchronized void write(String line) {
    Path file = settings.home().resolve("log").resolve("calls.log");
    try {
      Files.createDirectories(file.getParent());
      if (Files.exists(file) && Files.size(file) >= MOST_BYTES) {
        rotate(file);
      }
      Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      Level level = hasFailed ? Level.FINE : Level.WARNING;
      hasFailed = true;
      LOG.log(level, "calls cannot be recorded in " + file + ", they are answered all the same", e);
    }
  }

  private static void rotate(Path file) throws IOException {
    for (int number = OLD_FILES; number > 0; number--) {
      Path newer = number == 1 ? file : file.resolveSibling("calls.log." + (number - 1));
      if (Files.exists(newer)) {
        Files.move(
            newer, file.resolveSibling("calls.log." + number), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
