package org.hqueue.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootRecordTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final long HOUR = Duration.ofHours(1).toMillis();

  @TempDir Path root;

  @Test
  void anAgentThatStartsAnewIsInTheSameRun() throws Exception {
    var file = root.resolve("boot");
    String name = BootRecord.name(file, NOON, HOUR);
    assertTrue(name.matches("[0-9a-f]{32}"), name);
    assertEquals(name, BootRecord.name(file, NOON.plusSeconds(3600), 2 * HOUR));
    // The clock was set by a minute meanwhile.
    assertEquals(name, BootRecord.name(file, NOON.plusSeconds(7260), 3 * HOUR));
  }

  @Test
  void aMachineThatStartsAnewIsInAnother() throws Exception {
    var file = root.resolve("boot");
    String name = BootRecord.name(file, NOON, HOUR);
    assertNotEquals(name, BootRecord.name(file, NOON.plusSeconds(120), 60_000));
    assertEquals(3, Files.readString(file).strip().split(" ", -1).length);
  }

  @Test
  void aRunIsKnownByItsStartEvenWhenItIsOlderThanTheOneBefore() {
    var before = BootRecord.of(NOON, 60_000);
    assertFalse(before.isSame(BootRecord.of(NOON.plusSeconds(86_400), HOUR)));
    assertTrue(before.isSame(BootRecord.of(NOON.plusSeconds(86_400), 86_460_000)));
  }

  @Test
  void whatCannotBeReadIsWrittenAnew() throws Exception {
    var file = Files.writeString(root.resolve("boot"), "nonsense");
    String name = BootRecord.name(file, NOON, HOUR);
    assertEquals(name, BootRecord.read(Files.readString(file)).name());
    assertThrows(IllegalArgumentException.class, () -> BootRecord.read("a b c"));
  }
}
