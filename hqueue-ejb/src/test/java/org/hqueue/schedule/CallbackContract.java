package org.hqueue.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hqueue.assignment.Callback;
import org.hqueue.job.JobPart;
import org.hqueue.job.JobStatus;
import org.hqueue.job.JobView;
import org.hqueue.schedule.HeartbeatReport.End;
import org.hqueue.schedule.HeartbeatReport.Outcome;
import org.hqueue.testfarm.SimulatedAgent;
import org.junit.jupiter.api.Test;

/** What follows the ends of commands on their clients (jobs.md section 6), on each database. */
abstract class CallbackContract extends FarmFixture {

  @Test
  void aJobHasSucceededAtOnceAndHoldsItsClientUntilItsCallbacksHaveEnded() {
    SimulatedAgent agent = agent(1);
    int job = submit(calling("command", "x"));
    int next = submit(spec("command", "y"));
    int run = startNext(agent);
    agent.exit(run, 0);

    HeartbeatAnswer answer = beat(agent);
    assertEquals(List.of(), answer.forget());
    HeartbeatAnswer.Callbacks order = answer.callbacks().get(0);
    assertEquals(run, order.id());
    assertEquals(600, order.timeoutSeconds());
    assertEquals(
        List.of(new Callback("onSuccess", "well"), new Callback("cleanup", "clean")), order.run());
    assertEquals(JobStatus.SUCCEEDED, status(job));
    assertEquals(1, client().cpusInUse());
    assertEquals(List.of(order), beat(agent).callbacks(), "repeated until the agent has it");

    agent.callBack(run);
    answer = beat(agent);
    assertEquals(List.of(), answer.callbacks());
    assertEquals(List.of(), answer.stop());
    assertEquals(JobStatus.RUNNABLE, status(next));

    agent.calledBack(run, "onSuccess", "cleanup");
    answer = beat(agent);
    assertEquals(List.of(run), answer.forget());
    assertEquals(next, answer.start().get(0).jobId());
    assertEquals(
        List.of(
            "Finished with exit code 0",
            "setting status to succeeded",
            "Running onSuccess, cleanup",
            "onSuccess ended with exit code 0",
            "cleanup ended with exit code 0"),
        log(job).subList(3, 8));
  }

  @Test
  void aRetryRunsTheCleanupAloneAndWaitsForIt() {
    SimulatedAgent agent = agent(1);
    int job = submit(calling("command", "x", "triesLeft", 1));
    int first = startNext(agent);
    agent.exit(first, 5);
    assertEquals(List.of("cleanup"), names(beat(agent)));
    assertEquals(JobStatus.RUNNABLE, status(job));
    assertEquals(
        "its callbacks on " + host + " have not ended",
        view(job, Set.of(JobPart.WAITING)).waitingFor());
    agent.calledBack(first, "cleanup");
    HeartbeatAnswer answer = beat(agent);
    assertEquals(List.of(first), answer.forget());
    agent.forget(first);
    int second = answer.start().get(0).id();
    agent.start(second);
    beat(agent);
    agent.exit(second, 5);
    assertEquals(List.of("onError", "cleanup"), names(beat(agent)));
    assertEquals(JobStatus.FAILED, status(job));
  }

  @Test
  void onCancelRunsOnceTheProcessIsDead() {
    SimulatedAgent agent = agent(1);
    int job = submit(calling("command", "x"));
    int run = startNext(agent);
    farm.run(() -> actions.cancel(List.of(job)));
    HeartbeatAnswer answer = beat(agent);
    assertEquals(run, answer.stop().get(0).id());
    assertEquals(List.of(), answer.callbacks());
    agent.end(run, new End(Outcome.STOPPED, 143, 15, "", Instant.ofEpochMilli(9_000)));
    assertEquals(List.of("onCancel", "cleanup"), names(beat(agent)));
    assertEquals(JobStatus.CANCELLED, status(job));
  }

  @Test
  void nothingFollowsTheCancelOfAJobThatNeverRan() {
    SimulatedAgent agent = agent(1);
    int job = submit(calling("command", "x"));
    int run = beat(agent).start().get(0).id();
    farm.run(() -> actions.cancel(List.of(job)));
    agent.neverStarted(run);
    HeartbeatAnswer answer = beat(agent);
    assertEquals(List.of(run), answer.forget());
    assertEquals(List.of(), answer.callbacks());
    assertEquals(0, client().cpusInUse());
  }

