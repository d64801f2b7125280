package org.hqueue.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerLogTest {
  @TempDir Path folder;

  @Test
  void rotatesAtTheEndOfALineAndKeepsTheNewestFiles() throws IOException {
    Path file = folder.resolve("server.log");
    try (ServerLog log = new ServerLog(file, 4, 2)) {
      for (String line : List.of("one\n", "two\n", "th", "ree\n", "four\n", "5\n")) {
        log.write(line.getBytes(UTF_8));
      }
    }
    assertEquals("5\n", Files.readString(file));
    assertEquals("four\n", Files.readString(folder.resolve("server.log.1")));
    assertEquals("three\n", Files.readString(folder.resolve("server.log.2")));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(3, files.count());
    }
  }

  @Test
  void anEarlierLogIsContinued() throws IOException {
    Path file = Files.writeString(folder.resolve("server.log"), "earlier\n");
    try (ServerLog log = new ServerLog(file, 1000, 2)) {
      log.write("now\n".getBytes(UTF_8));
    }
    assertEquals("earlier\nnow\n", Files.readString(file));
  }

  @Test
  void hearsThatTheStartFailedEvenInPieces() throws IOException {
    try (ServerLog log = new ServerLog(folder.resolve("server.log"), 1000, 2)) {
      log.write("[SEVERE] Shut".getBytes(UTF_8));
      assertFalse(log.startFailed());
      log.write("down requ".getBytes(UTF_8));
      log.write("ired\n".getBytes(UTF_8));
      assertTrue(log.startFailed());
    }
  }
}
