package org.hqueue.agent.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeenFoldersTest {
  @TempDir Path root;

  @Test
  void aFolderCountsFromWhenItWasSeenHere() throws Exception {
    var mount = root.resolve("mnt");
    var folders = folders();
    folders.named(List.of(mount.toString()));
    assertEquals(Optional.empty(), folders.fault());
    Files.createDirectory(mount);
    assertEquals(Optional.empty(), folders.fault());
    Files.delete(mount);
    assertEquals(Optional.of("The folder " + mount + " is not there."), folders.fault());
  }

  @Test
  void whatWasSeenIsKnownToTheNextAgentBeforeItsServerAnswers() throws Exception {
    var mount = Files.createDirectory(root.resolve("mnt"));
    var folders = folders();
    folders.named(List.of(mount.toString()));
    assertEquals(Optional.empty(), folders.fault());
    Files.delete(mount);
    assertEquals("The folder " + mount + " is not there.", folders().fault().orElseThrow());
  }

  @Test
  void aFolderThatTheFarmHasNoLongerIsForgotten() throws Exception {
    var old = Files.createDirectory(root.resolve("old"));
    var folders = folders();
    folders.named(List.of(old.toString()));
    assertEquals(Optional.empty(), folders.fault());
    Files.delete(old);
    folders.named(List.of(root.toString()));
    assertEquals(Optional.empty(), folders.fault());
    assertEquals(Optional.empty(), folders().fault());
  }

  @Test
  void aFarmWithoutFoldersHasNoneLookedAfter() throws Exception {
    var mount = Files.createDirectory(root.resolve("mnt"));
    var folders = folders();
    folders.named(List.of(mount.toString()));
    assertEquals(Optional.empty(), folders.fault());
    Files.delete(mount);
    folders.named(List.of());
    assertEquals(Optional.empty(), folders.fault());
  }

  @Test
  void eachOfSeveralCountsByItself() throws Exception {
    var shows = Files.createDirectory(root.resolve("shows"));
    var tools = Files.createDirectory(root.resolve("tools"));
    var never = root.resolve("never");
    var folders = folders();
    folders.named(List.of(never.toString(), shows.toString(), tools.toString(), "no/path", "\0"));
    assertEquals(Optional.empty(), folders.fault());
    Files.delete(tools);
    assertEquals("The folder " + tools + " is not there.", folders.fault().orElseThrow());
  }

  @Test
  void aDriveIsMeantFromItsRoot() {
    assertEquals("H:\\", NodeSettings.whole("H:"));
    assertEquals("H:\\hq", NodeSettings.whole("H:\\hq"));
    assertEquals("/mnt/hq", NodeSettings.whole("/mnt/hq"));
  }

  private SeenFolders folders() {
    return new SeenFolders(root.resolve("folders.seen"), 5000);
  }
}
