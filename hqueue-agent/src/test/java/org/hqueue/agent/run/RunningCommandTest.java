package org.hqueue.agent.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.hqueue.agent.Await;
import org.hqueue.agent.server.Offer;
import org.hqueue.agent.server.Outcome;
import org.hqueue.agent.server.Rules;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningCommandTest {
  private static final Stop NOW = Stop.within(Duration.ZERO, Outcome.STOPPED, "");

  @TempDir Path root;
  private final ProcessControl control = new LinuxProcessControl("a-boot", null);

  @AfterEach
  void nothingIsLeft() throws Exception {
    var command = RunningCommand.found(control, folder());
    Await.until("nothing runs", () -> isEndedBy(command));
  }

  @Test
  void aSecondStartLooksAfterTheProcessOfTheFirst() throws Exception {
    var first = start("sleep 300");
    Await.until("it is noted", () -> !first.hasNeverRun());
    var second = start("sleep 300");
    Await.until("its wrapper has ended", () -> second.group().equals(first.group()));
    assertFalse(second.hasNeverRun());
    Await.until("it is ended", () -> isEndedBy(second));
    assertTrue(second.hasEndedUnnoticed());
    assertTrue(first.group().isEmpty());
  }

  @Test
  void leftoversGetAMomentAndAreEnded() throws Exception {
    var command = start("sleep 300 & exit 0");
    Await.until("the command has ended", () -> !command.group().leaderRuns());
    assertFalse(command.group().isEmpty());
    command.end(null);
    assertFalse(command.isKilled());
    Await.until(
        "nothing runs",
        () -> {
          command.end(null);
          return command.group().isEmpty();
        });
    assertTrue(command.isKilled());
    assertEquals(Optional.of(0), command.exitCode());
  }

  @Test
  void aWrapperThatCannotNoteItselfNeverRunsTheCommand() throws Exception {
    Files.createDirectories(folder().path());
    Files.createSymbolicLink(folder().process(), root.resolve("nowhere"));
    var command = start("echo ran");
    Await.until("it has ended", () -> command.group().isEmpty());
    assertEquals(Optional.of(113), command.exitCode());
    assertEquals(0, folder().output().toFile().length());
    assertTrue(command.hasNeverRun());
  }

  private static boolean isEndedBy(RunningCommand command) throws IOException {
    command.end(NOW);
    return command.group().isEmpty();
  }

  private RunningCommand start(String text) throws IOException {
    var offer = new Offer(1, 1, text, "/bin/sh", Map.of(), Duration.ofSeconds(1), Rules.NONE);
    return RunningCommand.start(control, offer, folder(), Map.of());
  }

  private AssignmentFolder folder() {
    return new AssignmentFolder(root.resolve("1"));
  }
}
