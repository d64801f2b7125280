package org.hqueue.agent.node;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;

/** Tells since when nobody has typed at a terminal of the machine. */
final class Terminals {
  private final Path folder;

  /** Looks at the terminals in the folder, {@code /dev/pts}. */
  Terminals(Path folder) {
    this.folder = folder;
  }

  /** Whole minutes since the last input at any terminal; -1 when there is none to tell by. */
  int idleMinutes(Instant now) {
    Instant last = Instant.MIN;
    try (var terminals = Files.newDirectoryStream(folder, "[0-9]*")) {
      for (Path terminal : terminals) {
        var touched =
            Files.readAttributes(terminal, BasicFileAttributes.class).lastAccessTime().toInstant();
        last = touched.isAfter(last) ? touched : last;
      }
    } catch (IOException | DirectoryIteratorException e) {
      return -1;
    }
    return last.equals(Instant.MIN)
        ? -1
        : (int) Math.max(0, Duration.between(last, now).toMinutes());
  }
}
