package org.hqueue.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.hqueue.client.ClientService;
import org.hqueue.clientgroup.ClientGroupRefusedException;
import org.hqueue.clientgroup.ClientGroupService;
import org.hqueue.event.EventFeed;
import org.hqueue.event.FeedEvent;
import org.hqueue.job.BadSpecException;
import org.hqueue.job.DueJobsService;
import org.hqueue.job.JobPart;
import org.hqueue.job.JobRefusedException;
import org.hqueue.job.JobSpecReader;
import org.hqueue.job.JobStatus;
import org.hqueue.job.JobView;
import org.hqueue.schedule.HeartbeatReport.End;
import org.hqueue.testfarm.SimulatedAgent;
import org.junit.jupiter.api.Test;

/** What the services, the stores and the pass do together, on each database. */
abstract class FarmContract extends FarmFixture {

  @Test
  void aJobRunsFromItsSubmissionToItsEnd() {
    SimulatedAgent agent = agent(2);
    int job = submit(spec("command", "true", "priority", 3, "submittedBy", "ann"));

    HeartbeatAnswer.Offer offer = beat(agent).start().get(0);
    assertEquals(job, offer.jobId());
    assertEquals("true", offer.command());
    assertEquals("/bin/sh", offer.shell());
    assertEquals(Integer.toString(job), offer.environment().get("JOBID"));
    assertEquals(JobStatus.RUNNING, status(job));

    agent.start(offer.id());
    assertTrue(beat(agent).start().isEmpty());
    agent.exit(offer.id(), 0);
    assertEquals(List.of(offer.id()), beat(agent).forget());
    agent.forget(offer.id());

    JobView view = view(job, EnumSet.allOf(JobPart.class));
    assertEquals(JobStatus.SUCCEEDED, view.status());
    assertEquals(0, view.exitCode());
    assertEquals(1.0, view.progress());
    assertEquals(1.0, view.overallProgress());
    assertEquals(3, view.priority());
    assertEquals("ann", view.submittedBy());
    assertEquals(host, view.clients().get(0).hostname());
    assertNotNull(view.times().commandStarted());
    assertNotNull(view.times().ended());
    assertEquals(
        List.of(
            "setting status to runnable",
            "Assigned to " + host + " (master)",
            "setting status to running",
            "Finished with exit code 0",
            "setting status to succeeded"),
        view.log().stream().map(JobView.LogLine::text).toList());
    assertEquals(0, client().cpusInUse());
  }

  @Test
  void anOfferIsRepeatedUntilTheAgentHasIt() {
    SimulatedAgent agent = agent(1);
    submit(spec("command", "true"));
    int first = beat(agent).start().get(0).id();
    assertEquals(first, beat(agent).start().get(0).id());
    agent.start(first);
    assertTrue(beat(agent).isEmpty());
  }

  @Test
  void aDemandThatBecomesReadyBetweenOthersThatFitNobodyIsFoundInTheNextPass() {
    SimulatedAgent agent = agent(2);
    int before = submit(Map.of("name", "hopeless", "command", "x", "host", "no" + host));
    int first = submit(spec("command", "x"));
    int parent =
        submitAll(List.of(spec("command", "x", "cpus", 2)), List.of(), List.of(first)).get(0);
    int after = submit(Map.of("name", "hopeless", "command", "x", "host", "none" + host));
    finishNext(agent, 0);
    assertEquals(JobStatus.RUNNING, status(parent));
    farm.run(() -> actions.cancel(List.of(before, parent, after)));
  }

  @Test
  void aRepeatedOrOlderReportChangesNothing() {
    SimulatedAgent agent = agent(1);
    int job = submit(spec("command", "true"));
    HeartbeatReport early = agent.report(0);
    int assignment = answer(early).start().get(0).id();
    agent.start(assignment);
    beat(agent);
    assertTrue(answer(early).isEmpty());
    assertEquals(JobStatus.RUNNING, status(job), "the old report did not have the assignment");
  }

  @Test
  void aStartedAssignmentMissingFromANewerReportIsGoneAndItsJobPutBackWithoutATry() {
    SimulatedAgent agent = agent(1);
    int job = submit(spec("command", "true", "triesLeft", 1));
    int first = startNext(agent);
    agent.forget(first);
    int second = beat(agent).start().get(0).id();
    assertTrue(second != first);
    assertEquals(1, view(job, Set.of()).triesLeft());
    assertEquals(2, view(job, Set.of()).tries());
  }

  @Test
  void failuresUseTheTriesAndThenFail() {
    SimulatedAgent agent = agent(1);
    int job = submit(spec("command", "false", "triesLeft", 1));
    finishNext(agent, 3);
    assertEquals(0, view(job, Set.of()).triesLeft());
    finishNext(agent, 4);
    JobView view = view(job, Set.of());
    assertEquals(JobStatus.FAILED, view.status());
    assertEquals("exit code 4", view.failureReason());
    assertEquals(4, view.exitCode());
  }

