package org.hqueue.history;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hqueue.database.Database;

/** The table of samples. Everything here takes part in the surrounding transaction. */
@ApplicationScoped
public class HistoryStore {

  @Inject Database database;

  /** Holds the farm's row, so that one server samples at a time. */
  void lock() {
    database.query("select id from farm where id = 1 for update", row -> row.integer("id"));
  }

  /**
   * When the newest sample was taken, and how far it has counted events; empty before the first.
   */
  Optional<Place> newest() {
    return database.first(
        "select taken_at, feed from farm_sample order by taken_at desc limit 1",
        row -> new Place(row.time("taken_at"), row.number("feed")));
  }

  /** A sample's time, and how far it has counted events. */
  record Place(Instant at, long feed) {}

  /** The highest number of an event, 0 when there is none. */
  long lastFeed() {
    return database
        .first("select max(feed) as feed from job_event", row -> row.number("feed"))
        .orElse(0L);
  }

  /** Jobs that are not finished, by status: counted in the index of statuses alone. */
  Map<String, Integer> unfinished() {
    Map<String, Integer> counts = new HashMap<>();
    database.query(
        "select status, count(*) as n from job where status in ('QUEUED', 'RUNNABLE', 'RUNNING',"
            + " 'PAUSING', 'PAUSED', 'RESUMING', 'EJECTING', 'ABANDONED') group by status",
        row -> counts.put(row.text("status"), row.integer("n")));
    return counts;
  }

  /** Moves of jobs with a command, by the word of the status that they got. */
  Map<String, Moves> moves(long after, long until) {
    Map<String, Moves> moves = new HashMap<>();
    database.query(
        "select e.status, count(*) as n, sum(case when e.status = 'running'"
            + " and j.command_started_at > j.runnable_at"
            + " then j.command_started_at - j.runnable_at else 0 end) as waited"
            + " from job_event e join job j on j.id = e.job_id"
            + " where e.feed > ? and e.feed <= ? and e.kind = 'STATUS' and j.has_command = true"
            + " and e.status in ('running', 'succeeded', 'failed', 'cancelled') group by e.status",
        row -> moves.put(row.text("status"), new Moves(row.integer("n"), row.number("waited"))),
        after,
        until);
    return moves;
  }

  /** How many jobs got a status, and how long they had been ready before, in milliseconds. */
  record Moves(int count, long waitedMillis) {}

  /** The clients that are heard. */
  Machines machines() {
    return database
        .first(
            "select count(*) as n, coalesce(sum(c.cpus), 0) as cpus,"
                + " coalesce(sum(c.cpus_in_use), 0) as used"
                + " from client c join client_pulse p on p.client_id = c.id"
                + " where c.removed_at is null and p.silent_since is null and p.heard_at > 0",
            row -> new Machines(row.integer("n"), row.integer("cpus"), row.integer("used")))
        .orElseThrow();
  }

  /** How many clients are heard, and their CPUs. */
  record Machines(int clients, int cpus, int cpusInUse) {}

  /** Writes a sample. */
  void add(Place place, Map<String, Integer> jobs, Map<String, Moves> moves, Machines machines) {
    Moves none = new Moves(0, 0);
    database.update(
        "insert into farm_sample (taken_at, feed, queued, runnable, running, paused, succeeded,"
            + " failed, cancelled, started, waited_millis, clients, cpus, cpus_in_use)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        place.at(),
        place.feed(),
        sum(jobs, "QUEUED"),
        sum(jobs, "RUNNABLE"),
        sum(jobs, "RUNNING", "PAUSING", "RESUMING", "EJECTING"),
        sum(jobs, "PAUSED", "ABANDONED"),
        moves.getOrDefault("succeeded", none).count(),
        moves.getOrDefault("failed", none).count(),
        moves.getOrDefault("cancelled", none).count(),
        moves.getOrDefault("running", none).count(),
        moves.getOrDefault("running", none).waitedMillis(),
        machines.clients(),
        machines.cpus(),
        machines.cpusInUse());
  }

  private static int sum(Map<String, Integer> jobs, String... statuses) {
    int sum = 0;
    for (String status : statuses) {
      sum += jobs.getOrDefault(status, 0);
    }
    return sum;
  }

  /** Forgets what is older. */
  void forget(Instant before) {
    database.update("delete from farm_sample where taken_at < ?", before);
  }

  /** Points since a time, in its order; stretches without a sample are left out. */
  List<HistoryPoint> points(Instant since, HistorySpan span) {
    String stretch = "taken_at - mod(taken_at, " + span.step().toMillis() + ")";
    return database.query(
        "select "
            + stretch
            + " as stretch_at, avg(1.0 * running) as running, avg(1.0 * runnable) as runnable,"
            + " avg(1.0 * queued) as queued, avg(1.0 * paused) as paused,"
            + " sum(succeeded) as succeeded, sum(failed) as failed, sum(cancelled) as cancelled,"
            + " sum(started) as started, sum(waited_millis) as waited, avg(1.0 * cpus) as cpus,"
            + " avg(1.0 * cpus_in_use) as used from farm_sample where taken_at >= ? group by "
            + stretch
            + " order by stretch_at",
        row -> {
          long started = row.number("started");
          return new HistoryPoint(
              row.time("stretch_at"),
              new HistoryPoint.Levels(
                  row.fraction("running"),
                  row.fraction("runnable"),
                  row.fraction("queued"),
                  row.fraction("paused")),
              new HistoryPoint.Ends(
                  row.number("succeeded"), row.number("failed"), row.number("cancelled")),
              started == 0 ? 0 : row.number("waited") / 1000.0 / started,
              row.fraction("cpus"),
              row.fraction("used"));
        },
        since);
  }
}
