package org.hqueue.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class PacedTaskTest {

  private static final Duration GAP = Duration.ofHours(1);

  private final Threads threads = new Threads();
  private int runs;

  @Test
  void wishesThatComeBeforeItRunsAreAnsweredByOneRun() {
    PacedTask task = new PacedTask(GAP, () -> runs++);
    task.wish(threads);
    task.wish(threads);
    task.wish(threads);
    threads.runAll();
    assertEquals(1, runs);
  }

  @Test
  void theFirstRunWaitsForNothingAndTheNextForTheGap() {
    PacedTask task = new PacedTask(GAP, () -> runs++);
    task.wish(threads);
    threads.runAll();
    task.wish(threads);
    threads.runAll();
    assertEquals(2, runs);
    assertTrue(threads.pauses.get(0) <= 0, "first: " + threads.pauses);
    long second = threads.pauses.get(1);
    assertTrue(second > 0 && second <= GAP.toNanos(), "second: " + threads.pauses);
  }

  @Test
  void aWishDuringARunLeadsToOneMore() {
    PacedTask[] task = new PacedTask[1];
    task[0] =
        new PacedTask(
            GAP,
            () -> {
              if (runs++ == 0) {
                task[0].wish(threads);
                task[0].wish(threads);
              }
            });
    task[0].wish(threads);
    threads.runAll();
    assertEquals(2, runs);
    task[0].wish(threads);
    threads.runAll();
    assertEquals(3, runs, "it is not left for running");
  }

  @Test
  void anErrorIsNotTheEndOfIt() {
    PacedTask task =
        new PacedTask(
            GAP,
            () -> {
              if (runs++ == 0) {
                throw new StackOverflowError();
              }
            });
    task.wish(threads);
    assertThrows(StackOverflowError.class, threads::runAll);
    task.wish(threads);
    threads.runAll();
    assertEquals(2, runs);
  }

  /** Runs what it got when told, and waits for nothing. */
  private static final class Threads extends SoonExecutor {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final List<Long> pauses = new ArrayList<>();

    @Override
    public void execute(Runnable task) {
      tasks.add(task);
    }

    @Override
    protected void pause(long nanos) {
      pauses.add(nanos);
    }

    void runAll() {
      while (!tasks.isEmpty()) {
        tasks.remove().run();
      }
    }
  }
}
