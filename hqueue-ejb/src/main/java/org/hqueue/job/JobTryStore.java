package org.hqueue.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hqueue.database.Database;
import org.jspecify.annotations.Nullable;

/**
 * What is kept in jobs' rows of their tries: exit codes, losses and requeues in a row, delays.
 * Everything here takes part in the surrounding transaction.
 */
@ApplicationScoped
public class JobTryStore {

  @Inject Database database;

  /** Writes exit codes of processes that ended after their jobs. */
  void noteExitCodes(Map<Integer, Integer> codes) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    codes.forEach((jobId, code) -> rows.add(new Object[] {code, jobId}));
    database.batch("update job set exit_code = ? where id = ?", rows);
  }

  /** Forgets what came of earlier tries of some jobs. */
  void forgetTries(Collection<Integer> jobIds) {
    database.updateIn(
        "update job set exit_code = null, assignment_id = null, not_before_at = null, abandons = 0, requeues = 0,"
            + " runnable_at = null, started_at = null, command_started_at = null,"
            + " command_ended_at = null where id in (:ids)",
        jobIds);
  }

  /** Counts one more loss of their client for some jobs; the losses in a row of each. */
  Map<Integer, Integer> countAbandons(Collection<Integer> jobIds) {
    database.updateIn("update job set abandons = abandons + 1 where id in (:ids)", jobIds);
    return counts("select id, abandons as n from job where id in (:ids)", jobIds);
  }

  /** Counts one more requeue for some jobs; the requeues in a row of each. */
  Map<Integer, Integer> countRequeues(Collection<Integer> jobIds) {
    database.updateIn("update job set requeues = requeues + 1 where id in (:ids)", jobIds);
    return counts("select id, requeues as n from job where id in (:ids)", jobIds);
  }

  private Map<Integer, Integer> counts(String sql, Collection<Integer> jobIds) {
    Map<Integer, Integer> counts = new HashMap<>();
    database.queryIn(sql, jobIds, row -> counts.put(row.integer("id"), row.integer("n")));
    return counts;
  }

  /** A try of some jobs went well, so losses and requeues are counted anew. */
  void forgetLosses(Collection<Integer> jobIds) {
    database.updateIn(
        "update job set abandons = 0, requeues = 0"
            + " where (abandons > 0 or requeues > 0) and id in (:ids)",
        jobIds);
  }

  /** The last try of some jobs goes on: it has not ended, and its client was not lost. */
  void forgetEnd(Collection<Integer> jobIds) {
    database.updateIn(
        "update job set command_ended_at = null, not_before_at = null,"
            + " abandons = case when abandons > 0 then abandons - 1 else 0 end where id in (:ids)",
        jobIds);
  }

  /** Some jobs are not started again before a time. */
  void delay(Map<Integer, Instant> until) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    until.forEach((jobId, at) -> rows.add(new Object[] {at, jobId}));
    database.batch("update job set not_before_at = ? where id = ?", rows);
  }
}
