package org.hqueue.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.hqueue.job.CommandEnd.Verdict;
import org.hqueue.job.JobState.Children;
import org.junit.jupiter.api.Test;

class JobLifecycleTest {

  private static final CommandEnd GOOD = new CommandEnd(Verdict.GOOD, 0, "");
  private static final CommandEnd BAD = new CommandEnd(Verdict.BAD, 3, "exit code 3");
  private static final CommandEnd PUT_BACK = new CommandEnd(Verdict.PUT_BACK, null, "client gone");

  private final JobLifecycle lifecycle = new JobLifecycle();

  @Test
  void aNewJobWaitsForUnfinishedChildren() {
    assertEquals(JobStatus.QUEUED, initial(job(JobStatus.QUEUED, 3, 1, 0)));
  }

  @Test
  void aNewJobWithACommandAndNoChildrenIsRunnable() {
    assertEquals(JobStatus.RUNNABLE, initial(job(JobStatus.QUEUED, 0, 0, 0)));
  }

  @Test
  void aNewContainerWithNothingBelowItHasSucceeded() {
    assertEquals(JobStatus.SUCCEEDED, initial(container(JobStatus.QUEUED, 0, 0, 0)));
  }

  @Test
  void aJobBelowACancelledOneIsBornCancelled() {
    assertEquals(
        JobStatus.CANCELLED, lifecycle.initial(job(JobStatus.QUEUED, 0, 0, 0), true, false));
  }

  @Test
  void theLastChildsSuccessMakesAParentRunnable() {
    assertEquals(JobStatus.RUNNABLE, afterChildren(job(JobStatus.QUEUED, 3, 0, 0)));
  }

  @Test
  void theLastChildsSuccessEndsAContainer() {
    assertEquals(JobStatus.SUCCEEDED, afterChildren(container(JobStatus.QUEUED, 3, 0, 0)));
  }

  @Test
  void aChildThatDidNotSucceedFailsItsParentOnlyWhenAllHaveEnded() {
    assertTrue(lifecycle.afterChildren(job(JobStatus.QUEUED, 3, 1, 1)).isEmpty());
    StatusChange change = lifecycle.afterChildren(job(JobStatus.QUEUED, 3, 0, 1)).orElseThrow();
    assertEquals(JobStatus.FAILED, change.to());
    assertEquals("1 of 3 children did not succeed", change.failureReason());
  }

  @Test
  void aRunnableJobThatGetsAChildGoesBackToQueued() {
    assertEquals(JobStatus.QUEUED, afterChildren(job(JobStatus.RUNNABLE, 1, 1, 0)));
  }

  @Test
  void aRunnableJobFailsWhenAChildThatHadSucceededFailsAfterAll() {
    assertEquals(JobStatus.FAILED, afterChildren(job(JobStatus.RUNNABLE, 1, 0, 1)));
    assertTrue(lifecycle.afterChildren(job(JobStatus.RUNNABLE, 1, 0, 0)).isEmpty());
  }

  @Test
  void aFinishedJobThatGetsAnUnfinishedChildIsQueuedButACancelledOneStays() {
    assertEquals(JobStatus.QUEUED, afterChildren(job(JobStatus.SUCCEEDED, 1, 1, 0)));
    assertEquals(JobStatus.QUEUED, afterChildren(job(JobStatus.FAILED, 1, 1, 0)));
    assertTrue(lifecycle.afterChildren(job(JobStatus.CANCELLED, 1, 1, 0)).isEmpty());
  }

  @Test
  void aRunningJobIsNotDisturbedByItsChildren() {
    assertTrue(lifecycle.afterChildren(job(JobStatus.RUNNING, 1, 1, 0)).isEmpty());
    assertTrue(lifecycle.afterChildren(job(JobStatus.RUNNING, 1, 0, 1)).isEmpty());
  }

  @Test
  void exitZeroSucceeds() {
    assertEquals(JobStatus.SUCCEEDED, afterCommand(job(JobStatus.RUNNING, 0, 0, 0), GOOD).to());
  }

  @Test
  void aFailureWithTriesLeftUsesOne() {
    StatusChange change = afterCommand(withTries(job(JobStatus.RUNNING, 0, 0, 0), 2), BAD);
    assertEquals(JobStatus.RUNNABLE, change.to());
    assertEquals(1, change.triesLeft());
    assertEquals(OwnResult.NONE, change.ownResult());
    assertEquals(3, change.exitCode());
  }