  @Test
  void aParentRunsAfterItsChildrenAndAContainerEndsWithThem() {
    SimulatedAgent agent = agent(4);
    List<Integer> ids =
        submitAll(
            spec(
                "children",
                List.of(
                    spec(
                        "command",
                        "a",
                        "name",
                        "after",
                        "children",
                        List.of(spec("command", "b"), spec("command", "c"))))));
    int container = ids.get(0);
    int after = ids.get(1);
    assertEquals(JobStatus.QUEUED, status(container));
    List<HeartbeatAnswer.Offer> offers = beat(agent).start();
    assertEquals(2, offers.size());
    offers.forEach(offer -> agent.start(offer.id()));
    beat(agent);
    agent.exit(offers.get(0).id(), 0);
    beat(agent);
    assertEquals(JobStatus.QUEUED, status(after));
    agent.exit(offers.get(1).id(), 0);
    HeartbeatAnswer answer = beat(agent);
    assertEquals(after, answer.start().get(0).jobId());
    agent.forget(offers.get(0).id());
    agent.forget(offers.get(1).id());
    agent.start(answer.start().get(0).id());
    agent.exit(answer.start().get(0).id(), 0);
    beat(agent);
    assertEquals(JobStatus.SUCCEEDED, status(after));
    assertEquals(JobStatus.SUCCEEDED, status(container));
    JobView view = view(container, EnumSet.of(JobPart.TASKS, JobPart.LINKS));
    assertEquals(new JobView.Tasks(1, 0, 0, 1, 0), view.tasks());
    assertEquals(List.of(after), view.children());
  }

  @Test
  void aFailedChildFailsItsParentsWithoutRunningThem() {
    SimulatedAgent agent = agent(1);
    List<Integer> ids =
        submitAll(spec("command", "never", "children", List.of(spec("command", "x"))));
    finishNext(agent, 1);
    JobView parent = view(ids.get(0), Set.of());
    assertEquals(JobStatus.FAILED, parent.status());
    assertEquals("1 of 1 children did not succeed", parent.failureReason());
    assertEquals(0, parent.tries());
  }

  @Test
  void idsAreTheGivenOnesInOrderThenNestedOnesBreadthFirst() {
    List<Integer> ids =
        submitAll(
            List.of(
                spec(
                    "name",
                    "a",
                    "children",
                    List.of(spec("name", "a1", "children", List.of(spec("name", "a11"))))),
                spec("name", "b", "children", List.of(spec("name", "b1")))),
            List.of(),
            List.of());
    assertEquals(
        List.of("a", "b", "a1", "b1", "a11"), jobs(ids).stream().map(JobView::name).toList());
  }

  @Test
  void stubsTieAGraphTogetherInOneCall() {
    List<Integer> ids =
        submitAll(
            List.of(
                spec("command", "join", "stubId", "join", "childStubIds", List.of("l", "r")),
                spec("command", "l", "stubId", "l", "childStubIds", "base"),
                spec("command", "r", "stubId", "r", "childStubIds", "base"),
                spec("command", "base", "stubId", "base")),
            List.of(),
            List.of());
    JobView base = view(ids.get(3), Set.of(JobPart.LINKS));
    assertEquals(List.of(ids.get(1), ids.get(2)), base.parents());
    assertEquals(JobStatus.RUNNABLE, base.status());
    assertEquals(JobStatus.QUEUED, status(ids.get(0)));
    assertThrows(
        BadSpecException.class,
        () ->
            submitAll(
                List.of(
                    spec("stubId", "x", "childStubIds", "y"),
                    spec("stubId", "y", "childStubIds", "x")),
                List.of(),
                List.of()));
  }

  @Test
  void aRefusedCallStoresNothing() {
    long before = total();
    BadSpecException refusal =
        assertThrows(
            BadSpecException.class,
            () -> submitAll(spec("children", List.of(spec("parentIds", List.of(999_999_999))))));
    assertEquals(
        "children[0].parentIds: expected ids of existing jobs, there is no job 999999999",
        refusal.getMessage());
    assertEquals(before, total());
  }

  @Test
  void aJobSubmittedFromInsideARunningParentIsWaitedForAfterTheParentsCommand() {
    SimulatedAgent agent = agent(2);
    int parent = submit(spec("command", "submits"));
    int own = startNext(agent);
    int child = submitAll(List.of(spec("command", "late")), List.of(parent), List.of()).get(0);
    assertEquals(JobStatus.RUNNING, status(parent));
    int childRun = startNext(agent);
    agent.exit(own, 0);
    beat(agent);
    assertEquals(JobStatus.QUEUED, status(parent), "its command is done, its child is not");
    agent.exit(childRun, 0);
    beat(agent);
    assertEquals(JobStatus.SUCCEEDED, status(parent));
    assertEquals(1, view(parent, Set.of()).tries(), "the command does not run again");
    assertEquals(parent, view(child, Set.of()).rootId());
  }

  @Test
  void aChildAddedToAFinishedJobReopensItAndItsFinishedParents() {
    SimulatedAgent agent = agent(2);
    List<Integer> ids = submitAll(spec("children", List.of(spec("command", "x"))));
    finishNext(agent, 0);
    assertEquals(JobStatus.SUCCEEDED, status(ids.get(0)));
    int late = submitAll(List.of(spec("command", "y")), List.of(ids.get(1)), List.of()).get(0);
    assertEquals(JobStatus.QUEUED, status(ids.get(1)));
    assertEquals(JobStatus.QUEUED, status(ids.get(0)));
    finishNext(agent, 0);
    assertEquals(JobStatus.SUCCEEDED, status(late));
    assertEquals(JobStatus.SUCCEEDED, status(ids.get(1)));
    assertEquals(JobStatus.SUCCEEDED, status(ids.get(0)));
  }

