package org.hqueue.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hqueue.database.Database;
import org.hqueue.requirement.ClientTraits;
import org.jspecify.annotations.Nullable;

/**
 * How often jobs have failed, by root and by client. Everything here takes part in the surrounding
 * transaction.
 */
@ApplicationScoped
public class FailureStore {

  @Inject Database database;

  /** A root on a client. */
  record Place(int rootId, int clientId) {}

  /** Failures in a row on a client. */
  record ClientFailures(int inRow, @Nullable Integer root, boolean severalRoots, boolean sick) {}

  /** Some roots have had a success: their failures are counted anew. */
  void rootsWentWell(Collection<Integer> rootIds) {
    database.updateIn(
        "update root_failure set in_a_row = 0 where in_a_row > 0 and root_id in (:ids)", rootIds);
  }

  /** Some clients have had a success: they are well. */
  void clientsWentWell(Collection<Integer> clientIds) {
    database.updateIn(
        "update client set failures_in_row = 0, failing_root = null, several_roots = false,"
            + " sick_since_at = null, trial_at = null, sick_reason = ''"
            + " where failures_in_row > 0 and id in (:ids)",
        clientIds);
  }

  /** Counts failures of roots; how many in a row each has now, of those that are not held yet. */
  Map<Integer, Integer> countRoots(Map<Integer, Integer> failures) {
    Map<Integer, Integer> counts = new TreeMap<>();
    Set<Integer> known = new HashSet<>();
    database.queryIn(
        "select root_id, in_a_row, held from root_failure where root_id in (:ids)",
        failures.keySet(),
        row -> {
          int rootId = row.integer("root_id");
          if (!row.truth("held")) {
            counts.put(rootId, row.integer("in_a_row") + failures.get(rootId));
          }
          return known.add(rootId);
        });
    List<@Nullable Object[]> more = new ArrayList<>();
    List<@Nullable Object[]> made = new ArrayList<>();
    failures.forEach(
        (rootId, n) -> {
          if (known.contains(rootId)) {
            more.add(new Object[] {n, rootId});
          } else {
            made.add(new Object[] {rootId, n, false});
            counts.put(rootId, n);
          }
        });
    database.batch("update root_failure set in_a_row = in_a_row + ? where root_id = ?", more);
    database.batch("insert into root_failure (root_id, in_a_row, held) values (?, ?, ?)", made);
    return counts;
  }

  /** Nothing more of some roots is started. */
  void holdRoots(Collection<Integer> rootIds) {
    database.updateIn("update root_failure set held = true where root_id in (:ids)", rootIds);
    keepBack(rootIds);
  }

  /** Takes what waits of those of some roots that are held out of the scheduler's index. */
  void keepBack(Collection<Integer> rootIds) {
    database.updateIn(
        "update job set ready = false where ready = true and root_id in"
            + " (select root_id from root_failure where held = true and root_id in (:ids))",
        rootIds);
  }

  /** Counts failures of roots on clients; those that are over the cap now and were not before. */
  List<Place> countPlaces(Map<Place, Integer> failures, int cap) {
    Map<Place, Integer> known = new HashMap<>();
    Set<Place> blocked = new HashSet<>();
    database.queryIn(
        "select root_id, client_id, failures, blocked from root_client_failure"
            + " where root_id in (:ids)",
        failures.keySet().stream().map(Place::rootId).distinct().toList(),
        row -> {
          Place place = new Place(row.integer("root_id"), row.integer("client_id"));
          if (row.truth("blocked")) {
            blocked.add(place);
          }
          return known.put(place, row.integer("failures"));
        });
    List<Place> over = new ArrayList<>();
    List<@Nullable Object[]> more = new ArrayList<>();
    List<@Nullable Object[]> made = new ArrayList<>();
    failures.forEach(
        (place, n) -> {
          int count = known.getOrDefault(place, 0) + n;
          boolean block = cap > 0 && count > cap;
          if (block && !blocked.contains(place)) {
            over.add(place);
          }
          if (known.containsKey(place)) {
            more.add(
                new Object[] {
                  n, block || blocked.contains(place), place.rootId(), place.clientId()
                });
          } else {
            made.add(new Object[] {place.rootId(), place.clientId(), n, block});
          }
        });
    database.batch(
        "update root_client_failure set failures = failures + ?, blocked = ?"
            + " where root_id = ? and client_id = ?",
        more);
    database.batch(
        "insert into root_client_failure (root_id, client_id, failures, blocked)"
            + " values (?, ?, ?, ?)",
        made);
    return over;
  }

  /** Whether a job's root is held. */
  boolean isHeld(int jobId) {
    return database
        .first(
            "select f.held from job j join root_failure f on f.root_id = j.root_id"
                + " where j.id = ? and f.held = true",
            row -> true,
            jobId)
        .isPresent();
  }

  /** The clients that some roots are blocked on, by root. */
  Map<Integer, List<Integer>> blockedClients(Collection<Integer> rootIds) {
    Map<Integer, List<Integer>> blocked = new HashMap<>();
    database.queryIn(
        "select root_id, client_id from root_client_failure"
            + " where blocked = true and root_id in (:ids) order by client_id",
        rootIds,
        row ->
            blocked
                .computeIfAbsent(row.integer("root_id"), id -> new ArrayList<>())
                .add(row.integer("client_id")));
    return blocked;
  }