  @Test
  void aFailureWithoutTriesLeftFails() {
    StatusChange change = afterCommand(job(JobStatus.RUNNING, 0, 0, 0), BAD);
    assertEquals(JobStatus.FAILED, change.to());
    assertEquals("exit code 3", change.failureReason());
  }

  @Test
  void aJobThatIsPutBackUsesNoTry() {
    StatusChange change = afterCommand(withTries(job(JobStatus.RUNNING, 0, 0, 0), 1), PUT_BACK);
    assertEquals(JobStatus.RUNNABLE, change.to());
    assertEquals(1, change.triesLeft());
  }

  @Test
  void aCommandThatEndsBeforeChildrenWhichCameMeanwhileWaitsForThemAndKeepsItsResult() {
    StatusChange change = afterCommand(job(JobStatus.RUNNING, 2, 1, 0), GOOD);
    assertEquals(JobStatus.QUEUED, change.to());
    assertEquals(OwnResult.GOOD, change.ownResult());
    JobState waiting = withResult(job(JobStatus.QUEUED, 2, 0, 0), OwnResult.GOOD);
    assertEquals(JobStatus.SUCCEEDED, afterChildren(waiting));
  }

  @Test
  void aCommandThatFailedForGoodFailsItsJobAfterTheChildren() {
    StatusChange change = afterCommand(job(JobStatus.RUNNING, 2, 1, 0), BAD);
    assertEquals(JobStatus.QUEUED, change.to());
    JobState waiting = withResult(job(JobStatus.QUEUED, 2, 0, 0), OwnResult.BAD);
    assertEquals(JobStatus.FAILED, afterChildren(waiting));
  }

  @Test
  void whatAnAgentReportsAfterACancelChangesNothing() {
    assertTrue(lifecycle.afterCommand(job(JobStatus.CANCELLED, 0, 0, 0), GOOD).isEmpty());
  }

  @Test
  void everyUnfinishedJobCanBeCancelledAndNoFinishedOne() {
    for (JobStatus status : JobStatus.values()) {
      Optional<StatusChange> change = lifecycle.cancel(job(status, 0, 0, 0), "by user");
      assertEquals(!status.isFinished(), change.isPresent(), status.word());
    }
  }

  @Test
  void everyMoveThatIsDecidedIsInTheTable() {
    for (JobStatus status : JobStatus.values()) {
      for (int children = 0; children < 8; children++) {
        JobState job = job(status, 2, (children & 1) == 0 ? 0 : 1, (children & 2) == 0 ? 0 : 1);
        lifecycle.afterChildren(job).ifPresent(JobLifecycleTest::assertAllowed);
        lifecycle.cancel(job, "").ifPresent(JobLifecycleTest::assertAllowed);
        lifecycle.pause(job).ifPresent(JobLifecycleTest::assertAllowed);
        lifecycle.resume(wishingPause(job)).ifPresent(JobLifecycleTest::assertAllowed);
        lifecycle.afterChildren(wishingPause(job)).ifPresent(JobLifecycleTest::assertAllowed);
        lifecycle.eject(job).ifPresent(JobLifecycleTest::assertAllowed);
        lifecycle.hold(job).ifPresent(JobLifecycleTest::assertAllowed);
        for (CommandEnd end : List.of(GOOD, BAD, PUT_BACK)) {
          if (job.onClient() && status != JobStatus.QUEUED && status != JobStatus.RUNNABLE) {
            lifecycle.afterCommand(job, end).ifPresent(JobLifecycleTest::assertAllowed);
            lifecycle
                .afterCommand(wishingPause(job), end)
                .ifPresent(JobLifecycleTest::assertAllowed);
          }
        }
      }
    }
  }

  @Test
  void underPolicyFinishedACommandRunsWhenAllChildrenHaveEndedWhateverWay() {
    assertTrue(lifecycle.afterChildren(endingAlone(job(JobStatus.QUEUED, 3, 1, 1))).isEmpty());
    assertEquals(JobStatus.RUNNABLE, afterChildren(endingAlone(job(JobStatus.QUEUED, 3, 0, 3))));
  }