  @Test
  void existingJobsCanBeTiedBelowANewOneAndTakeItsRoot() {
    SimulatedAgent agent = agent(2);
    int child = submit(spec("command", "x"));
    int parent = submitAll(List.of(spec("command", "y")), List.of(), List.of(child)).get(0);
    assertEquals(JobStatus.QUEUED, status(parent));
    assertEquals(parent, view(child, Set.of()).rootId());
    BadSpecException refusal =
        assertThrows(
            BadSpecException.class,
            () -> submitAll(List.of(spec()), List.of(child), List.of(parent)));
    assertTrue(refusal.getMessage().contains("wait for itself"), refusal.getMessage());
    finishNext(agent, 0);
    finishNext(agent, 0);
    assertEquals(JobStatus.SUCCEEDED, status(parent));
  }

  @Test
  void aJobThatFailedByItsCommandKeepsThatReasonWhenAChildIsAddedLater() {
    SimulatedAgent agent = agent(2);
    int job = submit(spec("command", "x"));
    finishNext(agent, 3);
    submitAll(List.of(spec("command", "y")), List.of(job), List.of());
    assertEquals(JobStatus.QUEUED, status(job));
    assertEquals("", view(job, Set.of()).failureReason());
    finishNext(agent, 0);
    assertEquals(JobStatus.FAILED, status(job));
    assertEquals("exit code 3", view(job, Set.of()).failureReason());
  }

  @Test
  void cancelStopsEverythingBelowAtOnceAndHoldsTheCpusUntilTheProcessIsDead() {
    SimulatedAgent agent = agent(1);
    List<Integer> ids =
        submitAll(spec("children", List.of(spec("command", "runs"), spec("command", "waits"))));
    int running = startNext(agent);
    farm.run(() -> actions.cancel(List.of(ids.get(0), 424_242)));
    for (int id : ids) {
      assertEquals(JobStatus.CANCELLED, status(id));
    }
    int other = submit(spec("command", "next"));
    HeartbeatAnswer answer = beat(agent);
    assertEquals(List.of(new HeartbeatAnswer.Stop(running, 5)), answer.stop());
    assertTrue(answer.start().isEmpty(), "its CPU is not free yet");
    agent.end(
        running, new End(HeartbeatReport.Outcome.STOPPED, 143, 15, "", Instant.ofEpochMilli(1)));
    answer = beat(agent);
    assertEquals(List.of(running), answer.forget());
    assertEquals(other, answer.start().get(0).jobId());
    assertEquals(JobStatus.CANCELLED, status(ids.get(1)));
  }

  @Test
  void aJobSubmittedBelowACancelledOneIsBornCancelledAtAnyDepth() {
    List<Integer> ids =
        submitAll(spec("children", List.of(spec("children", List.of(spec("command", "x"))))));
    farm.run(() -> actions.cancel(List.of(ids.get(0))));
    List<Integer> late =
        submitAll(
            List.of(spec("children", List.of(spec("command", "y")))),
            List.of(ids.get(1)),
            List.of());
    assertEquals(JobStatus.CANCELLED, status(late.get(0)));
    assertEquals(JobStatus.CANCELLED, status(late.get(1)));
    assertEquals(JobStatus.CANCELLED, status(ids.get(0)));
  }

  @Test
  void aDescendantThatAnUnfinishedJobOutsideWaitsForIsLeftAlone() {
    int shared = submit(spec("command", "x", "hostgroup", "nowhere"));
    int mine = submitAll(List.of(spec()), List.of(), List.of(shared)).get(0);
    int theirs = submitAll(List.of(spec()), List.of(), List.of(shared)).get(0);
    farm.run(() -> actions.cancel(List.of(mine)));
    assertEquals(JobStatus.CANCELLED, status(mine));
    assertEquals(JobStatus.RUNNABLE, status(shared));
    assertEquals(JobStatus.QUEUED, status(theirs));
    assertTrue(
        view(shared, Set.of(JobPart.LOG)).log().stream()
            .anyMatch(line -> line.text().startsWith("left alone by a cancel")));
  }

  @Test
  void deleteRefusesUnfinishedJobsAndTakesFinishedTreesWhole() {
    List<Integer> ids = submitAll(spec("children", List.of(spec("command", "x"))));
    JobRefusedException refusal =
        assertThrows(
            JobRefusedException.class, () -> farm.run(() -> actions.delete(List.of(ids.get(0)))));
    assertTrue(refusal.getMessage().contains(ids.toString()), refusal.getMessage());
    assertEquals(2, jobs(ids).size());
    farm.run(() -> actions.cancel(ids));
    farm.run(() -> actions.delete(List.of(ids.get(0))));
    assertEquals(List.of(), jobs(ids));
    farm.run(() -> actions.delete(ids));
  }

  @Test
  void aJobDeletedWhileItsProcessDiesKeepsTheClientUntilThen() {
    SimulatedAgent agent = agent(1);
    int job = submit(spec("command", "x"));
    int run = startNext(agent);
    farm.run(() -> actions.cancel(List.of(job)));
    farm.run(() -> actions.delete(List.of(job)));
    assertEquals(1, client().cpusInUse());
    assertEquals(run, beat(agent).stop().get(0).id());
    agent.end(run, new End(HeartbeatReport.Outcome.STOPPED, 143, 15, "", Instant.ofEpochMilli(1)));
    assertEquals(List.of(run), beat(agent).forget());
    assertEquals(0, client().cpusInUse());
  }

