package org.hqueue.web.follow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.hqueue.event.EventKind;
import org.hqueue.event.FeedEvent;
import org.hqueue.job.JobStatus;
import org.junit.jupiter.api.Test;

class JobWaitTest {

  private static final Instant UNTIL = Instant.parse("2026-03-01T12:00:00Z");

  private final JobWait wait = new JobWait(UNTIL, List.of(1, 2, 3));

  @Test
  void itIsOverOnceAllAreFinished() {
    assertFalse(begin());
    assertFalse(wait.happened(List.of(status(1, JobStatus.SUCCEEDED))));
    assertTrue(wait.happened(List.of(status(2, JobStatus.FAILED))));
    assertEquals(Map.of("1", "succeeded", "2", "failed"), answer());
  }

  @Test
  void jobsThatDoNotExistAreNotWaitedFor() {
    assertTrue(wait.begin(Map.of()));
    assertEquals(Map.of(), answer());
  }

  @Test
  void whatTheFeedToldBeforeTheReadIsKept() {
    assertFalse(wait.happened(List.of(status(1, JobStatus.SUCCEEDED))));
    assertFalse(begin());
    assertTrue(wait.happened(List.of(status(2, JobStatus.SUCCEEDED))));
  }

  @Test
  void aJobThatIsRescheduledIsWaitedForAgain() {
    begin();
    wait.happened(List.of(status(1, JobStatus.FAILED)));
    assertFalse(
        wait.happened(List.of(status(2, JobStatus.SUCCEEDED), status(1, JobStatus.RUNNABLE))));
    assertTrue(wait.happened(List.of(status(1, JobStatus.SUCCEEDED))));
  }

  @Test
  void aDeletedJobIsWaitedForNoLonger() {
    begin();
    assertFalse(wait.happened(List.of(event(EventKind.DELETED, 1, ""))));
    assertTrue(wait.happened(List.of(status(2, JobStatus.CANCELLED))));
    assertEquals(Map.of("2", "cancelled"), answer());
  }

  @Test
  void whatConcernsOthersIsPassedOver() {
    begin();
    assertFalse(wait.happened(List.of(status(9, JobStatus.SUCCEEDED))));
    assertFalse(wait.happened(List.of(event(EventKind.REMARK, 1, ""))));
    assertEquals(Map.of("1", "running", "2", "runnable"), answer());
  }

  private boolean begin() {
    return wait.begin(Map.of(1, JobStatus.RUNNING, 2, JobStatus.RUNNABLE));
  }

  private Map<String, String> answer() {
    wait.answer();
    return wait.stage().toCompletableFuture().join();
  }

  private static FeedEvent status(int jobId, JobStatus status) {
    return event(EventKind.STATUS, jobId, status.word());
  }

  private static FeedEvent event(EventKind kind, int jobId, String status) {
    return new FeedEvent(1, UNTIL, kind, jobId, null, status, "");
  }
}