  @Test
  void underPolicyFinishedAJobEndsByItsOwnCommandAlone() {
    JobState ran = endingAlone(job(JobStatus.RUNNING, 3, 0, 2));
    assertEquals(JobStatus.SUCCEEDED, afterCommand(ran, GOOD).to());
    StatusChange bad = afterCommand(ran, BAD);
    assertEquals(JobStatus.FAILED, bad.to());
    assertEquals("exit code 3", bad.failureReason());
  }

  @Test
  void underPolicyFinishedAContainerSucceeds() {
    assertEquals(
        JobStatus.SUCCEEDED, afterChildren(endingAlone(container(JobStatus.QUEUED, 3, 0, 3))));
  }

  @Test
  void childrenAddedWhileItRunsFollowThePolicyFinishedToo() {
    assertEquals(
        JobStatus.QUEUED, afterCommand(endingAlone(job(JobStatus.RUNNING, 2, 1, 1)), GOOD).to());
    JobState waited = withResult(job(JobStatus.QUEUED, 2, 0, 2), OwnResult.GOOD);
    assertEquals(JobStatus.SUCCEEDED, afterChildren(endingAlone(waited)));
    assertEquals(JobStatus.FAILED, afterChildren(waited));
  }

  @Test
  void aCancelOfAJobThatIsPausingPausedResumingEjectingOrAbandonedHoldsAtOnce() {
    for (JobStatus status :
        List.of(
            JobStatus.PAUSING,
            JobStatus.PAUSED,
            JobStatus.RESUMING,
            JobStatus.EJECTING,
            JobStatus.ABANDONED)) {
      StatusChange change =
          lifecycle.cancel(wishingPause(job(status, 0, 0, 0)), "by user").orElseThrow();
      assertAllowed(change);
      assertEquals(JobStatus.CANCELLED, change.to());
      assertFalse(change.pauseWished(), "a cancel ends the wish");
    }
  }

  @Test
  void aProcessThatEndsBeforeItsPauseIsConfirmedHasEnded() {
    JobState pausing = wishingPause(job(JobStatus.PAUSING, 0, 0, 0));
    assertEquals(JobStatus.SUCCEEDED, afterCommand(pausing, GOOD).to());
    assertEquals(JobStatus.FAILED, afterCommand(pausing, BAD).to());
    assertEquals(JobStatus.PAUSED, afterCommand(withTries(pausing, 1), BAD).to());
  }

  @Test
  void anEjectingJobWhoseProcessEndsWithZeroSucceedsAndAnyOtherEndUsesNoTry() {
    JobState ejecting = withTries(job(JobStatus.EJECTING, 0, 0, 0), 1);
    assertEquals(JobStatus.SUCCEEDED, afterCommand(ejecting, GOOD).to());
    for (CommandEnd end : List.of(BAD, PUT_BACK)) {
      StatusChange change = afterCommand(ejecting, end);
      assertEquals(JobStatus.RUNNABLE, change.to());
      assertEquals(1, change.triesLeft());
    }
  }

  @Test
  void anEjectingJobThatIsPausedIsPausedOnceItsProcessIsDead() {
    StatusChange wish = lifecycle.pause(job(JobStatus.EJECTING, 0, 0, 0)).orElseThrow();
    assertEquals(JobStatus.EJECTING, wish.to());
    assertTrue(wish.pauseWished());
    JobState ejecting = wishingPause(job(JobStatus.EJECTING, 0, 0, 0));
    assertEquals(JobStatus.PAUSED, afterCommand(ejecting, PUT_BACK).to());
  }

  @Test
  void whatWouldBecomeQueuedOrRunnableIsPausedWhileThatIsWished() {
    JobState waiting = wishingPause(job(JobStatus.QUEUED, 1, 0, 0));
    assertEquals(JobStatus.PAUSED, afterChildren(waiting));
    JobState done = wishingPause(job(JobStatus.SUCCEEDED, 1, 1, 0));
    assertEquals(JobStatus.PAUSED, afterChildren(done));
    JobState running = wishingPause(job(JobStatus.RUNNING, 1, 1, 0));
    assertEquals(JobStatus.PAUSED, afterCommand(running, GOOD).to());
    assertEquals(JobStatus.PAUSED, afterCommand(running, CommandEnd.lostClient("gone")).to());
  }