  @Test
  void aCommandThatEndsWellAfterAChildFailedIsFollowedByBothErrors() {
    SimulatedAgent agent = agent(2);
    int parent = submit(calling("command", "x"));
    int run = startNext(agent);
    submitAll(List.of(spec("command", "y")), List.of(parent), List.of());
    finishNext(agent, 1);
    agent.exit(run, 0);
    assertEquals(List.of("onChildError", "onError", "cleanup"), names(beat(agent)));
    assertEquals(JobStatus.FAILED, status(parent));
  }

  @Test
  void aJobIsRescheduledOnlyWhenItsCallbacksHaveEnded() {
    SimulatedAgent agent = agent(1);
    int job = submit(calling("command", "x"));
    int run = startNext(agent);
    agent.exit(run, 0);
    beat(agent);
    farm.run(() -> actions.reschedule(List.of(job)));
    HeartbeatAnswer answer = beat(agent);
    assertEquals(List.of("onSuccess", "cleanup"), names(answer));
    assertEquals(List.of(), answer.start());
    assertEquals(JobStatus.RUNNABLE, status(job));
    agent.calledBack(run, "onSuccess", "cleanup");
    answer = beat(agent);
    agent.forget(run);
    int again = answer.start().get(0).id();
    agent.start(again);
    beat(agent);
    agent.exit(again, 0);
    assertEquals(List.of("onSuccess", "cleanup"), names(beat(agent)));
  }

  @Test
  void theCallbacksOfADeletedJobRunToTheirEnd() {
    SimulatedAgent agent = agent(1);
    int job = submit(calling("command", "x"));
    int run = startNext(agent);
    agent.exit(run, 0);
    beat(agent);
    farm.run(() -> actions.delete(List.of(job)));
    HeartbeatAnswer answer = beat(agent);
    assertEquals(List.of("onSuccess", "cleanup"), names(answer));
    assertEquals(List.of(), answer.stop());
    assertEquals(1, client().cpusInUse());
    agent.calledBack(run, "onSuccess", "cleanup");
    assertEquals(List.of(run), beat(agent).forget());
    assertEquals(0, client().cpusInUse());
  }

  @Test
  void callbacksThatTheClientLostAreNotRepeated() {
    SimulatedAgent agent = agent(1);
    int job = submit(calling("command", "x"));
    int run = startNext(agent);
    agent.exit(run, 0);
    beat(agent);
    agent.restart("session-2", 2_000);
    agent.forget(run);
    HeartbeatAnswer answer = beat(agent);
    assertEquals(List.of(), answer.callbacks());
    assertEquals(0, client().cpusInUse());
    assertEquals(JobStatus.SUCCEEDED, status(job));
    assertTrue(log(job).contains("Lost with its client and not repeated: onSuccess, cleanup"));
  }

  @Test
  void aClientThatGivesAJobBackDoesNotCleanUp() {
    SimulatedAgent agent = agent(1);
    int job = submit(calling("command", "x"));
    int run = startNext(agent);
    agent.end(run, new End(Outcome.RETURNED, null, null, "", Instant.ofEpochMilli(9_000)));
    agent.leave();
    HeartbeatAnswer answer = beat(agent);
    assertEquals(List.of(run), answer.forget());
    assertFalse(names(answer).contains("cleanup"));
    assertEquals(JobStatus.RUNNABLE, status(job));
    assertTrue(log(job).contains("Not run, since its client is lost: cleanup"));
  }

  @Test
  void theCallbacksOfAContainerRunOnAClientOfTheirOwn() {
    SimulatedAgent agent = agent(1);
    int container = submit(calling("children", List.of(spec("command", "x"))));
    finishNext(agent, 0);
    assertEquals(JobStatus.SUCCEEDED, status(container));
    assertEquals(List.of("onSuccess"), runsAlone(agent, container));
    assertEquals(JobStatus.SUCCEEDED, status(container));
    assertTrue(log(container).contains("Running onSuccess on " + host));
    assertEquals(0, client().cpusInUse());
  }

