package org.hqueue.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hqueue.config.Settings;
import org.hqueue.database.Database;
import org.hqueue.job.JobOverview.Cell;
import org.hqueue.job.JobOverview.Failure;
import org.hqueue.job.JobOverview.Run;
import org.hqueue.testfarm.TestFarm;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the console reads of many jobs at once, on each database. */
abstract class JobOverviewContract {

  private static final long MINUTE = 60_000;

  private TestFarm farm;
  private JobService jobs;
  private JobOverviewService overview;
  private Database database;
  private long now;

  /** A new, empty database. */
  abstract Settings settings();

  @BeforeEach
  void assemble() {
    farm = new TestFarm(settings());
    jobs = farm.get(JobService.class);
    overview = farm.get(JobOverviewService.class);
    database = farm.get(Database.class);
    now = farm.clock().instant().toEpochMilli();
    change(
        "insert into client (id, hostname, hostname_lower, name, agent_id, session,"
            + " session_start_at, boot_id, platform, version, ip, port, cpus, cpus_in_use,"
            + " memory_kilobytes, enabled, created_at, edition) values (1, 'Node', 'node', 'a', '',"
            + " '', 0, '', '', '', '', 0, 4, 2, 0, true, 0, 0)");
  }

  @AfterEach
  void close() {
    farm.close();
  }

  @Test
  void jobsAreCountedByStatusAndClientsByWhetherTheyAreBusy() {
    submitWithChildren(3);
    JobOverview.Counts counts = farm.call(overview::counts);
    assertEquals(3, counts.of(JobStatus.WAITING_GROUP));
    assertEquals(4, counts.of(JobStatus.UNFINISHED));
    assertEquals(0, counts.of(JobStatus.FINISHED));
    assertEquals(1, counts.clients());
    assertEquals(1, counts.busyClients());
  }

  @Test
  void aFamilyIsTheJobsAndEverythingBelow() {
    int root = submitWithChildren(2);
    int alone = submitWithChildren(0);
    assertEquals(
        Map.of(root, JobStatus.QUEUED, root + 1, JobStatus.RUNNABLE, root + 2, JobStatus.RUNNABLE),
        farm.call(() -> overview.familyStatuses(List.of(root))));
    assertEquals(
        Map.of(alone, JobStatus.RUNNABLE),
        farm.call(() -> overview.statuses(List.of(alone, 99_999))));
  }

  @Test
  void childrenAreToldWithTheirRunningTimes() {
    int root = submitWithChildren(2);
    ran(root + 1, 7 * MINUTE, now - 10 * MINUTE);
    List<Cell> cells = farm.call(() -> overview.children(root));
    assertEquals(
        new Cell(
            root + 1,
            JobStatus.SUCCEEDED,
            Instant.ofEpochMilli(now - 17 * MINUTE),
            Instant.ofEpochMilli(now - 10 * MINUTE)),
        cells.get(0));
    assertEquals(new Cell(root + 2, JobStatus.RUNNABLE, null, null), cells.get(1));
  }

  @Test
  void howFarChildrenAreIsToldFromTheCountsThatAreKept() {
    int root = submitWithChildren(3);
    assertEquals(
        Map.of(root, new JobState.Children(3, 3, 0, 0)),
        farm.call(() -> overview.childCounts(List.of(root, 99_999))));
    JobActionService actions = farm.get(JobActionService.class);
    farm.run(() -> actions.cancel(List.of(root + 1)));
    assertEquals(
        new JobState.Children(3, 2, 1, 1),
        farm.call(() -> overview.childCounts(List.of(root))).get(root));
    farm.run(() -> actions.reschedule(List.of(root + 1)));
    assertEquals(
        new JobState.Children(3, 3, 0, 0),
        farm.call(() -> overview.childCounts(List.of(root))).get(root));
    assertEquals(List.of(root), farm.call(() -> overview.parents(root + 2, 5)));
    assertEquals(List.of(), farm.call(() -> overview.parents(root, 5)));
  }

  @Test
  void whatIsOnItsWayToAClientRunsAsWell() {
    int root = submitWithChildren(0);
    attempt(1, root, "STARTED", "", null, now - MINUTE, null);
    change("update job set command_started_at = null, started_at = ? where id = ?", now, root);
    List<Run> runs = farm.call(overview::running);
    assertEquals(List.of(root), runs.stream().map(Run::jobId).toList());
    assertEquals(Instant.ofEpochMilli(now), runs.get(0).started());
  }