  @Test
  void aChildOfAQueuedPausedOrAbandonedJobIsOnlyCounted() {
    assertTrue(lifecycle.afterChildren(job(JobStatus.QUEUED, 2, 1, 0)).isEmpty());
    assertTrue(lifecycle.afterChildren(wishingPause(job(JobStatus.PAUSED, 2, 1, 0))).isEmpty());
    assertTrue(lifecycle.afterChildren(job(JobStatus.ABANDONED, 2, 1, 0)).isEmpty());
  }

  @Test
  void aCommandThatFailedWithTriesLeftRunsAgainAfterTheChildrenThatCameMeanwhile() {
    StatusChange change = afterCommand(withTries(job(JobStatus.RUNNING, 1, 1, 0), 1), BAD);
    assertEquals(JobStatus.QUEUED, change.to());
    assertEquals(OwnResult.NONE, change.ownResult());
    assertEquals(JobStatus.RUNNABLE, afterChildren(job(JobStatus.QUEUED, 1, 0, 0)));
  }

  @Test
  void aSucceededJobWithANewChildEndsByItsChildrenAndAFailedOneByItsOwnResultToo() {
    JobState good = withResult(job(JobStatus.QUEUED, 1, 0, 0), OwnResult.GOOD);
    assertEquals(JobStatus.SUCCEEDED, afterChildren(good));
    JobState bad = withResult(job(JobStatus.QUEUED, 1, 0, 0), OwnResult.BAD);
    assertEquals(JobStatus.FAILED, afterChildren(bad));
  }

  @Test
  void aChildThatHadFailedCountsAtOnceForASucceededJob() {
    assertEquals(JobStatus.FAILED, afterChildren(job(JobStatus.SUCCEEDED, 1, 0, 1)));
    assertTrue(lifecycle.afterChildren(job(JobStatus.SUCCEEDED, 1, 0, 0)).isEmpty());
    assertTrue(lifecycle.afterChildren(endingAlone(job(JobStatus.SUCCEEDED, 1, 0, 1))).isEmpty());
  }

  private static void assertAllowed(StatusChange change) {
    assertTrue(
        change.from() == change.to() || change.from().mayBecome(change.to()), change.toString());
  }

  private static JobState wishingPause(JobState job) {
    return new JobState(
        job.id(),
        job.status(),
        true,
        job.hasCommand(),
        job.ownResult(),
        job.triesLeft(),
        job.assignmentId(),
        job.onClient(),
        job.children(),
        job.rules());
  }

  private JobStatus initial(JobState job) {
    return lifecycle.initial(job, false, false);
  }

  private JobStatus afterChildren(JobState job) {
    return lifecycle.afterChildren(job).orElseThrow().to();
  }

  private StatusChange afterCommand(JobState job, CommandEnd end) {
    StatusChange change = lifecycle.afterCommand(job, end).orElseThrow();
    assertAllowed(change);
    return change;
  }

  private static JobState job(JobStatus status, int total, int unfinished, int unsuccessful) {
    return new JobState(
        1,
        status,
        false,
        true,
        OwnResult.NONE,
        0,
        7,
        true,
        new Children(total, unfinished, unsuccessful, unsuccessful),
        JobRules.NONE);
  }

  private static JobState container(JobStatus status, int total, int unfinished, int bad) {
    return new JobState(
        1,
        status,
        false,
        false,
        OwnResult.NONE,
        0,
        null,
        false,
        new Children(total, unfinished, bad, bad),
        JobRules.NONE);
  }

  private static JobState withTries(JobState job, int tries) {
    return new JobState(
        job.id(),
        job.status(),
        job.pauseWished(),
        job.hasCommand(),
        job.ownResult(),
        tries,
        job.assignmentId(),
        job.onClient(),
        job.children(),
        job.rules());
  }

  private static JobState withResult(JobState job, OwnResult result) {
    return new JobState(
        job.id(),
        job.status(),
        job.pauseWished(),
        job.hasCommand(),
        result,
        job.triesLeft(),
        job.assignmentId(),
        job.onClient(),
        job.children(),
        job.rules());
  }

  private static JobState endingAlone(JobState job) {
    return new JobState(
        job.id(),
        job.status(),
        job.pauseWished(),
        job.hasCommand(),
        job.ownResult(),
        job.triesLeft(),
        job.assignmentId(),
        job.onClient(),
        job.children(),
        new JobRules(true, false, null));
  }
}
