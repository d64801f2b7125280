package org.hqueue.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.hqueue.database.Database;
import org.hqueue.job.JobPart;
import org.hqueue.job.JobSpec;
import org.hqueue.job.JobSpecReader;
import org.hqueue.job.JobStatus;
import org.hqueue.testfarm.SimulatedAgent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What comes at once (issue 3): nothing is given twice, miscounted or lost, on each database. */
abstract class AtOnceContract extends FarmFixture {

  private static final int SIBLINGS = 2_000;
  private static final int AGENTS = 8;

  @AfterEach
  void nothingIsGivenTwiceOrMiscounted() {
    assertCountersEqualARecount();
    Database database = farm.get(Database.class);
    assertEquals(
        List.of(),
        database.query(
            "select job_id from assignment where state <> 'GONE' and master_id is null"
                + " group by job_id having count(*) > 1",
            row -> row.integer("job_id")));
    assertEquals(
        List.of(),
        database.query(
            "select c.id from client c left join assignment a"
                + " on a.client_id = c.id and a.state <> 'GONE' group by c.id, c.cpus_in_use"
                + " having c.cpus_in_use <> coalesce(sum(a.cpus), 0)",
            row -> row.integer("id")));
  }

  @Test
  void twoThousandSiblingsThatEndTogetherAreAllCountedAndTheirParentEndsOnce() throws Exception {
    List<SimulatedAgent> agents = new ArrayList<>();
    for (int i = 0; i < AGENTS; i++) {
      SimulatedAgent agent = new SimulatedAgent(host, "part" + i, SIBLINGS / AGENTS);
      beat(agent);
      agents.add(agent);
    }
    List<Map<String, Object>> children = new ArrayList<>();
    for (int i = 0; i < SIBLINGS; i++) {
      children.add(spec("command", "x"));
    }
    int parent = submit(spec("children", children));
    int started = 0;
    for (int round = 0; round < 40 && started < SIBLINGS; round++) {
      for (SimulatedAgent agent : agents) {
        List<HeartbeatAnswer.Offer> offers = beat(agent).start();
        offers.forEach(offer -> agent.start(offer.id()));
        started += offers.size();
      }
    }
    assertEquals(SIBLINGS, started);
    List<Runnable> ends = new ArrayList<>();
    for (SimulatedAgent agent : agents) {
      ends.add(
          () -> {
            agent.assignments().forEach(id -> agent.exit(id, 0));
            beat(agent);
          });
    }
    atOnce(ends);
    agents.forEach(this::beat);
    assertEquals(JobStatus.SUCCEEDED, status(parent));
    assertEquals(
        1,
        farm.get(Database.class)
            .query(
                "select id from job_event where kind = 'STATUS' and status = 'succeeded'"
                    + " and job_id = ?",
                row -> row.number("id"),
                parent)
            .size());
  }

  @Test
  void callsThatMeetInOppositeOrderAreRepeatedByThemselvesAndBothHaveTheirEffect()
      throws Exception {
    int one = submit(spec("command", "x"));
    int other = submit(spec("command", "x"));
    AtomicInteger tries = new AtomicInteger();
    CountDownLatch bothHaveOne = new CountDownLatch(2);
    atOnce(
        List.of(
            () -> inOrder(List.of(one, other), bothHaveOne, tries),
            () -> inOrder(List.of(other, one), bothHaveOne, tries)));
    assertTrue(tries.get() > 2, "the two calls met: " + tries);
    assertEquals(2, farm.call(() -> jobs.views(List.of(one), Set.of())).get(0).priority());
    assertEquals(2, farm.call(() -> jobs.views(List.of(other), Set.of())).get(0).priority());
  }

  /** Raises two jobs one after the other, and meets another call that has begun with the second. */
  private void inOrder(List<Integer> ids, CountDownLatch bothHaveOne, AtomicInteger tries) {
    farm.run(
        () -> {
          tries.incrementAndGet();
          raise(ids.get(0));
          bothHaveOne.countDown();
          await(bothHaveOne);
          raise(ids.get(1));
        });
  }

  private void raise(int jobId) {
    farm.get(Database.class).update("update job set priority = priority + 1 where id = ?", jobId);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(30, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void reportsAndUserCallsOnTheSameJobsAtOnceLoseNothing() throws Exception {
    SimulatedAgent agent = agent(40);
    List<Map<String, Object>> children = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      children.add(spec("command", "x", "triesLeft", 1));
    }
    List<Integer> ids = submitAll(spec("children", children));
    List<Integer> forth = ids.subList(1, ids.size());
    List<Integer> back = new ArrayList<>(forth);
    Collections.reverse(back);
    beat(agent).start().forEach(offer -> agent.start(offer.id()));
    beat(agent);
    List<Integer> running = agent.assignments();
    List<Runnable> all = new ArrayList<>();
    all.add(
        () -> {
          for (Integer id : running) {
            agent.exit(id, id % 2);
            beat(agent);
          }
        });
    all.add(() -> each(forth, 7, part -> actions.pause(part)));
    all.add(() -> each(back, 5, part -> actions.resume(part)));
    all.add(() -> each(back, 3, part -> actions.setPriorities(part, 5)));
    all.add(() -> each(forth, 11, part -> actions.eject(part)));
    all.add(
        () -> each(forth, 10, part -> jobs.submit(childSpecs(), List.of(ids.get(0)), List.of())));
    atOnce(all);
    farm.run(() -> actions.resume(List.of(ids.get(0))));
    for (int round = 0; round < 30 && !status(ids.get(0)).isFinished(); round++) {
      HeartbeatAnswer answer = beat(agent);
      answer.forget().forEach(agent::forget);
      answer.start().forEach(offer -> agent.start(offer.id()));
      answer.stop().forEach(stop -> agent.neverStarted(stop.id()));
      answer.resume().forEach(agent::start);
      beat(agent);
      agent.assignments().forEach(id -> agent.exit(id, 0));
    }
    assertEquals(JobStatus.SUCCEEDED, status(ids.get(0)));
    assertEquals(
        44,
        farm.call(() -> jobs.views(List.of(ids.get(0)), Set.of(JobPart.LINKS)))
            .get(0)
            .children()
            .size());
  }

  private List<JobSpec> childSpecs() {
    return JobSpecReader.read(List.of(spec("command", "x")));
  }

  /** One call after another, each on some of the jobs. */
  private void each(List<Integer> ids, int size, Consumer<List<Integer>> call) {
    for (int from = 0; from < ids.size(); from += size) {
      List<Integer> part = ids.subList(from, Math.min(ids.size(), from + size));
      farm.run(() -> call.accept(part));
    }
  }

  @Test
  void anEndAndACancelAtOnceLeaveTheJobEndedOnceAndItsClientFree() throws Exception {
    SimulatedAgent agent = agent(20);
    List<Map<String, Object>> children = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      children.add(spec("command", "x"));
    }
    List<Integer> ids = submitAll(spec("children", children));
    beat(agent).start().forEach(offer -> agent.start(offer.id()));
    beat(agent);
    List<Integer> running = agent.assignments();
    atOnce(
        List.of(
            () ->
                running.forEach(
                    id -> {
                      agent.exit(id, 0);
                      beat(agent);
                    }),
            () -> farm.run(() -> actions.cancel(List.of(ids.get(0))))));
    beat(agent);
    for (Integer id : ids) {
      assertTrue(status(id).isFinished());
    }
    assertEquals(0, client().cpusInUse());
  }
}
