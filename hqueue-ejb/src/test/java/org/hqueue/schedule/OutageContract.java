package org.hqueue.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hqueue.database.Database;
import org.hqueue.job.JobStatus;
import org.hqueue.silence.SilenceService;
import org.hqueue.testfarm.SimulatedAgent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * After 15 minutes without a database, and after 15 without a server, nobody is given up and
 * nothing is started twice (jobs.md section 7).
 */
abstract class OutageContract extends FarmFixture {

  /** Says of each call that fails why it does. */
  private static final Logger PASSES = Logger.getLogger(Collector.class.getName());

  private static final Duration OUTAGE = Duration.ofMinutes(15);
  private static final Duration STEP = Duration.ofSeconds(5);

  private final List<SimulatedAgent> agents = new ArrayList<>();
  private final List<Integer> jobIds = new ArrayList<>();
  private final List<Integer> assignments = new ArrayList<>();

  /** A new farm whose six clients run a job each, and hear an offer of one more. */
  @BeforeEach
  void sixClientsRunAJobEach() {
    close();
    assemble();
    agents.clear();
    jobIds.clear();
    assignments.clear();
    tick(true);
    for (int i = 0; i < 6; i++) {
      newHost();
      SimulatedAgent agent = agent(2);
      jobIds.add(submit(spec("command", "x")));
      agents.add(agent);
      assignments.add(startNext(agent));
    }
    pass(Duration.ofMinutes(6), agents);
  }

  @Test
  void after15MinutesWithoutADatabaseNobodyIsGivenUpAndNothingIsStartedTwice() {
    farm.databaseReachable(false);
    withoutDatabase();
    agents.get(0).exit(assignments.get(0), 0);
    agents.get(1).exit(assignments.get(1), 1);
    farm.databaseReachable(true);
    everythingGoesOn();
  }

  @Test
  void after15MinutesWithoutAServerNobodyIsGivenUpAndNothingIsStartedTwice() {
    farm.clock().advance(OUTAGE);
    agents.get(0).exit(assignments.get(0), 0);
    agents.get(1).exit(assignments.get(1), 1);
    tick(true);
    everythingGoesOn();
  }

  @Test
  void whoIsNotBackAfterAnOutageHasTheWholeTimeAnew() {
    farm.databaseReachable(false);
    withoutDatabase();
    farm.databaseReachable(true);
    List<SimulatedAgent> back = agents.subList(1, agents.size());
    pass(Duration.ofMinutes(4), back);
    assertEquals(JobStatus.RUNNING, status(jobIds.get(0)));
    pass(Duration.ofMinutes(2), back);
    assertEquals(JobStatus.ABANDONED, status(jobIds.get(0)));
    beat(agents.get(0));
    assertEquals(JobStatus.RUNNING, status(jobIds.get(0)));
    nothingWasStartedTwice();
  }

  @Test
  void anOfferThatNobodyHeardBeforeAnOutageIsStartedOnceAfterIt() {
    int job = submit(spec("command", "y"));
    SimulatedAgent last = agents.get(agents.size() - 1);
    int offered = beat(last).start().get(0).id();
    farm.databaseReachable(false);
    withoutDatabase();
    farm.databaseReachable(true);
    tick(false);
    assertEquals(offered, startNext(last));
    assertEquals(JobStatus.RUNNING, status(job));
    nothingWasStartedTwice();
  }

  /** Nothing that the server does comes to anything, and nothing ends it. */
  private void withoutDatabase() {
    Level level = PASSES.getLevel();
    PASSES.setLevel(Level.OFF);
    try {
      failFor15Minutes();
    } finally {
      PASSES.setLevel(level);
    }
  }

  private void failFor15Minutes() {
    for (Duration gone = Duration.ZERO; gone.compareTo(OUTAGE) < 0; gone = gone.plus(STEP)) {
      farm.clock().advance(STEP);
      assertThrows(RuntimeException.class, () -> retry.run(() -> tickAlone(false)));
      if (gone.toSeconds() % 60 == 0) {
        agents.forEach(agent -> assertThrows(CompletionException.class, () -> beat(agent)));
      }
    }
  }

  /** All report after the outage; the first job ended well meanwhile, and the second did not. */
  private void everythingGoesOn() {
    tick(false);
    pass(Duration.ofMinutes(4), List.of());
    jobIds.forEach(id -> assertEquals(JobStatus.RUNNING, status(id), "not given up: " + id));
    pass(Duration.ofMinutes(60), agents);
    assertEquals(JobStatus.SUCCEEDED, status(jobIds.get(0)));
    assertEquals(JobStatus.FAILED, status(jobIds.get(1)));
    for (int id : jobIds.subList(2, jobIds.size())) {
      assertEquals(JobStatus.RUNNING, status(id));
    }
    nothingWasStartedTwice();
  }

  private void nothingWasStartedTwice() {
    List<Integer> counts =
        farm.get(Database.class)
            .query("select count(*) as n from assignment group by job_id", row -> row.integer("n"));
    assertTrue(counts.stream().allMatch(count -> count == 1), "assignments of each job: " + counts);
    assertEquals(
        List.of(),
        farm.get(Database.class)
            .query(
                "select job_id from job_event where status = 'abandoned' and job_id <> ?",
                row -> row.integer("job_id"),
                jobIds.get(0)));
  }

  private void pass(Duration time, List<SimulatedAgent> heard) {
    for (Duration gone = Duration.ZERO; gone.compareTo(time) < 0; gone = gone.plus(STEP)) {
      farm.clock().advance(STEP);
      if (gone.toSeconds() % 60 == 0) {
        heard.forEach(this::beat);
      }
      tick(false);
    }
  }

  private void tick(boolean isStart) {
    retry.run(() -> tickAlone(isStart));
  }

  private void tickAlone(boolean isStart) {
    farm.run(() -> farm.get(SilenceService.class).run(isStart));
  }
}
