package org.hqueue.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hqueue.database.Database;
import org.hqueue.database.Row;
import org.hqueue.job.JobOverview.Cell;
import org.hqueue.job.JobOverview.Counts;
import org.hqueue.job.JobOverview.Edge;
import org.hqueue.job.JobOverview.Failure;
import org.hqueue.job.JobOverview.Run;

/**
 * Queries over many jobs at once, for the console. None of them reads job by job; those that read a
 * list end with its limit. Everything here takes part in the surrounding transaction.
 */
@ApplicationScoped
public class JobOverviewStore {

  /** Siblings that are enough to say what is usual. */
  private static final int ENOUGH_SIBLINGS = 101;

  @Inject Database database;

  /** Jobs by status, and clients. */
  Counts counts() {
    Map<JobStatus, Long> jobs = new EnumMap<>(JobStatus.class);
    database.query(
        "select status, count(*) as n from job group by status",
        row -> jobs.put(row.constant("status", JobStatus.class), row.number("n")));
    return database
        .first(
            "select count(*) as n,"
                + " coalesce(sum(case when cpus_in_use > 0 then 1 else 0 end), 0) as busy"
                + " from client",
            row -> new Counts(jobs, row.number("n"), row.number("busy")))
        .orElseThrow();
  }

  /** Statuses of those that exist. */
  Map<Integer, JobStatus> statuses(Collection<Integer> jobIds) {
    Map<Integer, JobStatus> statuses = new TreeMap<>();
    database.queryIn(
        "select id, status from job where id in (:ids)",
        jobIds,
        row -> statuses.put(row.integer("id"), row.constant("status", JobStatus.class)));
    return statuses;
  }

  /** The first parents of a job, ascending. */
  List<Integer> parents(int childId, int limit) {
    return database.query(
        "select parent_id from job_link where child_id = ? order by parent_id limit ?",
        row -> row.integer("parent_id"),
        childId,
        limit);
  }

  /** All children of a job, ascending. */
  List<Cell> children(int parentId) {
    return database.query(
        "select j.id, j.status, j.started_at, j.command_started_at, j.command_ended_at, j.ended_at"
            + " from job_link l join job j on j.id = l.child_id where l.parent_id = ?"
            + " order by j.id",
        row ->
            new Cell(
                row.integer("id"),
                row.constant("status", JobStatus.class),
                row.timeOrNull("command_started_at"),
                row.timeOrNull("command_ended_at") == null
                    ? row.timeOrNull("ended_at")
                    : row.timeOrNull("command_ended_at")),
        parentId);
  }

  /** The links between some jobs and their children. */
  List<Edge> edges(Collection<Integer> parentIds) {
    return database.queryIn(
        "select parent_id, child_id from job_link where parent_id in (:ids)",
        parentIds,
        row -> new Edge(row.integer("parent_id"), row.integer("child_id")));
  }

  /** Names of those that exist. */
  Map<Integer, String> names(Collection<Integer> jobIds) {
    Map<Integer, String> names = new HashMap<>();
    database.queryIn(
        "select id, name from job where id in (:ids)",
        jobIds,
        row -> names.put(row.integer("id"), row.text("name")));
    return names;
  }

  /** Tries that went wrong since a time, the latest first, with the job as it is now. */
  List<Failure> failedTries(Instant since, int limit) {
    return database.query(
        "select a.id as try_id, a.outcome, a.exit_code as try_code, a.ended_at as failed_at,"
            + " a.client_id, c.hostname, c.name as client_name, j.id, j.name, j.status, j.root_id,"
            + " r.name as root_name, j.submitted_by, j.failure_reason, j.assignment_id"
            + " from assignment a join job j on j.id = a.job_id join job r on r.id = j.root_id"
            + " left join client c on c.id = a.client_id"
            + " where a.state = 'GONE' and a.ended_at >= ?"
            + " and (a.outcome in ('LOST', 'VANISHED', 'GIVEN_UP', 'REFUSED')"
            + " or (a.outcome = 'EXITED' and (a.exit_code <> 0 or j.status = 'FAILED')))"
            + " order by a.ended_at desc, a.id desc limit ?",
        JobOverviewStore::readFailure,
        since,
        limit);
  }