  @Test
  void theGraphHoldsWhatIsBelowAndTheParentsOfTheJobItself() {
    int root = submitWithChildren(2);
    JobGraph below = farm.call(() -> overview.graph(root));
    assertEquals(3, below.jobs());
    assertEquals(2, below.edges().size());
    JobGraph ofChild = farm.call(() -> overview.graph(root + 2));
    assertEquals(List.of(root, root + 2), ofChild.nodes().stream().map(JobGraph.Node::id).toList());
  }

  @Test
  void failuresOfTheLastHoursAreToldOnceEachTheLatestFirst() {
    int root = submitWithChildren(3);
    attempt(1, root + 1, "GONE", "EXITED", 3, now - 20 * MINUTE, now - 10 * MINUTE);
    attempt(2, root + 1, "GONE", "EXITED", 4, now - 9 * MINUTE, now - 5 * MINUTE);
    attempt(3, root + 2, "GONE", "EXITED", 0, now - 20 * MINUTE, now - 4 * MINUTE);
    attempt(4, root + 3, "GONE", "LOST", null, now - 900 * MINUTE, now - 800 * MINUTE);
    change(
        "update job set status = 'FAILED', failure_reason = 'exit code 4', assignment_id = 2"
            + " where id = ?",
        root + 1);
    List<Failure> failures = farm.call(() -> overview.failures(Duration.ofHours(12)));
    assertEquals(1, failures.size());
    Failure failure = failures.get(0);
    assertEquals(root + 1, failure.jobId());
    assertEquals(root, failure.rootId());
    assertEquals("Node:a", failure.client());
    assertEquals(4, failure.exitCode());
    assertEquals("exit code 4", failure.reason());
    assertEquals(2, farm.call(() -> overview.failures(Duration.ofHours(24))).size());
  }

  @Test
  void whatRunsIsComparedWithWhatItsSiblingsTook() {
    int root = submitWithChildren(5);
    ran(root + 1, MINUTE, now - MINUTE);
    ran(root + 2, 2 * MINUTE, now - MINUTE);
    ran(root + 3, 9 * MINUTE, now - MINUTE);
    attempt(1, root + 4, "STARTED", "", null, now - 6 * MINUTE, null);
    int alone = submitWithChildren(0);
    attempt(2, alone, "STARTED", "", null, now - 7 * MINUTE, null);
    List<Run> runs = farm.call(overview::running);
    assertEquals(List.of(alone, root + 4), runs.stream().map(Run::jobId).toList());
    assertNull(runs.get(0).parentId());
    assertEquals(0, runs.get(0).ratio(Instant.ofEpochMilli(now)));
    assertEquals(2 * MINUTE, runs.get(1).usualMillis());
    assertEquals(3.0, runs.get(1).ratio(Instant.ofEpochMilli(now)));
  }

  @Test
  void rootsAloneMayRun() {
    int root = submitWithChildren(0);
    attempt(1, root, "STARTED", "", null, now - MINUTE, null);
    assertEquals(List.of(root), farm.call(overview::running).stream().map(Run::jobId).toList());
  }

  private int submitWithChildren(int count) {
    List<Map<String, String>> children = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      children.add(Map.of("name", "child " + i, "command", "x"));
    }
    Map<String, ?> spec = Map.of("name", "root", "command", "y", "children", children);
    return farm.call(() -> jobs.submit(JobSpecReader.read(spec), List.of(), List.of())).get(0);
  }

  private void ran(int jobId, long millis, long end) {
    change(
        "update job set status = 'SUCCEEDED', command_started_at = ?, command_ended_at = ?,"
            + " ended_at = ? where id = ?",
        end - millis,
        end,
        end,
        jobId);
  }

  private void attempt(
      int id,
      int jobId,
      String state,
      String outcome,
      @Nullable Integer exitCode,
      long started,
      @Nullable Long ended) {
    change(
        "insert into assignment (id, job_id, client_id, state, master, cpus, single_tags,"
            + " kill_grace_seconds, offered_at, started_at, ended_at, outcome, exit_code)"
            + " values (?, ?, 1, ?, true, 1, '', 5, ?, ?, ?, ?, ?)",
        id,
        jobId,
        state,
        started,
        started,
        ended,
        outcome,
        exitCode);
    if (state.equals("STARTED")) {
      change(
          "update job set status = 'RUNNING', assignment_id = ?, command_started_at = ?"
              + " where id = ?",
          id,
          started,
          jobId);
    }
  }

  private void change(String sql, @Nullable Object... values) {
    farm.run(() -> database.update(sql, values));
  }
}
