package org.hqueue.web.console.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hqueue.job.JobOverview.Cell;
import org.hqueue.job.JobStatus;
import org.junit.jupiter.api.Test;

class JobPicturesTest {

  @Test
  void theGridTellsIdsByTheirSteps() {
    Instant start = Instant.parse("2026-11-24T10:00:00Z");
    List<Cell> cells =
        List.of(
            new Cell(10, JobStatus.SUCCEEDED, start, start.plusSeconds(7)),
            new Cell(11, JobStatus.RUNNING, start, null),
            new Cell(15, JobStatus.RUNNABLE, null, null));
    assertEquals(
        "{\"ids\":[10,1,4],\"status\":\"srw\",\"seconds\":[7,60,-1]}",
        JobPictures.grid(cells, start.plusSeconds(60)).toString());
  }

  @Test
  void statusesThatDifferToTheEyeHaveLettersOfTheirOwn() {
    Set<Character> letters = new HashSet<>();
    EnumSet.complementOf(EnumSet.of(JobStatus.PAUSING))
        .forEach(status -> letters.add(JobPictures.letter(status)));
    assertEquals(10, letters.size());
  }
}
