package org.hqueue.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.hqueue.database.Database;
import org.hqueue.job.DueJobsService;
import org.hqueue.job.FailureService;
import org.hqueue.job.JobPart;
import org.hqueue.job.JobStatus;
import org.hqueue.testfarm.SimulatedAgent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What follows from failures (jobs.md section 7), on each database. Each test has its own farm. */
abstract class FailureContract extends FarmFixture {

  private final List<SimulatedAgent> agents = new ArrayList<>();

  @BeforeEach
  void newFarm() {
    close();
    assemble();
    agents.clear();
  }

  @Test
  void aRetryGoesToAClientThatItHasNotFailedOn() {
    SimulatedAgent first = online("a");
    int job = submit(work("triesLeft", 3));
    int run = startNext(first);
    online("b");
    end(first, run, 1);
    assertEquals(List.of(), beat(first).start());
    assertEquals(job, beat(agents.get(1)).start().get(0).jobId());
  }

  @Test
  void aRetryComesBackWhereNoOtherClientFits() {
    SimulatedAgent only = online("a");
    submit(work("triesLeft", 1));
    end(only, startNext(only), 1);
    assertEquals(1, beat(only).start().size());
  }

  @Test
  void aJobThatDoesNotMindIsRetriedWhereItFailed() {
    SimulatedAgent first = online("a");
    submit(work("triesLeft", 1, "retryElsewhere", false));
    int run = startNext(first);
    SimulatedAgent busy = online("b");
    submit(work("host", "b"));
    startNext(busy);
    end(first, run, 1);
    assertEquals(1, beat(first).start().size());
  }

  @Test
  void anEjectedJobStaysAwayFromTheClientItLeftForTenMinutes() {
    SimulatedAgent first = online("a");
    int job = submit(work());
    int run = startNext(first);
    SimulatedAgent busy = online("b");
    submit(work("host", "b"));
    startNext(busy);
    farm.run(() -> actions.eject(List.of(job)));
    first.neverStarted(run);
    beat(first);
    first.forget(run);
    assertEquals(List.of(), beat(first).start());
    assertEquals(
        "it stays away from the client that it failed on or was taken off", waitingFor(job));
    pass(Duration.ofMinutes(11));
    assertEquals(1, beat(first).start().size());
  }

  @Test
  void aClientOnWhichMoreThanThreeJobsOfARootFailedGetsNoMoreOfIt() {
    SimulatedAgent bad = online("a");
    int root = family(6);
    SimulatedAgent busy = online("b");
    submit(Map.of("name", "other", "command", "x", "host", "b", "priority", 9));
    startNext(busy);
    for (int i = 0; i < 4; i++) {
      assertEquals(List.of(), blocked(root));
      end(bad, startNext(bad), 1);
    }
    assertEquals(List.of("a"), blocked(root));
    assertEquals(List.of(), beat(bad).start());
    farm.run(() -> farm.get(FailureService.class).unblockClients(root, null));
    assertEquals(List.of(), blocked(root));
    assertEquals(1, beat(bad).start().size());
  }

  @Test
  void aRescheduleByHandLiftsTheCap() {
    SimulatedAgent bad = online("a");
    int root = family(6);
    SimulatedAgent busy = online("b");
    submit(Map.of("name", "other", "command", "x", "host", "b", "priority", 9));
    startNext(busy);
    for (int i = 0; i < 4; i++) {
      end(bad, startNext(bad), 1);
    }
    farm.run(() -> actions.reschedule(List.of(root)));
    assertEquals(List.of(), blocked(root));
    assertEquals(1, beat(bad).start().size());
  }

  @Test
  void aFarmOfOneGoesOnInSpiteOfTheCap() {
    SimulatedAgent only = online("a");
    family(6);
    for (int i = 0; i < 6; i++) {
      end(only, startNext(only), 1);
    }
  }

  @Test
  void aRootIsHeldAfterTwentyFiveFailuresInARowAndReleasedByHand() {
    SimulatedAgent only = online("a");
    List<Integer> ids = runaway(only);
    int last = ids.get(ids.size() - 1);
    assertEquals(List.of(), beat(only).start());
    assertEquals(JobStatus.RUNNABLE, status(last));
    assertEquals("held: 25 failures in a row", waitingFor(last));
    farm.run(() -> farm.get(FailureService.class).releaseRoot(last));
    assertEquals(1, beat(only).start().size());
  }

  @Test
  void aRescheduleReleasesAHeldRoot() {
    SimulatedAgent only = online("a");
    List<Integer> ids = runaway(only);
    farm.run(() -> actions.reschedule(ids.subList(1, 2)));
    assertEquals(1, beat(only).start().size());
  }

  @Test
  void aSuccessBetweenFailuresKeepsARootFromBeingHeld() {
    SimulatedAgent only = online("a");
    family(27);
    for (int i = 0; i < 26; i++) {
      end(only, startNext(only), i == 12 ? 0 : 1);
    }
    assertEquals(1, beat(only).start().size());
  }