  @Test
  void anOfferThatIsCancelledOnItsWayHoldsTheClientUntilTheAgentSaysItWillNotStart() {
    SimulatedAgent agent = agent(1);
    int job = submit(spec("command", "x"));
    int offered = beat(agent).start().get(0).id();
    farm.run(() -> actions.cancel(List.of(job)));
    assertEquals(offered, beat(agent).stop().get(0).id());
    assertEquals(offered, beat(agent).stop().get(0).id(), "its absence tells nothing");
    assertEquals(1, client().cpusInUse());
    agent.end(
        offered, new End(HeartbeatReport.Outcome.STOPPED, null, null, "", Instant.ofEpochMilli(1)));
    assertEquals(List.of(offered), beat(agent).forget());
    assertEquals(0, client().cpusInUse());
  }

  @Test
  void aLeavingAgentGetsNothingNewAndWhatItGivesBackGoesOnTheQueue() {
    SimulatedAgent agent = agent(2);
    int job = submit(spec("command", "x", "triesLeft", 1));
    int run = startNext(agent);
    agent.leave();
    agent.end(
        run, new End(HeartbeatReport.Outcome.RETURNED, null, null, "", Instant.ofEpochMilli(1)));
    HeartbeatAnswer answer = beat(agent);
    assertEquals(List.of(run), answer.forget());
    assertTrue(answer.start().isEmpty());
    assertEquals(JobStatus.RUNNABLE, status(job));
    assertEquals(1, view(job, Set.of()).triesLeft());
  }

  @Test
  void anOfferThatALeavingAgentHasNotTakenGoesBackOnTheQueue() {
    SimulatedAgent agent = agent(2);
    int taken = submit(spec("command", "x"));
    startNext(agent);
    int offered = submit(spec("command", "y"));
    assertEquals(1, beat(agent).start().size());
    agent.leave();
    beat(agent);
    assertEquals(JobStatus.RUNNING, status(taken), "it goes on");
    assertEquals(JobStatus.RUNNABLE, status(offered));
    assertEquals(1, client().cpusInUse());
    agent.restart("session-2", 2_000);
    assertEquals(1, beat(agent).start().size(), "offered anew");
  }

  @Test
  void anIdleCallIsHeldAndAnsweredTheMomentThereIsWork() {
    SimulatedAgent agent = agent(1);
    CompletableFuture<HeartbeatAnswer> held = send(agent.report(10));
    assertFalse(held.isDone());
    int job = submit(spec("command", "x"));
    assertEquals(job, held.join().start().get(0).jobId());
  }

  @Test
  void aHeldCallIsAnsweredEmptyWhenTheAgentCallsAgainOrItsTimeIsOver() {
    SimulatedAgent agent = agent(1);
    CompletableFuture<HeartbeatAnswer> first = send(agent.report(10));
    CompletableFuture<HeartbeatAnswer> second = send(agent.report(10));
    assertTrue(first.join().isEmpty());
    collector.answerOverdue();
    assertFalse(second.isDone());
    farm.clock().advance(Duration.ofSeconds(11));
    collector.answerOverdue();
    assertTrue(second.join().isEmpty());
  }

  @Test
  void anotherAgentWithTheSameLabelIsRefusedWhileTheKnownOneIsHeard() {
    agent(1);
    SimulatedAgent other = new SimulatedAgent("another agent", host, "", 1);
    HeartbeatAnswer answer = beat(other);
    assertTrue(answer.refused().contains("there is a client " + host + " already"));
    assertEquals(10, answer.retryAfterSeconds());
    farm.clock().advance(Duration.ofMinutes(6));
    assertEquals("", beat(other).refused());
  }

  @Test
  void aNewerSessionOfTheSameAgentReplacesTheOlder() {
    SimulatedAgent agent = agent(1);
    HeartbeatReport old = agent.report(0);
    agent.restart("session-2", 2_000);
    assertEquals("", beat(agent).refused());
    assertTrue(answer(old).refused().contains("newer"));
  }

  @Test
  void whatNobodyWantsAnyMoreIsStoppedAndThenForgotten() {
    SimulatedAgent agent = agent(1);
    agent.start(777_777);
    assertEquals(777_777, beat(agent).stop().get(0).id());
    agent.exit(777_777, 0);
    assertEquals(List.of(777_777), beat(agent).forget());
  }

  @Test
  void pauseHaltsTheProcessAndResumeLetsItGoOnOnTheSameClient() {
    SimulatedAgent agent = agent(1);
    int job = submit(spec("command", "x"));
    int run = startNext(agent);
    farm.run(() -> actions.pause(List.of(job)));
    assertEquals(JobStatus.PAUSING, status(job));
    assertEquals(List.of(run), beat(agent).pause());
    agent.halt(run);
    assertTrue(beat(agent).isEmpty());
    assertEquals(JobStatus.PAUSED, status(job));
    assertEquals(1, client().cpusInUse(), "a paused running job keeps its client");
    farm.run(() -> actions.resume(List.of(job)));
    assertEquals(JobStatus.RESUMING, status(job));
    assertEquals(List.of(run), beat(agent).resume());
    agent.start(run);
    beat(agent);
    assertEquals(JobStatus.RUNNING, status(job));
  }