  /** Jobs whose client has fallen silent, the newest first. */
  List<Failure> abandoned(int limit) {
    return database.query(
        "select a.id as try_id, 'ABANDONED' as outcome, a.exit_code as try_code,"
            + " j.started_at as failed_at,"
            + " a.client_id, c.hostname, c.name as client_name, j.id, j.name, j.status, j.root_id,"
            + " r.name as root_name, j.submitted_by, j.failure_reason, j.assignment_id"
            + " from job j join job r on r.id = j.root_id"
            + " join assignment a on a.id = j.assignment_id"
            + " left join client c on c.id = a.client_id"
            + " where j.status = 'ABANDONED' order by j.id desc limit ?",
        JobOverviewStore::readFailure,
        limit);
  }

  private static Failure readFailure(Row row) throws SQLException {
    boolean last = row.integer("try_id") == row.integer("assignment_id");
    return new Failure(
        row.integer("id"),
        row.text("name"),
        row.constant("status", JobStatus.class),
        row.integer("root_id"),
        row.text("root_name"),
        row.text("submitted_by"),
        row.integer("client_id"),
        label(row),
        row.text("outcome"),
        row.integerOrNull("try_code"),
        last ? row.text("failure_reason") : "",
        row.time("failed_at"));
  }

  private static String label(Row row) throws SQLException {
    String name = row.text("client_name");
    return name.isEmpty() ? row.text("hostname") : row.text("hostname") + ":" + name;
  }

  /**
   * Jobs that are on a client, the longest first; one whose agent has not told of its start yet
   * began when it was given out.
   */
  List<Run> running(int limit) {
    return database.query(
        "select j.id, j.name, j.status, j.root_id, r.name as root_name, j.submitted_by,"
            + " coalesce(j.command_started_at, j.started_at) as began_at, a.client_id, c.hostname, c.name as client_name,"
            + " coalesce(p.progress, 0.0) as progress,"
            + " (select min(l.parent_id) from job_link l where l.child_id = j.id) as parent_id"
            + " from job j join job r on r.id = j.root_id"
            + " join assignment a on a.id = j.assignment_id"
            + " left join client c on c.id = a.client_id"
            + " left join assignment_pulse p on p.assignment_id = a.id"
            + " where j.status in ('RUNNING', 'PAUSING', 'RESUMING', 'EJECTING')"
            + " and coalesce(j.command_started_at, j.started_at) is not null"
            + " order by began_at, j.id limit ?",
        row ->
            new Run(
                row.integer("id"),
                row.text("name"),
                row.constant("status", JobStatus.class),
                row.integer("root_id"),
                row.text("root_name"),
                row.text("submitted_by"),
                row.integer("client_id"),
                label(row),
                row.integerOrNull("parent_id"),
                row.fraction("progress"),
                row.time("began_at"),
                0),
        limit);
  }

  /**
   * The median running time of the last succeeded children of some parents, in milliseconds; a
   * parent without any is left out.
   */
  Map<Integer, Long> usualMillis(Set<Integer> parentIds) {
    if (parentIds.isEmpty()) {
      return Map.of();
    }
    String one =
        "(select l.parent_id, j.command_ended_at - j.command_started_at as ms"
            + " from job_link l join job j on j.id = l.child_id where l.parent_id = ?"
            + " and j.status = 'SUCCEEDED' and j.command_ended_at is not null"
            + " and j.command_started_at is not null order by l.child_id desc limit "
            + ENOUGH_SIBLINGS
            + ")";
    Map<Integer, List<Long>> times = new HashMap<>();
    database.query(
        String.join(" union all ", Collections.nCopies(parentIds.size(), one)),
        row ->
            times
                .computeIfAbsent(row.integer("parent_id"), id -> new ArrayList<>())
                .add(row.number("ms")),
        new TreeSet<>(parentIds).toArray());
    Map<Integer, Long> medians = new HashMap<>();
    times.forEach(
        (parent, list) -> {
          list.sort(null);
          medians.put(parent, list.get(list.size() / 2));
        });
    return medians;
  }
}