  @Test
  void aClientWithFiveFailuresOfTwoRootsIsSickAndGetsOneJobAsATrial() {
    SimulatedAgent bad = online("a");
    online("b");
    online("c");
    failures(bad, 3);
    failures(bad, 2);
    assertEquals(List.of(1), sick());
    int next = submit(work("host", "a"));
    int later = submit(work("host", "a"));
    assertEquals(List.of(), beat(bad).start());
    assertTrue(
        waitingFor(next).startsWith("a that would fit: sick: 5 failures in a row, the last"));
    pass(Duration.ofMinutes(16));
    int trial = startNext(bad);
    assertEquals(JobStatus.RUNNING, status(next));
    assertEquals(List.of(), beat(bad).start(), "one alone");
    assertEquals(JobStatus.RUNNABLE, status(later));
    end(bad, trial, 0);
    assertEquals(List.of(), sick());
    assertEquals(1, beat(bad).start().size());
  }

  @Test
  void aTrialThatFailsLeavesTheClientSickForAnotherFifteenMinutes() {
    SimulatedAgent bad = online("a");
    online("b");
    online("c");
    failures(bad, 3);
    failures(bad, 2);
    submit(work("host", "a"));
    submit(work("host", "a"));
    pass(Duration.ofMinutes(16));
    end(bad, startNext(bad), 1);
    pass(Duration.ofMinutes(10));
    assertEquals(List.of(), beat(bad).start());
    pass(Duration.ofMinutes(6));
    assertEquals(1, beat(bad).start().size());
  }

  @Test
  void failuresOfOneRootAloneMakeNoClientSick() {
    SimulatedAgent bad = online("a");
    online("b");
    online("c");
    failures(bad, 8);
    assertEquals(List.of(), sick());
  }

  @Test
  void neverMoreThanAThirdOfTheClientsOnlineIsSick() {
    SimulatedAgent first = online("a");
    SimulatedAgent second = online("b");
    online("c");
    for (SimulatedAgent bad : List.of(first, second)) {
      failures(bad, 3);
      failures(bad, 2);
    }
    assertEquals(List.of(1), sick());
  }

  @Test
  void aFarmOfTwoHasNoSickClient() {
    SimulatedAgent bad = online("a");
    online("b");
    failures(bad, 4);
    failures(bad, 4);
    assertEquals(List.of(), sick());
  }

  /** A root of so many jobs for one client, all of which fail there. */
  private void failures(SimulatedAgent agent, int n) {
    String hostname = agent.report(0).agent().hostname();
    List<Map<String, Object>> children = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      children.add(Map.of("name", "child", "command", "x"));
    }
    submit(Map.of("name", "root", "host", hostname, "children", children));
    for (int i = 0; i < n; i++) {
      end(agent, startNext(agent), 1);
    }
  }

  /** A root of which 25 jobs have failed, and one waits. */
  private List<Integer> runaway(SimulatedAgent agent) {
    List<Map<String, Object>> children = new ArrayList<>();
    for (int i = 0; i < 26; i++) {
      children.add(Map.of("name", "child", "command", "x"));
    }
    List<Integer> ids = submitAll(Map.of("name", "root", "children", children));
    for (int i = 0; i < 25; i++) {
      end(agent, startNext(agent), 1);
    }
    return ids;
  }

  private int family(int n) {
    List<Map<String, Object>> children = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      children.add(Map.of("name", "child", "command", "x"));
    }
    return submit(Map.of("name", "root", "children", children));
  }

  private Map<String, Object> work(Object... properties) {
    Map<String, Object> spec = spec(properties);
    if (!List.of(properties).contains("host")) {
      spec.remove("host");
    }
    spec.put("command", "x");
    return spec;
  }

  /** A client with one CPU. */
  private SimulatedAgent online(String hostname) {
    SimulatedAgent agent = new SimulatedAgent(hostname, "", 1);
    beat(agent);
    agents.add(agent);
    return agent;
  }

  private void end(SimulatedAgent agent, int run, int exitCode) {
    agent.exit(run, exitCode);
    assertTrue(beat(agent).forget().contains(run));
    agent.forget(run);
  }

  private void pass(Duration time) {
    farm.clock().advance(time);
    agents.forEach(this::beat);
    farm.run(() -> farm.get(DueJobsService.class).run());
  }

  private List<Integer> sick() {
    return query("select id as n from client where sick_since_at is not null order by id");
  }

  private List<Integer> query(String sql) {
    return farm.get(Database.class).query(sql, row -> row.integer("n"));
  }

  private List<String> blocked(int root) {
    return Objects.requireNonNull(view(root, Set.of(JobPart.BLOCKED)).blocked()).labels();
  }

  private String waitingFor(int job) {
    return Objects.requireNonNull(
        farm.call(
                () ->
                    farm.get(WaitingService.class)
                        .explained(jobs.views(List.of(job), Set.of(JobPart.WAITING))))
            .get(0)
            .waitingFor());
  }
}