  @Test
  void aPauseIsAWishThatOutlivesTheEndOfChildrenRetriesAndPutBacks() {
    SimulatedAgent agent = agent(1);
    List<Integer> ids =
        submitAll(spec("command", "after", "children", List.of(spec("command", "x"))));
    int run = startNext(agent);
    farm.run(() -> actions.pause(List.of(ids.get(0))));
    assertEquals(JobStatus.PAUSED, status(ids.get(0)));
    agent.exit(run, 0);
    beat(agent);
    assertEquals(JobStatus.SUCCEEDED, status(ids.get(1)), "the end counts");
    assertEquals(JobStatus.PAUSED, status(ids.get(0)), "runnable becomes paused");
    int late = submitAll(List.of(spec("command", "y")), List.of(ids.get(0)), List.of()).get(0);
    assertEquals(JobStatus.PAUSED, status(late), "born paused");
    farm.run(() -> actions.resume(List.of(ids.get(0))));
    assertEquals(JobStatus.QUEUED, status(ids.get(0)));
    agent.forget(run);
    finishNext(agent, 0);
    assertEquals(JobStatus.RUNNING, status(ids.get(0)));
    finishNext(agent, 0);
    assertEquals(JobStatus.SUCCEEDED, status(ids.get(0)));
  }

  @Test
  void ejectPutsAJobBackWithoutATryOnceItsProcessIsDead() {
    SimulatedAgent agent = agent(1);
    int job = submit(spec("command", "x", "triesLeft", 1));
    int run = startNext(agent);
    farm.run(() -> actions.eject(List.of(job)));
    assertEquals(JobStatus.EJECTING, status(job));
    assertEquals(run, beat(agent).stop().get(0).id());
    agent.end(run, new End(HeartbeatReport.Outcome.STOPPED, 143, 15, "", Instant.ofEpochMilli(1)));
    int second = beat(agent).start().get(0).id();
    assertTrue(second != run);
    assertEquals(1, view(job, Set.of()).triesLeft());
  }

  @Test
  void anEjectedJobWhoseProcessEndsWellByItselfHasSucceeded() {
    SimulatedAgent agent = agent(1);
    int job = submit(spec("command", "x"));
    int run = startNext(agent);
    farm.run(() -> actions.eject(List.of(job)));
    agent.exit(run, 0);
    beat(agent);
    assertEquals(JobStatus.SUCCEEDED, status(job));
  }

  @Test
  void holdEndsPausedWithoutAClient() {
    SimulatedAgent agent = agent(1);
    int job = submit(spec("command", "x"));
    int run = startNext(agent);
    farm.run(() -> actions.hold(List.of(job)));
    agent.end(run, new End(HeartbeatReport.Outcome.STOPPED, 143, 15, "", Instant.ofEpochMilli(1)));
    assertTrue(beat(agent).start().isEmpty());
    assertEquals(JobStatus.PAUSED, status(job));
    assertEquals(0, client().cpusInUse());
    agent.forget(run);
    farm.run(() -> actions.resume(List.of(job)));
    assertEquals(job, beat(agent).start().get(0).jobId());
  }

  @Test
  void cancelOfAPausedJobCancelsAtOnceAndEndsTheWish() {
    SimulatedAgent agent = agent(1);
    int job = submit(spec("command", "x"));
    int run = startNext(agent);
    farm.run(() -> actions.pause(List.of(job)));
    farm.run(() -> actions.cancel(List.of(job)));
    assertEquals(JobStatus.CANCELLED, status(job));
    agent.halt(run);
    assertEquals(run, beat(agent).stop().get(0).id());
    assertEquals(JobStatus.CANCELLED, status(job));
  }

  @Test
  void rescheduleOfAFailedTreeRunsOnlyWhatFailedAndWhatWaitsForIt() {
    SimulatedAgent agent = agent(1);
    List<Integer> ids =
        submitAll(
            spec(
                "command",
                "after",
                "triesLeft",
                2,
                "children",
                List.of(spec("command", "good"), spec("command", "bad"))));
    finishNext(agent, 0);
    finishNext(agent, 1);
    assertEquals(JobStatus.FAILED, status(ids.get(0)));
    farm.run(() -> actions.reschedule(List.of(ids.get(0))));
    assertEquals(JobStatus.QUEUED, status(ids.get(0)));
    assertEquals(JobStatus.SUCCEEDED, status(ids.get(1)));
    JobView bad = view(ids.get(2), Set.of(JobPart.LOG));
    assertEquals(JobStatus.RUNNING, bad.status(), "its client was free");
    assertEquals(null, bad.exitCode());
    assertTrue(bad.log().stream().anyMatch(line -> line.text().contains("rescheduled by user")));
    finishNext(agent, 0);
    finishNext(agent, 0);
    assertEquals(JobStatus.SUCCEEDED, status(ids.get(0)));
    assertEquals(1, view(ids.get(1), Set.of()).tries());
    assertCountersEqualARecount();
  }

