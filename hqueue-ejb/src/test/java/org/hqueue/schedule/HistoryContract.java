package org.hqueue.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.hqueue.client.ClientService;
import org.hqueue.client.ClientView;
import org.hqueue.database.Database;
import org.hqueue.history.ClientPoint;
import org.hqueue.history.HistoryPoint;
import org.hqueue.history.HistoryService;
import org.hqueue.history.HistorySpan;
import org.hqueue.testfarm.SimulatedAgent;
import org.junit.jupiter.api.Test;

/** What the farm's charts are drawn from, on each database. */
abstract class HistoryContract extends FarmFixture {

  @Test
  void aMinuteIsSampledOnceWithWhatHappenedInIt() {
    HistoryService history = farm.get(HistoryService.class);
    SimulatedAgent agent = agent(2);
    beat(agent);
    sample(history);
    int first = submit(spec("command", "true"));
    int second = submit(spec("command", "true"));
    farm.clock().advance(Duration.ofSeconds(30));
    finishNext(agent, 0);
    finishNext(agent, 1);
    assertTrue(status(first).isFinished());
    assertTrue(status(second).isFinished());
    int left = submit(spec("command", "true", "cpus", 99));
    number();
    farm.clock().advance(Duration.ofMinutes(1));
    beat(agent);
    sample(history);
    sample(history);
    List<HistoryPoint> points = farm.call(() -> history.points(HistorySpan.HOUR));
    HistoryPoint point = points.get(points.size() - 1);
    assertEquals(new HistoryPoint.Ends(1, 1, 0), point.ended());
    assertEquals(1.0, point.jobs().runnable());
    int cpus =
        farm.call(() -> farm.get(ClientService.class).all()).stream()
            .mapToInt(ClientView::cpus)
            .sum();
    assertEquals(cpus, point.cpus());
    assertEquals(0.0, point.cpusInUse());
    List<WaitingDemand> waiting = farm.call(() -> farm.get(WaitingService.class).demands(5));
    assertEquals(1, waiting.size());
    assertEquals(left, waiting.get(0).firstJob());
    assertEquals("needs 99 CPUs, the largest client has 2", waiting.get(0).reason());
    cancel(left);
  }

  @Test
  void aSampleDoesNotCostMoreStatementsWithHistoryAndOldOnesAreForgotten() {
    HistoryService history = farm.get(HistoryService.class);
    sample(history);
    farm.clock().advance(Duration.ofMinutes(1));
    int little = farm.statements(() -> sample(history));
    for (int i = 0; i < 50; i++) {
      int job = submit(spec("command", "true"));
      cancel(job);
    }
    number();
    farm.clock().advance(Duration.ofMinutes(1));
    assertEquals(little, farm.statements(() -> sample(history)));
    farm.clock().advance(Duration.ofDays(9));
    sample(history);
    long kept =
        farm.call(
            () ->
                farm.get(Database.class)
                    .first("select count(*) as n from farm_sample", row -> row.number("n"))
                    .orElseThrow());
    assertEquals(1, kept);
    assertEquals(1, farm.call(() -> history.points(HistorySpan.WEEK)).size());
  }

  @Test
  void aClientIsSampledOnceInTenMinutesWhileItIsHeard() {
    HistoryService history = farm.get(HistoryService.class);
    long within = farm.clock().instant().toEpochMilli() % ClientPoint.STEP.toMillis();
    farm.clock().advance(ClientPoint.STEP.minusMillis(within));
    SimulatedAgent agent = agent(3);
    beat(agent);
    int client = client().id();
    submit(spec("command", "true", "cpus", 2));
    int id = startNext(agent);
    sample(history);
    farm.clock().advance(Duration.ofMinutes(1));
    sample(history);
    agent.exit(id, 0);
    beat(agent);
    agent.forget(id);
    List<ClientPoint> first = farm.call(() -> history.client(client));
    assertEquals(1, first.size(), "one of each ten minutes");
    assertEquals(3, first.get(0).cpus());
    assertEquals(2, first.get(0).cpusInUse());
    farm.clock().advance(Duration.ofMinutes(10));
    beat(agent);
    sample(history);
    assertEquals(2, farm.call(() -> history.client(client)).size());
    farm.clock().advance(Duration.ofHours(26));
    beat(agent);
    sample(history);
    assertEquals(1, farm.call(() -> history.client(client)).size());
    assertEquals(
        1,
        farm.call(
            () ->
                farm.get(Database.class)
                    .query(
                        "select taken_at from client_sample where client_id = ?",
                        row -> row.time("taken_at"),
                        client)
                    .size()));
  }

  private void sample(HistoryService history) {
    farm.run(history::sample);
  }

  private void cancel(int job) {
    farm.run(() -> actions.cancel(List.of(job)));
  }

  private void number() {
    while (farm.get(org.hqueue.event.FeedService.class).number(1000)) {
      // Until all have their number.
    }
  }
}
