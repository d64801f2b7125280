package org.hqueue.schedule;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hqueue.database.Database;
import org.hqueue.schedule.Placement.Kept;
import org.jspecify.annotations.Nullable;

/**
 * Clients that are kept free: those that a multi-host job has collected, and those that become
 * empty for a big job. Takes part in the surrounding transaction, which holds the scheduler's row.
 */
@ApplicationScoped
public class KeptClientStore {

  @Inject Database database;

  /**
   * Takes from the kept clients those whose job waits no more, or for something else, or which are
   * lost; the others.
   *
   * @param heardSince clients that were not heard since are lost
   */
  List<Kept> keptClients(Instant heardSince) {
    List<Kept> kept = new ArrayList<>();
    List<Kept> over = new ArrayList<>();
    database.query(
        "select k.client_id, k.job_id, k.requirement_id, c.enabled, p.heard_at, p.leaving,"
            + " j.ready, j.requirement_id as wanted from kept_client k"
            + " left join job j on j.id = k.job_id"
            + " left join client c on c.id = k.client_id"
            + " left join client_pulse p on p.client_id = k.client_id",
        row -> {
          Kept one =
              new Kept(
                  row.integer("client_id"), row.integer("job_id"), row.integer("requirement_id"));
          Integer wanted = row.integerOrNull("wanted");
          Instant heardAt = row.timeOrNull("heard_at");
          boolean stands =
              row.truth("ready")
                  && wanted != null
                  && wanted == one.requirementId()
                  && row.truth("enabled")
                  && !row.truth("leaving")
                  && heardAt != null
                  && heardAt.isAfter(heardSince);
          return (stands ? kept : over).add(one);
        });
    List<@Nullable Object[]> rows = new ArrayList<>();
    over.forEach(one -> rows.add(new Object[] {one.clientId(), one.jobId()}));
    database.batch("delete from kept_client where client_id = ? and job_id = ?", rows);
    return kept;
  }

  /** Keeps clients for multi-host jobs. */
  void keep(Collection<Kept> kept) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    kept.forEach(one -> rows.add(new Object[] {one.clientId(), one.jobId(), one.requirementId()}));
    database.batch(
        "insert into kept_client (client_id, job_id, requirement_id) values (?, ?, ?)", rows);
  }

  /** Jobs that have started keep nothing any more. */
  void keepNothing(Collection<Integer> jobIds) {
    database.updateIn("delete from kept_client where job_id in (:ids)", jobIds);
  }

  /** Writes which clients become empty for which job, where that has changed. */
  void writeReserved(Map<Integer, Integer> reserved) {
    Map<Integer, Integer> before = new HashMap<>();
    database.query(
        "select id, reserved_for from client where reserved_for is not null",
        row -> before.put(row.integer("id"), row.integer("reserved_for")));
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (Integer clientId : before.keySet()) {
      if (!reserved.containsKey(clientId)) {
        rows.add(new Object[] {null, clientId});
      }
    }
    reserved.forEach(
        (clientId, jobId) -> {
          if (!jobId.equals(before.get(clientId))) {
            rows.add(new Object[] {jobId, clientId});
          }
        });
    database.batch("update client set reserved_for = ? where id = ?", rows);
  }
}
