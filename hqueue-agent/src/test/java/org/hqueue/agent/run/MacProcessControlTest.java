package org.hqueue.agent.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import org.hqueue.agent.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** On Linux as well, where there is what it needs of macOS: Perl and {@code ps}. */
@EnabledIf("isPossible")
class MacProcessControlTest extends ProcessControlContract {
  private final MacProcessControl control = new MacProcessControl(BOOT);

  static boolean isPossible() {
    return Files.isExecutable(Path.of("/usr/bin/perl")) && Files.isExecutable(Path.of("/bin/ps"));
  }

  @Override
  MacProcessControl control() {
    return control;
  }

  @Test
  void aGroupOfItsOwnIsReachedByItsParents() throws Exception {
    start("set -m; sleep 300 & sleep 300 & wait");
    var identity = started().get(0);
    Await.until("the tree is up", () -> control.group(identity, folder()).size() == 4);
    control.signal(identity, folder(), GroupSignal.KILL);
    Await.until("the tree is gone", () -> control.group(identity, folder()).isEmpty());
  }

  @Test
  void theLinesOfEitherSystemAreRead() {
    var mac = PsTable.entryOf("  501     1   501 Ss     0:01.25 Tue Nov  4 09:05:24 2025    ");
    assertEquals(new ProcessTable.Entry(501, 'S', 1, 501, 501, 125, 1_762_247_124L), mac);
    var linux = PsTable.entryOf("77 5 70 Tl 1-00:00:01 Tue Nov 24 12:56:24 2026");
    assertEquals(8_640_100, linux.cpuTicks());
    assertEquals('T', linux.state());
    assertEquals('D', PsTable.entryOf("7 5 7 U 0:00 Tue Nov 24 12:56:24 2026").state());
    assertThrows(IllegalArgumentException.class, () -> PsTable.entryOf("7 5 7 U"));
  }
}
