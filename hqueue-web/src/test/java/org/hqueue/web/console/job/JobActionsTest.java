package org.hqueue.web.console.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hqueue.job.JobStatus;
import org.hqueue.web.console.Texts;
import org.junit.jupiter.api.Test;

class JobActionsTest {

  @Test
  void aCancelTellsWhatItTookBelowToo() {
    JobActionResult result =
        JobActions.compare(
            JobAction.CANCEL,
            List.of(1, 4, 9),
            Map.of(1, JobStatus.QUEUED, 2, JobStatus.RUNNING, 4, JobStatus.SUCCEEDED),
            Map.of(1, JobStatus.CANCELLED, 2, JobStatus.CANCELLED, 4, JobStatus.SUCCEEDED));
    assertEquals(new JobActionResult(2, Map.of("left.finished", 1, "left.gone", 1)), result);
    assertEquals(
        "2 cancelled, 1 left alone: already finished, 1 left alone: gone from the farm",
        result.told(JobAction.CANCEL, Texts.of(Locale.ENGLISH)));
  }

  @Test
  void anEndThatComesByItselfMeanwhileIsNotTheActionsDoing() {
    assertFalse(JobAction.CANCEL.took(JobStatus.RUNNING, JobStatus.SUCCEEDED));
    assertFalse(JobAction.PAUSE.took(JobStatus.RUNNING, JobStatus.FAILED));
    assertFalse(JobAction.RESUME.took(JobStatus.RUNNABLE, JobStatus.RUNNING));
  }

  @Test
  void onlyWhatIsOverIsDeleted() {
    assertTrue(JobAction.DELETE.mayBeAsked(JobStatus.ABANDONED));
    assertFalse(JobAction.DELETE.mayBeAsked(JobStatus.RUNNING));
    assertEquals(
        new JobActionResult(1, Map.of("left.notOver", 1)),
        JobActions.compare(
            JobAction.DELETE,
            List.of(1, 2),
            Map.of(1, JobStatus.FAILED, 2, JobStatus.RUNNING),
            Map.of(2, JobStatus.RUNNING)));
  }

  @Test
  void aPriorityIsCountedForTheJobsAskedForAlone() {
    assertEquals(
        new JobActionResult(1, Map.of()),
        JobActions.compare(
            JobAction.PRIORITY,
            List.of(1),
            Map.of(1, JobStatus.QUEUED, 2, JobStatus.QUEUED),
            Map.of(1, JobStatus.QUEUED, 2, JobStatus.QUEUED)));
  }

  @Test
  void nothingTakenAndNothingLeftIsToldAsNone() {
    assertEquals(
        "0 件を一時停止しました", JobActionResult.NOTHING.told(JobAction.PAUSE, Texts.of(Locale.JAPANESE)));
  }
}
