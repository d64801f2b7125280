package org.hqueue.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hqueue.assignment.Assignment;
import org.hqueue.database.Database;
import org.hqueue.job.ClientJobs.Held;
import org.hqueue.job.ClientJobs.Try;

/**
 * Queries about the jobs on clients, for the console. None of them reads client by client.
 * Everything here takes part in the surrounding transaction.
 */
@ApplicationScoped
public class ClientJobsStore {

  @Inject Database database;

  /** What is on some clients now, the longest first. */
  List<Held> held(Collection<Integer> clientIds) {
    return database.queryIn(
        "select a.client_id, a.job_id, j.name, j.status, a.cpus, a.memory, a.gpus, a.offered_at"
            + " from assignment a join job j on j.id = a.job_id"
            + " where a.state in ('OFFERED', 'STARTED', 'STOPPING', 'CALLBACK')"
            + " and a.client_id in (:ids) order by a.id",
        clientIds,
        row ->
            new Held(
                row.integer("client_id"),
                row.integer("job_id"),
                row.text("name"),
                row.constant("status", JobStatus.class),
                row.integer("cpus"),
                row.number("memory"),
                Assignment.gpusOf(row.text("gpus")),
                row.time("offered_at")));
  }

  /** On how many root jobs that have not ended a client is blocked, by client; 0 are left out. */
  Map<Integer, Integer> blockedRoots() {
    Map<Integer, Integer> counts = new HashMap<>();
    database.query(
        "select f.client_id, count(*) as roots from root_client_failure f"
            + " join job r on r.id = f.root_id where f.blocked = true"
            + " and r.status not in ('SUCCEEDED', 'FAILED', 'CANCELLED') group by f.client_id",
        row -> counts.put(row.integer("client_id"), row.integer("roots")));
    return counts;
  }

  /** The last tries on a client that are over, the latest first. */
  List<Try> recent(int clientId, int limit) {
    return database.query(
        "select a.job_id, j.name, j.status, a.outcome, a.exit_code as try_code, a.started_at as"
            + " try_start, a.ended_at as try_end"
            + " from assignment a left join job j on j.id = a.job_id"
            + " where a.client_id = ? and a.state = 'GONE' order by a.id desc limit ?",
        row ->
            new Try(
                row.integer("job_id"),
                row.text("name"),
                row.text("status").isEmpty() ? null : row.constant("status", JobStatus.class),
                row.text("outcome"),
                row.integerOrNull("try_code"),
                row.timeOrNull("try_start"),
                row.timeOrNull("try_end")),
        clientId,
        limit);
  }
}
