package org.hqueue.agent.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeenFoldersTest {
  @TempDir Path root;

  @Test
  void aFolderCountsFromWhenItWasSeenHere() throws Exception {
    var mount = root.resolve("mnt");
    var folders = folders();
    folders.named(Set.of(mount));
    assertEquals(Optional.empty(), folders.fault());
    Files.createDirectory(mount);
    assertEquals(Optional.empty(), folders.fault());
    Files.delete(mount);
    assertEquals(Optional.of("The folder " + mount + " is not there."), folders.fault());
  }

  @Test
  void whatWasSeenIsKnownToTheNextAgentBeforeItsFirstJob() throws Exception {
    var mount = Files.createDirectory(root.resolve("mnt"));
    var folders = folders();
    folders.named(Set.of(mount));
    assertEquals(Optional.empty(), folders.fault());
    Files.delete(mount);
    assertEquals("The folder " + mount + " is not there.", folders().fault().orElseThrow());
  }

  @Test
  void aFolderThatJobsUseNoLongerIsForgotten() throws Exception {
    var old = Files.createDirectory(root.resolve("old"));
    var folders = folders();
    folders.named(Set.of(old));
    assertEquals(Optional.empty(), folders.fault());
    Files.delete(old);
    folders.named(Set.of(root));
    assertEquals(Optional.empty(), folders.fault());
    assertEquals(Optional.empty(), folders().fault());
  }

  private SeenFolders folders() {
    return new SeenFolders(root.resolve("folders.seen"), 5000);
  }
}