  /** The clients that some jobs' roots are blocked on, by job. */
  Map<Integer, JobView.Blocked> blocked(List<Job> jobs) {
    Map<Integer, List<String>> labels = new HashMap<>();
    database.queryIn(
        "select f.root_id, c.hostname, c.name from root_client_failure f"
            + " join client c on c.id = f.client_id"
            + " where f.blocked = true and f.root_id in (:ids) order by c.id",
        jobs.stream().map(Job::rootId).distinct().toList(),
        row ->
            labels
                .computeIfAbsent(row.integer("root_id"), id -> new ArrayList<>())
                .add(ClientTraits.labelOf(row.text("hostname"), row.text("name"))));
    Set<Integer> hidden =
        new HashSet<>(
            database.queryIn(
                "select id from job where show_blocked_warning = false and id in (:ids)",
                jobs.stream().map(Job::id).toList(),
                row -> row.integer("id")));
    Map<Integer, JobView.Blocked> blocked = new HashMap<>();
    for (Job job : jobs) {
      blocked.put(
          job.id(),
          new JobView.Blocked(
              labels.getOrDefault(job.rootId(), List.of()), !hidden.contains(job.id())));
    }
    return blocked;
  }

  /** Forgets the failures of some roots in a row; those that were held. */
  List<Integer> forgetRoots(Collection<Integer> rootIds) {
    List<Integer> held =
        database.queryIn(
            "select root_id from root_failure where held = true and root_id in (:ids)",
            rootIds,
            row -> row.integer("root_id"));
    database.updateIn("delete from root_failure where root_id in (:ids)", rootIds);
    return held;
  }

  /** Forgets the failures of a root on some clients. */
  void forgetPlaces(int rootId, Collection<Integer> clientIds) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    clientIds.forEach(clientId -> rows.add(new Object[] {rootId, clientId}));
    database.batch("delete from root_client_failure where root_id = ? and client_id = ?", rows);
  }

  /** The clients that a root's jobs have failed on. */
  List<Integer> failedOn(int rootId) {
    return database.query(
        "select client_id from root_client_failure where root_id = ?",
        row -> row.integer("client_id"),
        rootId);
  }

  /** What waits of some roots. */
  List<Integer> runnable(Collection<Integer> rootIds) {
    return database.queryIn(
        "select id from job where status = 'RUNNABLE' and root_id in (:ids)",
        rootIds,
        row -> row.integer("id"));
  }

  /** Failures in a row on some clients, by client. */
  Map<Integer, ClientFailures> clients(Collection<Integer> clientIds) {
    Map<Integer, ClientFailures> clients = new HashMap<>();
    database.queryIn(
        "select id, failures_in_row, failing_root, several_roots, sick_since_at from client"
            + " where id in (:ids)",
        clientIds,
        row ->
            clients.put(
                row.integer("id"),
                new ClientFailures(
                    row.integer("failures_in_row"),
                    row.integerOrNull("failing_root"),
                    row.truth("several_roots"),
                    row.timeOrNull("sick_since_at") != null)));
    return clients;
  }

  /** Writes failures in a row on clients. */
  void writeClients(Map<Integer, ClientFailures> clients) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    clients.forEach(
        (id, one) -> rows.add(new Object[] {one.inRow(), one.root(), one.severalRoots(), id}));
    database.batch(
        "update client set failures_in_row = ?, failing_root = ?, several_roots = ? where id = ?",
        rows);
  }

  /** How many clients are heard, and how many of them are sick. */
  int[] onlineAndSick() {
    return database
        .first(
            "select count(*) as n, sum(case when c.sick_since_at is null then 0 else 1 end) as sick"
                + " from client c join client_pulse p on p.client_id = c.id"
                + " where p.silent_since is null and p.heard_at > 0",
            row -> new int[] {row.integer("n"), row.integer("sick")})
        .orElse(new int[] {0, 0});
  }

  /** A client is sick: no jobs but one as a trial after a time. */
  void markSick(int clientId, Instant now, Instant trialAt, String reason) {
    database.update(
        "update client set sick_since_at = ?, trial_at = ?, sick_reason = ? where id = ?",
        now,
        trialAt,
        reason,
        clientId);
  }

  /** The requirements of a root's jobs that have not ended. */
  List<Integer> requirements(int rootId) {
    return database.query(
        "select distinct requirement_id from job where root_id = ? and requirement_id is not null"
            + " and status not in ('SUCCEEDED', 'FAILED', 'CANCELLED')",
        row -> row.integer("requirement_id"),
        rootId);
  }

  /** Jobs of a root that have not ended get other requirements. */
  void replaceRequirements(int rootId, Map<Integer, Integer> newByOld) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    newByOld.forEach((old, changed) -> rows.add(new Object[] {changed, rootId, old}));
    database.batch(
        "update job set requirement_id = ? where root_id = ? and requirement_id = ?"
            + " and status not in ('SUCCEEDED', 'FAILED', 'CANCELLED')",
        rows);
  }

  /** Whether the console shows that clients are blocked for a job. */
  void showBlockedWarning(int jobId, boolean shown) {
    database.update("update job set show_blocked_warning = ? where id = ?", shown, jobId);
  }
}
