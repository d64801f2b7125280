package org.hqueue.schedule;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hqueue.database.Database;
import org.hqueue.job.JobSpec;
import org.hqueue.job.StoredSpec;

/** What offers are made of, besides the specification. */
@ApplicationScoped
public class AnswerStore {

  @Inject Database database;

  /** What an offer tells of its job, and where it goes. */
  record OfferedJob(int jobId, int rootId, int tries, JobSpec spec) {

    /** Whether it may hold more clients than its master's. */
    boolean mayHaveCompanions() {
      return spec.needs().maxHosts() > 1;
    }
  }

  /** Facts of some jobs, by job. */
  Map<Integer, OfferedJob> jobs(Collection<Integer> jobIds) {
    Map<Integer, OfferedJob> jobs = new HashMap<>();
    database.queryIn(
        "select j.id, j.root_id, j.tries, s.spec from job j"
            + " join job_spec s on s.job_id = j.id where j.id in (:ids)",
        jobIds,
        row ->
            jobs.put(
                row.integer("id"),
                new OfferedJob(
                    row.integer("id"),
                    row.integer("root_id"),
                    row.integer("tries"),
                    StoredSpec.read(row.text("spec")))));
    return jobs;
  }

  /** The hosts of the companions of some multi-host jobs' masters, by master. */
  Map<Integer, List<String>> companionHosts(Collection<Integer> masterIds) {
    Map<Integer, List<String>> hosts = new HashMap<>();
    database.queryIn(
        "select a.master_id, c.hostname from assignment a join client c on c.id = a.client_id"
            + " where a.master_id in (:ids) order by a.id",
        masterIds,
        row ->
            hosts
                .computeIfAbsent(row.integer("master_id"), id -> new ArrayList<>())
                .add(row.text("hostname")));
    return hosts;
  }

  /** Host and platform of some clients, by client. */
  Map<Integer, List<String>> hosts(Collection<Integer> clientIds) {
    Map<Integer, List<String>> hosts = new HashMap<>();
    database.queryIn(
        "select id, hostname, platform from client where id in (:ids)",
        clientIds,
        row -> hosts.put(row.integer("id"), List.of(row.text("hostname"), row.text("platform"))));
    return hosts;
  }
}
