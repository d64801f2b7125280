package org.hqueue.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hqueue.database.Database;
import org.hqueue.job.JobPart;
import org.hqueue.job.JobRequirements;
import org.hqueue.job.JobStatus;
import org.hqueue.job.JobView;
import org.hqueue.testfarm.SimulatedAgent;
import org.junit.jupiter.api.Test;

/** What jobs say of the jobs below and above them (jobs.md section 1), on each database. */
abstract class TreeContract extends FarmFixture {

  @Test
  void underPolicyFinishedAParentRunsAfterAFailedChildAndEndsByItsOwnCommand() {
    SimulatedAgent agent = agent(1);
    List<Integer> ids =
        submitAll(
            spec(
                "dependencyPolicy",
                "finished",
                "children",
                List.of(
                    spec(
                        "command",
                        "after",
                        "dependencyPolicy",
                        "finished",
                        "children",
                        List.of(spec("command", "child"))))));
    finishNext(agent, 1);
    assertEquals(JobStatus.FAILED, status(ids.get(2)));
    assertEquals(JobStatus.RUNNING, status(ids.get(1)), "ready, and placed at once");
    finishNext(agent, 1);
    assertEquals(JobStatus.FAILED, status(ids.get(1)));
    assertEquals("exit code 1", view(ids.get(1), Set.of()).failureReason());
    assertEquals(JobStatus.SUCCEEDED, status(ids.get(0)), "a container so marked succeeds");
    assertCountersEqualARecount();
  }

  @Test
  void aNewJobUnderPolicyFinishedIsReadyAlthoughItsExistingChildFailed() {
    SimulatedAgent agent = agent(1);
    int child = submit(spec("command", "child"));
    finishNext(agent, 1);
    Map<String, Object> above =
        spec("command", "x", "dependencyPolicy", "finished", "childrenIds", List.of(child));
    assertEquals(JobStatus.RUNNING, status(submit(above)), "ready, and placed at once");
  }

  @Test
  void aNewRootsConditionsReachEveryUnstartedJobWithoutItsOwn() {
    SimulatedAgent agent = agent(4);
    Map<String, Object> free = Map.of("name", "free", "command", "x", "host", "nobody");
    Map<String, Object> child = Map.of("name", "child", "command", "x");
    int root = submitAll(List.of(free), List.of(), List.of()).get(0);
    int below = submitAll(List.of(child), List.of(root), List.of()).get(0);
    int other = submitAll(List.of(free), List.of(root), List.of()).get(0);
    assertEquals(List.of(), beat(agent).start(), "the root's conditions admit nobody");

    Map<String, Object> above = Map.of("name", "new root", "host", host);
    int newRoot = submitAll(List.of(above), List.of(), List.of(root)).get(0);
    assertEquals(newRoot, view(below, Set.of()).rootId());
    assertEquals(JobStatus.RUNNING, status(below), "it takes the new root's, and is placed");
    assertEquals(JobStatus.RUNNABLE, status(other), "it has conditions of its own");
    farm.run(() -> actions.cancel(List.of(newRoot)));
  }

  @Test
  void anEditOfTheRootsConditionsReachesEveryUnstartedJobWithoutItsOwn() {
    SimulatedAgent agent = agent(4);
    List<Integer> ids =
        submitAll(
            Map.of(
                "name",
                "root",
                "host",
                "nobody",
                "children",
                List.of(
                    Map.of("name", "a", "command", "x"),
                    Map.of("name", "b", "command", "x", "cpus", 2),
                    Map.of("name", "c", "command", "x", "host", "nobody"))));
    assertEquals(List.of(), beat(agent).start());
    Database database = farm.get(Database.class);
    farm.run(
        () -> {
          database.update(
              "update job_spec set spec = replace(spec, 'nobody', ?) where job_id = ?",
              host,
              ids.get(0));
          farm.get(JobRequirements.class).ensureIds();
          farm.get(JobRequirements.class).edited(List.of(ids.get(0)));
        });
    collector.changed(Set.of());
    beat(agent);
    assertEquals(JobStatus.RUNNING, status(ids.get(1)));
    assertEquals(JobStatus.RUNNING, status(ids.get(2)));
    assertEquals(3, client().cpusInUse());
    assertEquals(JobStatus.RUNNABLE, status(ids.get(3)), "it has conditions of its own");
    farm.run(() -> actions.cancel(List.of(ids.get(0))));
  }

