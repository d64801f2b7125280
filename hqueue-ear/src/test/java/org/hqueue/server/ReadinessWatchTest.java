package org.hqueue.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadinessWatchTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Deque<Integer> answers = new ArrayDeque<>();
  private boolean startFailed;
  private boolean booted;
  private long nanos;

  @Test
  void endsOnceTheServerIsReady() {
    answers.addAll(List.of(ReadinessWatch.NO_ANSWER, 404, 503, 200));
    assertEquals(Optional.empty(), await());
  }

  @Test
  void givesUpWhenPayaraSaysThatItFailed() {
    startFailed = true;
    assertEquals(Optional.of("Payara Micro could not start"), await());
  }

  @Test
  void givesUpWhenPayaraHasBootedWithoutTheApplication() {
    booted = true;
    answers.add(404);
    assertEquals(Optional.of("the application could not be deployed"), await());
  }

  @Test
  void waitsForAnApplicationThatIsThereButNotReadyYet() {
    booted = true;
    answers.addAll(List.of(503, 503, 200));
    assertEquals(Optional.empty(), await());
  }

  @Test
  void losesPatienceAndSaysWhatItSaw() {
    assertTrue(await().orElseThrow().contains("no answer"));
    nanos = 0;
    for (int i = 0; i < 20; i++) {
      answers.add(503);
    }
    assertTrue(await().orElseThrow().contains("503"));
  }

  private Optional<String> await() {
    return new ReadinessWatch(
            () -> answers.isEmpty() ? ReadinessWatch.NO_ANSWER : answers.remove(),
            () -> startFailed,
            () -> booted,
            () -> nanos,
            () -> nanos += Duration.ofSeconds(1).toNanos())
        .await(PATIENCE);
  }
}
