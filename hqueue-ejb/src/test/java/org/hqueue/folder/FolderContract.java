package org.hqueue.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.hqueue.config.Settings;
import org.hqueue.database.BadValueException;
import org.hqueue.testfarm.TestFarm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Network folders on each database. */
abstract class FolderContract {

  private TestFarm farm;
  private FolderService folders;

  /** A new, empty database. */
  abstract Settings settings();

  @BeforeEach
  void assemble() {
    farm = new TestFarm(settings());
    folders = farm.get(FolderService.class);
  }

  @AfterEach
  void close() {
    farm.close();
  }

  @Test
  void aNewFarmHasTheFolderOfTheRoot() {
    assertEquals(
        new FolderView(1, "HQRoot", "HQROOT", "/mnt/hq", "H:/", "", "/Volumes/HQShared"), root());
  }

  @Test
  void aSavedRootKeepsWhatWasSaved() {
    farm.run(() -> folders.change(1, before -> withLinux(before, "/srv/hq")));
    assertEquals("/srv/hq", root().linux());
    assertEquals("H:/", root().windows());
  }

  @Test
  void theRootCanNeitherBeDeletedNorRenamed() {
    assertThrows(FolderRefusedException.class, () -> farm.run(() -> folders.delete(1)));
    assertThrows(
        FolderRefusedException.class,
        () -> farm.run(() -> folders.change(1, before -> folder("OTHER"))));
    assertEquals("/mnt/hq", root().linux());
  }

  @Test
  void foldersAreMadeFoundAndDeletedByTheirVariable() {
    int id = farm.call(() -> folders.create(folder("PROJECTS")));
    assertTrue(id > 1);
    assertEquals(2, farm.call(folders::all).size());
    assertEquals("/p", farm.call(() -> folders.byVariable("PROJECTS")).orElseThrow().linux());
    assertTrue(farm.call(() -> folders.byVariable("projects")).isEmpty());
    farm.run(() -> folders.delete(id));
    assertTrue(farm.call(() -> folders.byVariable("PROJECTS")).isEmpty());
    assertThrows(BadValueException.class, () -> farm.run(() -> folders.delete(id)));
  }

  @Test
  void agentsAreToldOfOtherPathsWithinTenSeconds() {
    FolderPaths paths = farm.get(FolderPaths.class);
    FolderPaths.Paths before = farm.call(() -> paths.on(OperatingSystem.LINUX));
    assertEquals(List.of("/mnt/hq"), before.paths());
    assertEquals(List.of("H:/"), farm.call(() -> paths.on(OperatingSystem.WINDOWS)).paths());
    farm.call(() -> folders.create(folder("PROJECTS")));
    assertEquals(0, farm.statements(() -> assertEquals(before, paths.on(OperatingSystem.LINUX))));
    farm.clock().advance(Duration.ofSeconds(10));
    FolderPaths.Paths after = farm.call(() -> paths.on(OperatingSystem.LINUX));
    assertEquals(List.of("/mnt/hq", "/p"), after.paths());
    assertNotEquals(before.mark(), after.mark());
  }

  @Test
  void aVariableBelongsToOneFolder() {
    farm.call(() -> folders.create(folder("PROJECTS")));
    assertThrows(
        FolderRefusedException.class, () -> farm.call(() -> folders.create(folder("PROJECTS"))));
    assertThrows(
        FolderRefusedException.class, () -> farm.call(() -> folders.create(folder("HQROOT"))));
    assertEquals(2, farm.call(folders::all).size());
  }

  @Test
  void whatCannotBeAVariableIsRefusedByName() {
    for (String variable : new String[] {"", "1A", "A B", "JOBID", "A=B"}) {
      BadValueException refused =
          assertThrows(
              BadValueException.class,
              () -> farm.call(() -> folders.create(folder(variable))),
              variable);
      assertTrue(String.valueOf(refused.getMessage()).startsWith("folder.variable: expected"));
    }
  }

  private FolderView root() {
    return farm.call(() -> folders.byVariable("HQROOT")).orElseThrow();
  }

  private static FolderView folder(String variable) {
    return new FolderView(0, "Projects", variable, "/p", "P:/", "\\\\srv\\p", "/Volumes/p");
  }

  private static FolderView withLinux(FolderView folder, String path) {
    return new FolderView(
        folder.id(),
        folder.name(),
        folder.variable(),
        path,
        folder.windows(),
        folder.windowsShare(),
        folder.macosx());
  }
}
