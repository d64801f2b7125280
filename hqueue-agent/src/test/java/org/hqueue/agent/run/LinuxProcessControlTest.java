package org.hqueue.agent.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hqueue.agent.Await;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LinuxProcessControlTest extends ProcessControlContract {
  private @Nullable LinuxProcessControl control;

  @Override
  LinuxProcessControl control() {
    if (control == null) {
      control = new LinuxProcessControl(BOOT, cgroups());
    }
    return control;
  }

  /** Below which control groups are made; null = none are. */
  @Nullable Path cgroups() {
    return null;
  }

  /** The method is called before that of the contract, as the one of a subclass. */
  @AfterEach
  void cgroupsAreLeft() throws Exception {
    for (var process : started()) {
      Await.until(
          "all processes are gone",
          () -> {
            control().signal(process, folder(), GroupSignal.KILL);
            return control().group(process, folder()).isEmpty();
          });
    }
    control().release(folder());
    if (cgroups() != null) {
      Files.deleteIfExists(cgroups()); // fails while another group is in it
    }
  }

  @Test
  void theCommandsShellIsTheWrappersOnlyChild() throws Exception {
    var process = start("echo $PPID; exit 0", Map.of("PLAIN", "x"));
    assertEquals(0, process.waitFor());
    assertEquals(process.pid() + "\n", output());
  }

  @Test
  void variablesArriveByteForByte() throws Exception {
    var environment = new LinkedHashMap<String, String>();
    environment.put("QUOTES", "'\"`$HOME\\ '\\''");
    environment.put("LINES", "a\n\nb\n");
    environment.put("FOREIGN", "\u00e4\u20ac\u0100\u0101\ud83d\ude00\u0081\u0088");
    environment.put("LONG", "x'".repeat(50 * 1024));
    environment.put("EMPTY", "");
    environment.put("with.dot-and space", "y");
    environment.put("UID", "7");
    environment.put("RANDOM", "x");
    environment.put("IFS", "a");
    environment.put("LC_ALL", "no_SUCH");
    start("tr '\\0' '\\1' </proc/self/environ", environment).waitFor();
    var seen = List.of(output().split("\u0001", -1));
    environment.forEach(
        (name, value) -> assertTrue(seen.contains(name + "=" + value), "variable " + name));
    assertTrue(seen.contains("PATH=" + System.getenv("PATH")), "the agent's own variables");
  }

  @Test
  void groupsThatAShellMakesInTheSessionAreReached() throws Exception {
    start("set -m; sleep 300 & sleep 300 & wait");
    var identity = started().get(0);
    Await.until("the tree is up", () -> control().group(identity, folder()).size() == 4);
    control().signal(identity, folder(), GroupSignal.KILL);
    Await.until("the tree is gone", () -> control().group(identity, folder()).isEmpty());
  }

  @Test
  void aProcessThatLeavesItsSessionIsReached() throws Exception {
    start("setsid setsid sleep 300 & (setsid sh -c 'sleep 300 & sleep 300 & wait' &); exit 0")
        .waitFor();
    var identity = started().get(0);
    Await.until("the tree is up", () -> control().group(identity, folder()).size() == 4);
    assertFalse(control().group(identity, folder()).leaderRuns());
    Await.until(
        "all are stopped",
        () -> {
          // Again and again, as a pause does: four may run before the last two are forked.
          control().signal(identity, folder(), GroupSignal.STOP);
          return control().group(identity, folder()).isStopped();
        });
    control().signal(identity, folder(), GroupSignal.CONT);
    control().signal(identity, folder(), GroupSignal.TERM);
    Await.until("all are gone", () -> control().group(identity, folder()).isEmpty());
  }

  @Test
  void aShellThatWaitsForAStoppedChildIsStoppedToo() {
    assertTrue(new ProcessGroup(true, 3, 2, 1, 0).isStopped());
    assertFalse(new ProcessGroup(true, 3, 1, 1, 0).isStopped());
    assertFalse(new ProcessGroup(true, 1, 0, 1, 0).isStopped());
  }

  @Test
  void whatTheKernelDoesNotTakeIsObjectedTo() {
    var tooLong = Map.of("LONG", "x".repeat(128 * 1024));
    assertTrue(objection(offer("true", tooLong)).orElseThrow().contains("LONG"));
    assertTrue(objection(offer("x".repeat(128 * 1024), Map.of())).isPresent());
  }
}
