package org.hqueue.agent.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hqueue.agent.Await;
import org.hqueue.agent.server.Offer;
import org.hqueue.agent.server.Rules;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the agent relies on, whatever the operating system; each implementation passes it. */
abstract class ProcessControlContract {
  static final String BOOT = "a-boot";

  @TempDir Path root;
  private final List<ProcessIdentity> started = new ArrayList<>();

  @AfterEach
  void nothingIsLeft() throws Exception {
    for (var process : started) {
      // A process that is just being forked is not there yet to get the first signal.
      Await.until(
          "all processes are gone",
          () -> {
            control().signal(process, folder(), GroupSignal.KILL);
            return control().group(process, folder()).isEmpty();
          });
    }
    control().release(folder());
  }

  /** One for a machine that was booted as {@link #BOOT}; the same at each call. */
  abstract ProcessControl control();

  @Test
  void theExitCodeIsRecorded() throws Exception {
    var process = start("exit 7");
    assertEquals(7, process.waitFor());
    assertEquals(Optional.of(7), control().exitCode(folder()));
    assertEquals(process.pid(), control().recorded(folder()).orElseThrow().pid());
  }

  @Test
  void aSignalIsRecordedAsAShellTellsIt() throws Exception {
    start("kill -s SEGV $$").waitFor();
    assertEquals(Optional.of(139), control().exitCode(folder()));
  }

  @Test
  void outputAndErrorsAreTogetherInTheOrderWritten() throws Exception {
    start("echo one; echo two >&2; pwd; cat; echo three").waitFor();
    assertEquals("one\ntwo\n" + folder().work().toRealPath() + "\nthree\n", output());
  }

  @Test
  void theCommandArrivesByteForByte() throws Exception {
    start("printf '%s' \"it's \u00e4\u20ac\"\necho \" and more\"").waitFor();
    assertEquals("it's \u00e4\u20ac and more\n", output());
  }

  @Test
  void aKillEndsTheWholeTree() throws Exception {
    start("trap '' TERM; sleep 300 & (sleep 300 & sleep 300; true) & sleep 300; true");
    var identity = started.get(0);
    Await.until("the tree is up", () -> control().group(identity, folder()).size() == 7);
    control().signal(identity, folder(), GroupSignal.TERM);
    assertEquals(
        7, control().group(identity, folder()).size(), "a command may refuse the polite end");
    control().signal(identity, folder(), GroupSignal.KILL);
    Await.until("the tree is gone", () -> control().group(identity, folder()).isEmpty());
    assertFalse(control().leaderRuns(identity));
    assertEquals(Optional.empty(), control().exitCode(folder()));
  }

  @Test
  void aPoliteEndLeavesTheExitCode() throws Exception {
    var process = start("echo up; sleep 300; true");
    var identity = started.get(0);
    Await.until("the tree is up", () -> control().group(identity, folder()).size() == 3);
    control().signal(identity, folder(), GroupSignal.TERM);
    assertEquals(143, process.waitFor());
    assertEquals(Optional.of(143), control().exitCode(folder()));
  }

  @Test
  void aPauseStopsTheWholeTreeAndAResumeContinuesIt() throws Exception {
    start("sleep 300 & sleep 300; true");
    var identity = started.get(0);
    Await.until("the tree is up", () -> control().group(identity, folder()).size() == 4);
    assertFalse(control().group(identity, folder()).isStopped());
    control().signal(identity, folder(), GroupSignal.STOP);
    Await.until("all are stopped", () -> control().group(identity, folder()).isStopped());
    control().signal(identity, folder(), GroupSignal.CONT);
    Await.until("none is stopped", () -> control().group(identity, folder()).stopped() == 0);
  }

  @Test
  void startedTwiceTheCommandRunsOnce() throws Exception {
    var first = start("echo ran; sleep 300");
    Await.until("it has run", () -> output().equals("ran\n"));
    var second = start("echo ran; sleep 300");
    assertEquals(113, second.waitFor());
    assertEquals("ran\n", output());
    assertEquals(first.pid(), control().recorded(folder()).orElseThrow().pid());
  }

  @Test
  void anotherProcessWithThePidIsNotTheOne() throws Exception {
    start("sleep 300");
    var real = started.get(0);
    var other = new ProcessIdentity(BOOT, real.pid(), real.startTicks() - 1000);
    assertFalse(control().leaderRuns(other));
    var elsewhere = new AssignmentFolder(root.resolve("2"));
    assertTrue(control().group(other, elsewhere).isEmpty());
    var booted = new ProcessIdentity("other", real.pid(), real.startTicks());
    assertTrue(control().group(booted, folder()).isEmpty());
    assertTrue(control().leaderRuns(real));
  }

  @Test
  void variablesAndUnicodeArrive() throws Exception {
    var environment = new LinkedHashMap<String, String>();
    environment.put("QUOTES", "'\"`$HOME\\ '\\''");
    environment.put("FOREIGN", "\u00e4\u20ac\u0100\ud83d\ude00");
    start("printf '%s|%s' \"$QUOTES\" \"$FOREIGN\"", environment).waitFor();
    assertEquals(environment.get("QUOTES") + "|" + environment.get("FOREIGN"), output());
  }

  @Test
  void whatCannotBeStartedIsObjectedTo() {
    assertEquals(Optional.empty(), objection(offer("true", Map.of())));
    var noShell = new Offer(1, 1, "true", "no-such-shell", Map.of(), Duration.ZERO, Rules.NONE);
    assertTrue(objection(noShell).orElseThrow().contains("no-such-shell"));
    assertTrue(objection(offer("true", Map.of("A=B", "x"))).orElseThrow().contains("A=B"));
  }

  Optional<String> objection(Offer offer) {
    return control().objection(offer, offer.environment());
  }

  Process start(String command) throws IOException {
    return start(command, Map.of());
  }

  Process start(String command, Map<String, String> environment) throws IOException {
    var process = control().start(offer(command, environment), folder(), environment);
    started.add(control().identify(process));
    return process;
  }

  String output() throws IOException {
    return Files.readString(folder().output(), StandardCharsets.UTF_8);
  }

  List<ProcessIdentity> started() {
    return started;
  }

  AssignmentFolder folder() {
    return new AssignmentFolder(root.resolve("1"));
  }

  static Offer offer(String command, Map<String, String> environment) {
    return new Offer(1, 1, command, "/bin/sh", environment, Duration.ofSeconds(1), Rules.NONE);
  }
}