  @Test
  void rescheduleReachesAncestorsInsideAndOutsideTheTree() {
    SimulatedAgent agent = agent(1);
    int shared = submit(spec("command", "x"));
    int mine = submitAll(List.of(spec()), List.of(), List.of(shared)).get(0);
    int theirs = submitAll(List.of(spec()), List.of(), List.of(shared)).get(0);
    finishNext(agent, 5);
    assertEquals(JobStatus.FAILED, status(theirs));
    farm.run(() -> actions.reschedule(List.of(mine)));
    assertEquals(JobStatus.QUEUED, status(mine));
    assertEquals(JobStatus.QUEUED, status(theirs));
    finishNext(agent, 0);
    assertEquals(JobStatus.SUCCEEDED, status(mine));
    assertEquals(JobStatus.SUCCEEDED, status(theirs));
  }

  @Test
  void aCommandThatMadeItsChildrenDoesNotMakeThemAgainWhenOneIsRescheduled() {
    SimulatedAgent agent = agent(2);
    int parent = submit(spec("command", "submits"));
    int own = startNext(agent);
    int child = submitAll(List.of(spec("command", "late")), List.of(parent), List.of()).get(0);
    int childRun = startNext(agent);
    agent.exit(own, 0);
    agent.exit(childRun, 1);
    beat(agent);
    agent.forget(own);
    agent.forget(childRun);
    assertEquals(JobStatus.FAILED, status(parent));
    farm.run(() -> actions.reschedule(List.of(parent)));
    finishNext(agent, 0);
    assertEquals(JobStatus.SUCCEEDED, status(child));
    assertEquals(JobStatus.SUCCEEDED, status(parent));
    assertEquals(1, view(parent, Set.of()).tries());
    farm.run(() -> actions.reschedule(List.of(parent)));
    assertEquals(JobStatus.RUNNING, status(parent), "asked for itself, it runs again");
    finishNext(agent, 0);
  }

  @Test
  void aCancelledJobThatIsRescheduledIsPlacedOnlyWhenItsEarlierProcessIsDead() {
    SimulatedAgent agent = agent(2);
    int job = submit(spec("command", "x"));
    int run = startNext(agent);
    farm.run(() -> actions.cancel(List.of(job)));
    farm.run(() -> actions.reschedule(List.of(job)));
    assertEquals(JobStatus.RUNNABLE, status(job));
    HeartbeatAnswer answer = beat(agent);
    assertTrue(answer.start().isEmpty());
    assertEquals(run, answer.stop().get(0).id());
    agent.exit(run, 0);
    answer = beat(agent);
    assertEquals(job, answer.start().get(0).jobId());
    assertEquals(JobStatus.RUNNING, status(job));
  }

  @Test
  void reschedulingACancelledParentLiftsTheCancelForWhatWasSubmittedBelow() {
    int root = submitAll(spec("children", List.of(spec("command", "x", "host", "none")))).get(0);
    farm.run(() -> actions.cancel(List.of(root)));
    int late =
        submitAll(List.of(spec("command", "y", "host", "none")), List.of(root), List.of()).get(0);
    farm.run(() -> actions.reschedule(List.of(root)));
    assertEquals(JobStatus.RUNNABLE, status(late));
    assertEquals(JobStatus.QUEUED, status(root));
    assertCountersEqualARecount();
    farm.run(() -> actions.cancel(List.of(root)));
  }

  @Test
  void anOfferCarriesTheRulesOfItsJobAndItsOwnKillGrace() {
    SimulatedAgent agent = agent(1);
    int job =
        submit(
            spec(
                "command",
                "x",
                "maxTime",
                60,
                "killGrace",
                30,
                "errorPatterns",
                "Error:",
                "exitCodes",
                Map.of("requeue", List.of(210, "99"))));
    HeartbeatAnswer.Offer offer = beat(agent).start().get(0);
    assertEquals(60, offer.policy().maxTime());
    assertEquals(List.of("Error:"), offer.policy().errorPatterns());
    assertEquals("210,99", offer.policy().requeueCodes());
    agent.start(offer.id());
    beat(agent);
    farm.run(() -> actions.cancel(List.of(job)));
    assertEquals(List.of(new HeartbeatAnswer.Stop(offer.id(), 30)), beat(agent).stop());
  }

  @Test
  void aJobOverItsMaxTimeIsCancelledOrFailsAsItsPolicySays() {
    SimulatedAgent agent = agent(1);
    int cancelled = submit(spec("command", "x", "triesLeft", 1));
    judgeNext(agent, HeartbeatReport.Verdict.TIMEOUT, "");
    assertEquals(JobStatus.CANCELLED, status(cancelled));
    int failed = submit(spec("command", "x", "triesLeft", 1, "onTimeout", "fail"));
    judgeNext(agent, HeartbeatReport.Verdict.TIMEOUT, "");
    assertEquals(0, view(failed, Set.of()).triesLeft(), "fail uses a try");
    judgeNext(agent, HeartbeatReport.Verdict.HUNG, "");
    assertEquals(JobStatus.FAILED, status(failed));
    assertTrue(view(failed, Set.of()).failureReason().contains("noOutputTime"));
  }

  @Test
  void aLineThatMatchesAnErrorPatternMakesAnExitOfZeroAFailure() {
    SimulatedAgent agent = agent(1);
    int job = submit(spec("command", "x"));
    judgeNext(agent, HeartbeatReport.Verdict.ERROR, "output matched \"Error\": Error: no licence");
    assertEquals(JobStatus.FAILED, status(job));
    assertEquals(
        "output matched \"Error\": Error: no licence", view(job, Set.of()).failureReason());
  }

