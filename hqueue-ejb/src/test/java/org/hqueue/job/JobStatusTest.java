package org.hqueue.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class JobStatusTest {

  @Test
  void theTableAllowsTheseMovesAndNoOthers() {
    StringBuilder table = new StringBuilder();
    for (JobStatus status : JobStatus.values()) {
      table
          .append("%-9s ->".formatted(status.word()))
          .append(
              status.successors().stream()
                  .map(next -> " " + next.word())
                  .collect(Collectors.joining()))
          .append('\n');
    }
    assertEquals(
        """
        queued    -> runnable running paused succeeded failed cancelled
        runnable  -> queued running paused failed cancelled
        running   -> queued runnable pausing paused ejecting abandoned succeeded failed cancelled
        pausing   -> queued runnable paused resuming ejecting abandoned succeeded failed cancelled
        paused    -> queued runnable resuming ejecting abandoned succeeded failed cancelled
        resuming  -> queued runnable running pausing paused ejecting abandoned succeeded failed cancelled
        ejecting  -> queued runnable paused abandoned succeeded failed cancelled
        abandoned -> queued runnable running pausing paused ejecting succeeded failed cancelled
        succeeded -> queued runnable paused failed
        failed    -> queued runnable paused
        cancelled -> queued runnable paused
        """,
        table.toString());
  }

  @Test
  void finishedAndUnfinishedTogetherAreAllElevenAndNeverOverlap() {
    Set<JobStatus> all = EnumSet.noneOf(JobStatus.class);
    all.addAll(JobStatus.FINISHED);
    for (JobStatus status : JobStatus.UNFINISHED) {
      assertTrue(all.add(status), status + " is in both groups");
    }
    assertEquals(11, all.size());
  }

  @Test
  void waitingIsAnotherWordForRunnableAndUnknownWordsAreNone() {
    assertEquals(Optional.of(JobStatus.RUNNABLE), JobStatus.ofWord("waiting"));
    assertEquals(Optional.of(JobStatus.RUNNING), JobStatus.ofWord("Running"));
    assertEquals(Optional.empty(), JobStatus.ofWord("ejected"));
  }
}