  @Test
  void aJobThatFailsByItsChildrenIsFollowedByBothErrors() {
    SimulatedAgent agent = agent(1);
    int job = submit(calling("command", "y", "children", List.of(spec("command", "x"))));
    int parent = submit(spec("childrenIds", List.of(job)));
    finishNext(agent, 1);
    assertEquals(JobStatus.FAILED, status(job));
    assertEquals(JobStatus.FAILED, status(parent), "its parents go on");
    assertEquals(List.of("onChildError", "onError"), runsAlone(agent, job));
  }

  @Test
  void aJobThatLosesItsClientTooOftenTellsSoOnAnother() {
    SimulatedAgent agent = agent(1);
    int job = submit(calling("command", "x"));
    for (int loss = 1; loss <= 3; loss++) {
      agent.forget(startNext(agent));
      beat(agent);
    }
    assertEquals(JobStatus.FAILED, status(job));
    assertEquals(List.of("onError"), runsAlone(agent, job));
  }

  @Test
  void callbacksThatWaitAreDroppedByARescheduleAndByADelete() {
    int first = submit(calling());
    int second = submit(calling());
    assertEquals(JobStatus.SUCCEEDED, status(first));
    farm.run(() -> actions.delete(List.of(first)));
    farm.run(() -> actions.reschedule(List.of(second)));
    assertEquals(JobStatus.SUCCEEDED, status(second));
    SimulatedAgent agent = agent(4);
    HeartbeatAnswer answer = beat(agent);
    assertEquals(List.of(second), answer.start().stream().map(offer -> offer.jobId()).toList());
    farm.run(() -> actions.delete(List.of(second)));
    assertEquals(0, client().cpusInUse());
    assertEquals(List.of(), beat(agent).start());
    agent.start(answer.start().get(0).id());
    assertEquals(1, beat(agent).stop().size(), "an agent that has it nevertheless");
  }

  @Test
  void callbacksOfAStatusWaitUntilTheJobsEarlierAssignmentIsGone() {
    SimulatedAgent agent = agent(2);
    int job = submit(spec("command", "c", "onError", "bad", "cleanup", "clean"));
    int run = startNext(agent);
    submitAll(List.of(spec("command", "late")), List.of(job), List.of());
    int late = startNext(agent);
    agent.exit(run, 0);
    assertEquals(List.of("cleanup"), names(beat(agent)));
    agent.callBack(run);
    agent.exit(late, 1);
    beat(agent);
    agent.forget(late);
    assertEquals(JobStatus.FAILED, status(job));
    assertEquals(List.of(), beat(agent).start());
    agent.calledBack(run, "cleanup");
    assertEquals(List.of(run), beat(agent).forget());
    agent.forget(run);
    assertEquals(List.of("onError"), runsAlone(agent, job));
  }

  /** Runs the callbacks that the job has an assignment of its own for. */
  private List<String> runsAlone(SimulatedAgent agent, int job) {
    HeartbeatAnswer.Offer offer = beat(agent).start().get(0);
    assertEquals(job, offer.jobId());
    assertEquals("", offer.command());
    agent.start(offer.id());
    assertEquals(List.of(), beat(agent).start());
    agent.exit(offer.id(), 0);
    HeartbeatAnswer answer = beat(agent);
    assertEquals(List.of(), answer.forget());
    List<String> names = names(answer);
    agent.calledBack(offer.id(), names.toArray(String[]::new));
    assertEquals(List.of(offer.id()), beat(agent).forget());
    agent.forget(offer.id());
    return names;
  }

  private static List<String> names(HeartbeatAnswer answer) {
    return answer.callbacks().stream()
        .flatMap(order -> order.run().stream())
        .map(Callback::name)
        .toList();
  }

  private List<String> log(int job) {
    return view(job, Set.of(JobPart.LOG)).log().stream().map(JobView.LogLine::text).toList();
  }

  /** A specification with all callbacks and some properties. */
  private Map<String, Object> calling(Object... properties) {
    Map<String, Object> spec = spec(properties);
    spec.put("onSuccess", "well");
    spec.put("onError", "bad");
    spec.put("onChildError", "child");
    spec.put("onCancel", "off");
    spec.put("cleanup", "clean");
    return spec;
  }
}