  @Test
  void aRequeueUsesNoTryAndWaitsTheRetryDelayAtMostTwentyTimes() {
    SimulatedAgent agent = agent(1);
    int job = submit(spec("command", "x", "triesLeft", 1, "retryDelay", 60));
    for (int i = 0; i < 20; i++) {
      judgeNext(agent, HeartbeatReport.Verdict.REQUEUE, "");
      assertEquals(JobStatus.RUNNABLE, status(job));
      assertTrue(beat(agent).start().isEmpty(), "not before its delay is over");
      farm.clock().advance(Duration.ofSeconds(61));
      farm.run(() -> farm.get(DueJobsService.class).run());
    }
    assertEquals(1, view(job, Set.of()).triesLeft());
    judgeNext(agent, HeartbeatReport.Verdict.REQUEUE, "");
    assertEquals(0, view(job, Set.of()).triesLeft(), "now it counts as a failure");
    farm.run(() -> actions.cancel(List.of(job)));
  }

  @Test
  void aJobIsNotStartedBeforeItsTime() {
    SimulatedAgent agent = agent(1);
    Instant time = farm.clock().instant().plusSeconds(600);
    int job = submit(spec("command", "x", "notBefore", time.toString()));
    assertTrue(beat(agent).start().isEmpty());
    farm.run(() -> farm.get(DueJobsService.class).run());
    assertTrue(beat(agent).start().isEmpty());
    farm.clock().advance(Duration.ofSeconds(601));
    beat(agent);
    farm.run(() -> farm.get(DueJobsService.class).run());
    assertEquals(job, beat(agent).start().get(0).jobId());
  }

  @Test
  void anotherExitCodeMayBeASuccess() {
    SimulatedAgent agent = agent(1);
    int job = submit(spec("command", "x"));
    judgeNext(agent, HeartbeatReport.Verdict.SUCCESS, "");
    assertEquals(JobStatus.SUCCEEDED, status(job));
  }

  @Test
  void prioritiesReachUnfinishedDescendantsAndDecideWhoGoesFirst() {
    List<Integer> low = submitAll(spec("command", "a", "children", List.of(spec("command", "b"))));
    int high = submit(spec("command", "c", "priority", 5));
    farm.run(() -> actions.setPriorities(List.of(low.get(0)), 9));
    assertEquals(9, view(low.get(1), Set.of()).priority());
    SimulatedAgent agent = agent(1);
    assertEquals(low.get(1), beat(agent).start().get(0).jobId());
    farm.run(() -> actions.cancel(List.of(low.get(0), high)));
  }

  @Test
  void aDisabledClientGetsNothingNewAndKeepsWhatItRuns() {
    ClientService clients = farm.get(ClientService.class);
    SimulatedAgent agent = agent(2);
    int running = submit(spec("command", "x"));
    int run = startNext(agent);
    assertTrue(farm.call(() -> clients.enable(host.toUpperCase(Locale.ROOT), false, "")));
    assertFalse(farm.call(() -> clients.enable(host + ":other", false, "")));
    int waiting = submit(spec("command", "y"));
    assertTrue(beat(agent).isEmpty());
    assertEquals(JobStatus.RUNNING, status(running));
    assertFalse(client().enabled());
    assertTrue(farm.call(() -> clients.enable(host + ":", true, "")));
    assertEquals(waiting, beat(agent).start().get(0).jobId());
    agent.exit(run, 0);
    beat(agent);
  }

  @Test
  void aPausedFarmStartsNothingAndSaysWhy() {
    FarmPauseService pause = farm.get(FarmPauseService.class);
    SimulatedAgent agent = agent(1);
    farm.run(() -> pause.pause("maintenance"));
    int job = submit(spec("command", "x"));
    assertTrue(beat(agent).start().isEmpty());
    assertEquals("farm paused: maintenance", view(job, Set.of(JobPart.WAITING)).waitingFor());
    farm.run(pause::resume);
    assertEquals(job, beat(agent).start().get(0).jobId());
  }

  @Test
  void groupsRestrictJobsToTheirClients() {
    ClientGroupService groups = farm.get(ClientGroupService.class);
    SimulatedAgent agent = agent(2);
    String name = "Group of " + host;
    int group = farm.call(() -> groups.create(name));
    assertThrows(ClientGroupRefusedException.class, () -> farm.call(() -> groups.create(name)));
    int job = submit(Map.of("name", "x", "command", "x", "hostgroup", name));
    assertTrue(beat(agent).start().isEmpty());
    int clientId = client().id();
    farm.run(() -> groups.addClient(group, clientId));
    farm.run(() -> groups.addClient(group, clientId));
    assertEquals(job, beat(agent).start().get(0).jobId());
    assertEquals(List.of(name), client().groups());
    assertEquals(List.of(clientId), farm.call(() -> groups.views(List.of(group))).get(0).clients());
  }

