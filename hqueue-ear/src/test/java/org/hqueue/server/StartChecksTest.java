package org.hqueue.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartChecksTest {
  @TempDir Path folder;

  @Test
  void aMissingDataFolderIsMadeAndLeftEmpty() throws IOException {
    Path data = folder.resolve("a/b");
    StartChecks.dataFolderIsWritable(data);
    try (Stream<Path> files = Files.list(data)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void aDataFolderThatCannotBeWrittenIsRefusedInOneLine() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    StartRefusedException refusal =
        assertThrows(
            StartRefusedException.class,
            () -> StartChecks.dataFolderIsWritable(file.resolve("data")));
    assertTrue(refusal.getMessage().contains(file.toString()), refusal.getMessage());
    assertFalse(refusal.getMessage().contains("\n"), refusal.getMessage());
  }

  @Test
  void aDataFolderInUseIsRefusedAndFreeAgainAfterwards() throws IOException {
    FileLock lock = StartChecks.lockDataFolder(folder);
    assertThrows(StartRefusedException.class, () -> StartChecks.lockDataFolder(folder));
    lock.channel().close();
    StartChecks.lockDataFolder(folder).channel().close();
  }

  @Test
  void aUsedPortIsRefusedAndAFreeOneIsNot() throws IOException {
    ServerAddress address;
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      address = new ServerAddress("127.0.0.1", other.getLocalPort());
      StartRefusedException refusal =
          assertThrows(StartRefusedException.class, () -> StartChecks.portIsFree(address));
      assertTrue(
          refusal.getMessage().contains("port " + other.getLocalPort() + " is in use"),
          refusal.getMessage());
    }
    StartChecks.portIsFree(address);
  }

  @Test
  void anAddressOfAnotherMachineIsRefused() {
    // 192.0.2.0/24 is reserved for documentation: no machine has it.
    ServerAddress address = new ServerAddress("192.0.2.1", 5000);
    assertThrows(StartRefusedException.class, () -> StartChecks.portIsFree(address));
  }
}