  @Test
  void aChildThatExcludesItsStatusDoesNotMakeItsParentsFail() {
    SimulatedAgent agent = agent(1);
    Map<String, Object> check = spec("command", "check", "tags", List.of("excludeStatus"));
    List<Integer> ids = submitAll(spec("children", List.of(check, spec("command", "x"))));
    finishNext(agent, 1);
    assertEquals(JobStatus.FAILED, status(ids.get(1)));
    assertCountersEqualARecount();
    finishNext(agent, 0);
    assertEquals(JobStatus.SUCCEEDED, status(ids.get(0)));

    farm.run(() -> actions.reschedule(List.of(ids.get(1))));
    assertEquals(JobStatus.QUEUED, status(ids.get(0)));
    assertCountersEqualARecount();
    finishNext(agent, 1);
    assertEquals(JobStatus.SUCCEEDED, status(ids.get(0)));
    assertEquals(JobStatus.SUCCEEDED, status(submit(spec("childrenIds", List.of(ids.get(1))))));
    farm.run(() -> actions.delete(List.of(ids.get(1))));
    assertCountersEqualARecount();
  }

  @Test
  void beyondMaxFailedChildrenTheWaitingDescendantsAreCancelled() {
    SimulatedAgent agent = agent(1);
    Map<String, Object> frame = spec("command", "x");
    Map<String, Object> group = spec("children", List.of(frame, frame));
    List<Integer> ids =
        submitAll(spec("maxFailedChildren", 1, "children", List.of(frame, frame, frame, group)));
    int root = ids.get(0);
    finishNext(agent, 1);
    assertEquals(JobStatus.RUNNING, status(ids.get(2)), "one may fail");
    finishNext(agent, 1);
    String reason = "more than 1 children of job " + root + " failed";
    for (int i = 3; i <= 6; i++) {
      JobView view = view(ids.get(i), Set.of(JobPart.LOG));
      assertEquals(JobStatus.CANCELLED, view.status(), "job " + i);
      assertEquals(reason, view.failureReason());
      assertTrue(view.log().stream().anyMatch(line -> line.text().endsWith(": " + reason)));
    }
    assertEquals(JobStatus.FAILED, status(root));
    assertCountersEqualARecount();

    farm.run(() -> actions.reschedule(List.of(root)));
    finishNext(agent, 1);
    assertEquals(JobStatus.QUEUED, status(root), "a reschedule counts anew");
    finishNext(agent, 0);
    finishNext(agent, 0);
    finishNext(agent, 0);
    finishNext(agent, 0);
    assertEquals(JobStatus.FAILED, status(root));
    assertCountersEqualARecount();
  }

  @Test
  void cancelledChildrenAndTheRunningOneDoNotCountAgainstMaxFailedChildren() {
    SimulatedAgent agent = agent(2);
    Map<String, Object> frame = spec("command", "x");
    List<Integer> ids =
        submitAll(spec("maxFailedChildren", 0, "children", List.of(frame, frame, frame, frame)));
    List<HeartbeatAnswer.Offer> offers = beat(agent).start();
    offers.forEach(offer -> agent.start(offer.id()));
    beat(agent);
    farm.run(() -> actions.cancel(List.of(ids.get(4))));
    assertEquals(JobStatus.RUNNABLE, status(ids.get(3)));
    agent.exit(offers.get(0).id(), 1);
    beat(agent);
    assertEquals(JobStatus.CANCELLED, status(ids.get(3)));
    assertEquals(JobStatus.RUNNING, status(ids.get(2)), "what runs goes on");
    agent.exit(offers.get(1).id(), 0);
    beat(agent);
    assertEquals(JobStatus.FAILED, status(ids.get(0)));
  }

  @Test
  void aChildThatHadFailedAlreadyCountsAtOnceForASucceededParent() {
    SimulatedAgent agent = agent(1);
    int child = submit(spec("command", "x"));
    finishNext(agent, 1);
    int parent = submit(spec());
    assertEquals(JobStatus.SUCCEEDED, status(parent));
    submitAll(List.of(spec("childrenIds", List.of(child))), List.of(parent), List.of());
    assertEquals(JobStatus.FAILED, status(parent));
    assertCountersEqualARecount();
  }

  @Test
  void theLogOfAJobSubmittedBelowACancelledOneNamesThatParent() {
    int root = submit(spec("children", List.of(spec("command", "x"))));
    farm.run(() -> actions.cancel(List.of(root)));
    Map<String, Object> nested = spec("children", List.of(spec("command", "y")));
    List<Integer> late = submitAll(List.of(nested), List.of(root), List.of());
    for (int id : late) {
      assertEquals(
          "setting status to cancelled: parent " + root + " was cancelled",
          view(id, Set.of(JobPart.LOG)).log().get(0).text());
    }
  }

  @Test
  void anExitOfZeroAfterACancelIsNotedAndTheJobStaysCancelled() {
    SimulatedAgent agent = agent(1);
    int job = submit(spec("command", "x"));
    int run = startNext(agent);
    farm.run(() -> actions.cancel(List.of(job, 2_000_000)));
    agent.exit(run, 0);
    beat(agent);
    JobView view = view(job, Set.of());
    assertEquals(JobStatus.CANCELLED, view.status());
    assertEquals(0, view.exitCode());
    assertEquals(0, client().cpusInUse());
  }
}