  @Test
  void aChildWithoutConditionsTakesItsRootsAlsoWhenItComesLater() {
    SimulatedAgent elsewhere = agent(4);
    int root = submit(Map.of("name", "root", "host", "nobody"));
    int parent =
        submitAll(
                List.of(
                    Map.of(
                        "name",
                        "root",
                        "host",
                        "nobody",
                        "children",
                        List.of(Map.of("name", "c", "command", "x")))),
                List.of(),
                List.of())
            .get(0);
    int late =
        submitAll(List.of(Map.of("name", "late", "command", "x")), List.of(parent), List.of())
            .get(0);
    assertEquals(JobStatus.SUCCEEDED, status(root));
    assertTrue(beat(elsewhere).start().isEmpty());
    assertEquals(JobStatus.RUNNABLE, status(late));
    farm.run(() -> actions.cancel(List.of(parent)));
  }

  @Test
  void progressIsWrittenAndWeighsInTheRoots() {
    SimulatedAgent agent = agent(2);
    List<Integer> ids =
        submitAll(spec("children", List.of(spec("command", "a"), spec("command", "b"))));
    List<HeartbeatAnswer.Offer> offers = beat(agent).start();
    offers.forEach(offer -> agent.start(offer.id()));
    agent.progress(offers.get(0).id(), 0.5);
    beat(agent);
    assertEquals(0.25, view(ids.get(0), Set.of(JobPart.OVERALL_PROGRESS)).overallProgress());
    agent.exit(offers.get(1).id(), 1);
    beat(agent);
    assertEquals(
        0.75,
        view(ids.get(0), Set.of(JobPart.OVERALL_PROGRESS)).overallProgress(),
        "finished ones count as done whatever the result");
  }

  @Test
  void twoPassesAtOnceNeverGiveAJobTwice() throws Exception {
    SimulatedAgent agent = agent(50);
    List<Map<String, Object>> many = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      many.add(spec("command", "x"));
    }
    PlacementService placement = farm.get(PlacementService.class);
    List<Integer> ids =
        farm.call(() -> jobs.submit(JobSpecReader.read(many), List.of(), List.of()));
    atOnce(4, () -> placement.place());
    placement.place();
    List<HeartbeatAnswer.Offer> offers = beat(agent).start();
    assertEquals(ids, offers.stream().map(HeartbeatAnswer.Offer::jobId).sorted().toList());
    assertEquals(50, client().cpusInUse());
  }

  @Test
  void newJobsUnderOneParentAtOnceAreAllCounted() throws Exception {
    int parent =
        submitAll(spec("command", "after", "children", List.of(spec("command", "x")))).get(0);
    atOnce(8, () -> submitAll(List.of(spec("command", "y")), List.of(parent), List.of()));
    assertEquals(9, view(parent, Set.of(JobPart.TASKS)).tasks().total());
    assertCountersEqualARecount();
    farm.run(() -> actions.cancel(List.of(parent)));
  }

  @Test
  void endsDuringACancelLeaveTheCountersRight() throws Exception {
    for (int round = 0; round < 5; round++) {
      SimulatedAgent agent = agent(20);
      List<Map<String, Object>> children = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        children.add(spec("command", "x"));
      }
      int parent = submitAll(spec("command", "after", "children", children)).get(0);
      for (HeartbeatAnswer.Offer offer : beat(agent).start()) {
        agent.start(offer.id());
      }
      beat(agent);
      agent.assignments().forEach(id -> agent.exit(id, 0));
      HeartbeatReport ends = agent.report(0);
      List<Runnable> both =
          List.of(
              () -> farm.run(() -> actions.cancel(List.of(parent))),
              () -> retry.call(() -> farm.get(ReportService.class).record(List.of(ends))));
      atOnce(both);
      assertTrue(status(parent).isFinished() || status(parent) == JobStatus.RUNNABLE);
      assertCountersEqualARecount();
      farm.run(() -> actions.cancel(List.of(parent)));
      newHost();
    }
  }

  @Test
  void aRootCancelledWhileOthersSubmitBelowItStaysStopped() throws Exception {
    int root = submitAll(spec("children", List.of(spec("command", "x")))).get(0);
    List<Runnable> all = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      all.add(() -> submitAll(List.of(spec("command", "y")), List.of(root), List.of()));
    }
    all.add(4, () -> farm.run(() -> actions.cancel(List.of(root))));
    atOnce(all);
    List<Integer> children = view(root, Set.of(JobPart.LINKS)).children();
    assertEquals(9, children.size());
    for (JobView child : jobs(children)) {
      assertEquals(JobStatus.CANCELLED, child.status());
    }
    assertCountersEqualARecount();
  }

  @Test
  void theFeedMissesNoEventOfATransactionThatCommitsLate() {
    EventFeed feed = farm.get(EventFeed.class);
    List<FeedEvent> seen = new ArrayList<>();
    feed.wake();
    feed.listen(seen::addAll);
    int[] ids = new int[2];
    farm.run(
        () -> {
          ids[0] = jobs.submit(JobSpecReader.read(spec()), List.of(), List.of()).get(0);
          Thread other =
              new Thread(
                  () -> {
                    ids[1] = submit(spec());
                    feed.wake();
                  });
          other.start();
          try {
            other.join();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    feed.wake();
    List<Integer> order =
        seen.stream().map(FeedEvent::jobId).filter(id -> id == ids[0] || id == ids[1]).toList();
    assertEquals(List.of(ids[1], ids[0]), order, "in order of commit, none missing");
    long last = 0;
    for (FeedEvent event : seen) {
      assertTrue(event.feed() > last);
      last = event.feed();
    }
  }
}
