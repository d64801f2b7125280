package org.hqueue.web.console.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hqueue.job.JobEditService.Scope;
import org.hqueue.job.JobStatus;
import org.hqueue.web.console.Texts;
import org.junit.jupiter.api.Test;

class JobEditsTest {

  @Test
  void aScopePassesOverWhatIsNotMeant() {
    assertEquals("left.gone", JobEdits.leftAlone(null, Scope.JOB));
    assertEquals("", JobEdits.leftAlone(JobStatus.SUCCEEDED, Scope.JOB));
    assertEquals("", JobEdits.leftAlone(JobStatus.RUNNING, Scope.UNFINISHED));
    assertEquals("left.finished", JobEdits.leftAlone(JobStatus.FAILED, Scope.UNFINISHED));
    assertEquals("left.notFailed", JobEdits.leftAlone(JobStatus.RUNNING, Scope.FAILED));
    assertEquals("", JobEdits.leftAlone(JobStatus.FAILED, Scope.FAILED));
  }

  @Test
  void aResultTellsWhatWasLeftAloneAndWhy() {
    JobEdits.Result result =
        new JobEdits.Result(
            12, Map.of("left.gone", 1), Map.of("changes.command: expected one", List.of(7, 9)));
    assertEquals(
        "12 edited, 1 left alone: gone from the farm, 2 left alone (first 7):"
            + " changes.command: expected one",
        result.told(Texts.of(Locale.ENGLISH)));
  }
}
