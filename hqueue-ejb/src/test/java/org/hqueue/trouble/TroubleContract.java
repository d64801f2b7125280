package org.hqueue.trouble;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hqueue.config.Settings;
import org.hqueue.database.Database;
import org.hqueue.job.JobService;
import org.hqueue.job.JobSpec;
import org.hqueue.testfarm.TestFarm;
import org.hqueue.trouble.UnknownAsk.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is kept of trouble, on each database. */
abstract class TroubleContract {

  private TestFarm farm;
  private TroubleService troubles;

  /** A new, empty database. */
  abstract Settings settings();

  @BeforeEach
  void assemble() {
    farm = new TestFarm(settings());
    troubles = farm.get(TroubleService.class);
  }

  @AfterEach
  void close() {
    farm.close();
  }

  @Test
  void theNewestErrorsAreKeptAndToldFirst() {
    assertEquals(new Troubles(0, List.of()), farm.call(troubles::ofServer));
    List<Trouble> errors = new ArrayList<>();
    for (int i = 1; i <= 1100; i++) {
      errors.add(new Trouble(0, now(), "newjob", "error " + i));
    }
    farm.run(() -> troubles.add(errors));
    Troubles found = farm.call(troubles::ofServer);
    assertEquals(1000, found.total());
    assertEquals(TroubleService.MOST_SHOWN, found.latest().size());
    assertEquals("error 1100", found.latest().get(0).message());
    assertEquals("newjob", found.latest().get(0).source());
    assertEquals(now(), found.latest().get(0).at());
  }

  @Test
  void asksAreCountedAndForgottenAfterAMonth() {
    farm.run(() -> troubles.count(List.of(ask("old", 1))));
    farm.clock().advance(Duration.ofDays(20));
    farm.run(() -> troubles.count(List.of(ask("a", 2), ask("b", 3))));
    farm.run(() -> troubles.count(List.of(ask("a", 2))));
    assertEquals(
        List.of(ask("a", 4), ask("b", 3)),
        farm.call(troubles::asks).stream().filter(ask -> !ask.name().equals("old")).toList());
    farm.clock().advance(Duration.ofDays(20));
    farm.run(() -> troubles.count(List.of(ask("c", 1))));
    assertEquals(
        List.of("a", "b", "c"), farm.call(troubles::asks).stream().map(UnknownAsk::name).toList());
  }

  @Test
  void noMoreNamesAreKeptThanThereIsRoomFor() {
    List<UnknownAsk> asks = new ArrayList<>();
    for (int i = 0; i < TroubleService.MOST_ASKS + 5; i++) {
      asks.add(ask("name " + i, 1));
    }
    farm.run(() -> troubles.count(asks));
    farm.run(() -> troubles.count(List.of(ask("name 0", 1))));
    List<UnknownAsk> kept = farm.call(troubles::asks);
    assertEquals(TroubleService.MOST_ASKS, kept.size());
    assertEquals(2, kept.get(0).count());
  }

  @Test
  void errorsOfAClientAreTheTriesThatFailedThere() {
    JobService jobs = farm.get(JobService.class);
    int job =
        farm.call(() -> jobs.submit(List.of(JobSpec.ofCommand("frame", "x")), List.of(), List.of()))
            .get(0);
    assign(1, job, 7, "EXITED", 0);
    assign(2, job, 7, "EXITED", 3);
    assign(3, job, 7, "LOST", 0);
    assign(4, job, 7, "STOPPED", 143);
    assign(5, job, 8, "EXITED", 1);
    assign(6, job, 7, "GIVEN_UP", 0);
    Troubles found = farm.call(() -> troubles.ofClient(7));
    assertEquals(3, found.total());
    assertEquals(
        List.of(
            "frame: the client stayed silent", "frame: its process vanished", "frame: exit code 3"),
        found.latest().stream().map(Trouble::message).toList());
    assertEquals("job " + job, found.latest().get(0).source());
    assertEquals(0, farm.call(() -> troubles.ofClient(9)).total());
  }

  private void assign(int id, int jobId, int clientId, String outcome, int exitCode) {
    Database database = farm.get(Database.class);
    farm.run(
        () ->
            database.update(
                "insert into assignment (id, job_id, client_id, state, master, cpus, single_tags,"
                    + " kill_grace_seconds, offered_at, started_at, ended_at, outcome, exit_code)"
                    + " values (?, ?, ?, 'GONE', true, 1, '', 5, 500, 600, ?, ?, ?)",
                id,
                jobId,
                clientId,
                1000 + id,
                outcome,
                exitCode));
  }

  private UnknownAsk ask(String name, long count) {
    return new UnknownAsk(Kind.METHOD, name, count, "10.0.0.9", now());
  }

  private Instant now() {
    return farm.clock().instant();
  }
}
