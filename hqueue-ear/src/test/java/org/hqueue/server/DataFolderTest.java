package org.hqueue.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir Path folder;

  @Test
  void preparingEmptiesTheTemporaryFolderAndNothingElse() throws IOException {
    DataFolder data = new DataFolder(folder.resolve("data"));
    data.prepare();
    Path left = Files.createDirectories(data.temporary().resolve("payaramicro-rt1/runtime"));
    Files.writeString(left.resolve("old.jar"), "old");
    Path outside = Files.writeString(folder.resolve("outside"), "kept");
    Files.createSymbolicLink(data.temporary().resolve("link"), outside);
    Path log = Files.writeString(data.logFile(), "kept");

    data.prepare();

    try (Stream<Path> files = Files.list(data.temporary())) {
      assertEquals(List.of(), files.toList());
    }
    assertTrue(Files.exists(log));
    assertTrue(Files.exists(outside));
  }
}
