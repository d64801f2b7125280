package org.hqueue.expiry;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hqueue.database.Database;

/** Finds what has expired. Everything here takes part in the surrounding transaction. */
@ApplicationScoped
public class ExpiryStore {

  @Inject Database database;

  /** Roots that ended at or before a time, by id, after some id. */
  List<Integer> rootsEndedBefore(Instant before, int afterId, int limit) {
    return database.query(
        "select id from job where is_root = true and ended_at <= ? and id > ?"
            + " order by id limit ?",
        row -> row.integer("id"),
        before,
        afterId,
        limit);
  }

  /** Some jobs and all that hang together with them, upwards and downwards, however far. */
  Set<Integer> connected(int jobId) {
    Set<Integer> seen = new TreeSet<>(List.of(jobId));
    Collection<Integer> level = List.of(jobId);
    while (!level.isEmpty()) {
      Set<Integer> next = new HashSet<>(neighbours("parent_id", "child_id", level));
      next.addAll(neighbours("child_id", "parent_id", level));
      next.removeAll(seen);
      seen.addAll(next);
      level = next;
    }
    return seen;
  }

  private List<Integer> neighbours(String from, String to, Collection<Integer> ids) {
    return database.queryIn(
        "select distinct " + to + " as id from job_link where " + from + " in (:ids)",
        ids,
        row -> row.integer("id"));
  }

  /** Whether all of some jobs have ended, and those of them that are roots at or before a time. */
  boolean haveAllEnded(Collection<Integer> jobIds, Instant before) {
    return database
        .queryIn(
            "select id from job where (ended_at is null or (is_root = true and ended_at > ?))"
                + " and id in (:ids) limit 1",
            jobIds,
            row -> row.integer("id"),
            before)
        .isEmpty();
  }

  /** Those of some jobs that have no children. */
  List<Integer> childless(Collection<Integer> jobIds) {
    return database.queryIn(
        "select id from job j where not exists"
            + " (select 1 from job_link l where l.parent_id = j.id) and j.id in (:ids) order by id",
        jobIds,
        row -> row.integer("id"));
  }

  /** Forgets what happened to some jobs. */
  void deleteEventsOf(Collection<Integer> jobIds) {
    database.updateIn("delete from job_event where job_id in (:ids)", jobIds);
  }

  /**
   * Deletes the oldest events if they are older than a time.
   *
   * @param limit how many are looked at
   * @return how many are gone
   */
  int deleteEventsBefore(Instant before, int limit) {
    List<Long> old = new ArrayList<>();
    database.query(
        "select id, happened_at from job_event order by id limit ?",
        row -> row.time("happened_at").isBefore(before) && old.add(row.number("id")),
        limit);
    return database.updateIn("delete from job_event where id in (:ids)", old);
  }
}
