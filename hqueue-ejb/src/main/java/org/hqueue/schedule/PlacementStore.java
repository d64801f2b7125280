package org.hqueue.schedule;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hqueue.database.Database;
import org.hqueue.database.Dialect;
import org.hqueue.requirement.ClientTraits;
import org.hqueue.requirement.Machine;
import org.hqueue.schedule.ReadyJobs.ReadyJob;
import org.jspecify.annotations.Nullable;

/** What a placement reads and writes. Everything here takes part in the surrounding transaction. */
@ApplicationScoped
public class PlacementStore {

  /** Most requirements whose first jobs one statement asks for. */
  private static final int UNION = 50;

  @Inject Database database;

  /**
   * Takes the scheduler's row without waiting, and counts the round.
   *
   * @return false when another pass holds it
   */
  boolean takeTurn() {
    boolean free =
        database
            .first(
                "select id from scheduler where id = 1 for update skip locked",
                row -> row.integer("id"))
            .isPresent();
    if (free) {
      database.update("update scheduler set round = round + 1 where id = 1");
    }
    return free;
  }

  /** Takes the scheduler's row, waiting for a pass that holds it. */
  void lockTurn() {
    database.query("select id from scheduler where id = 1 for update", row -> row.integer("id"));
  }

  /** Whether an administrator has paused the farm. */
  boolean isPaused() {
    return database
        .first("select id from farm where id = 1 and paused_reason <> ''", row -> row.integer("id"))
        .isPresent();
  }

  /** Pauses the farm for a reason, or lets it go on with "". */
  void writePause(String reason) {
    database.update("update farm set paused_reason = ? where id = 1", reason);
  }

  /**
   * The requirements that have ready jobs: one step in the index for each, however many jobs there
   * are.
   */
  List<Integer> readyRequirements() {
    if (database.dialect() == Dialect.MARIADB) {
      return database.query(
          "select requirement_id from job where ready = true group by requirement_id",
          row -> row.integer("requirement_id"));
    }
    List<Integer> found = new ArrayList<>();
    Optional<Integer> next = nextReady(-1);
    while (next.isPresent()) {
      found.add(next.get());
      next = nextReady(next.get());
    }
    return found;
  }

  private Optional<Integer> nextReady(int after) {
    return database.first(
        "select requirement_id from job where ready = true and requirement_id > ?"
            + " order by requirement_id limit 1",
        row -> row.integer("requirement_id"),
        after);
  }

  /** The first ready jobs of some requirements, each read in the order of the index. */
  List<ReadyJob> firstReady(Map<Integer, Integer> limits) {
    List<ReadyJob> jobs = new ArrayList<>();
    List<Map.Entry<Integer, Integer>> all = new ArrayList<>(limits.entrySet());
    for (int from = 0; from < all.size(); from += UNION) {
      StringBuilder sql = new StringBuilder();
      List<Object> parameters = new ArrayList<>();
      for (Map.Entry<Integer, Integer> entry :
          all.subList(from, Math.min(all.size(), from + UNION))) {
        sql.append(sql.isEmpty() ? "" : " union all ")
            .append("(select id, requirement_id, priority from job")
            .append(" where ready = true and requirement_id = ?")
            .append(" order by priority desc, id limit ?)");
        parameters.add(entry.getKey());
        parameters.add(entry.getValue());
      }
      jobs.addAll(
          database.query(
              sql.toString(),
              row ->
                  new ReadyJob(
                      row.integer("id"), row.integer("requirement_id"), row.integer("priority")),
              parameters.toArray()));
    }
    return jobs;
  }

  /** Clients that may get something: enabled, heard since, not leaving, with a CPU free. */
  List<OfferableClient> offerable(Instant heardSince) {
    Map<Integer, OfferableClient> found = new LinkedHashMap<>();
    Map<Integer, Set<String>> groups = groups();
    database.query(
        "select c.id, c.hostname, c.name, c.platform, c.cpus, c.cpus_in_use from client c"
            + " join client_pulse p on p.client_id = c.id"
            + " where c.enabled = true and c.cpus_in_use < c.cpus"
            + " and p.heard_at > ? and p.silent_since is null and p.leaving = false order by c.id",
        row ->
            found.put(
                row.integer("id"),
                new OfferableClient(
                    row.integer("id"),
                    new ClientTraits(
                        row.text("hostname"),
                        row.text("name"),
                        groups.getOrDefault(row.integer("id"), Set.of()),
                        Machine.of(row.text("platform"), row.integer("cpus"))),
                    row.integer("cpus"),
                    row.integer("cpus_in_use"),
                    List.of(),
                    0)),
        heardSince);
    return withAssignments(found);
  }

  private List<OfferableClient> withAssignments(Map<Integer, OfferableClient> clients) {
    Map<Integer, List<String>> tags = new HashMap<>();
    Map<Integer, Integer> counts = new HashMap<>();
    database.queryIn(
        "select client_id, single_tags from assignment"
            + " where state in ('OFFERED', 'STARTED', 'STOPPING') and client_id in (:ids)",
        clients.keySet(),
        row -> {
          int clientId = row.integer("client_id");
          String single = row.text("single_tags");
          if (!single.isEmpty()) {
            tags.computeIfAbsent(clientId, id -> new ArrayList<>())
                .addAll(List.of(single.split("\n")));
          }
          return counts.merge(clientId, 1, Integer::sum);
        });
    List<OfferableClient> complete = new ArrayList<>();
    for (OfferableClient client : clients.values()) {
      complete.add(
          new OfferableClient(
              client.id(),
              client.traits(),
              client.cpus(),
              client.cpusInUse(),
              tags.getOrDefault(client.id(), List.of()),
              counts.getOrDefault(client.id(), 0)));
    }
    return complete;
  }

  private Map<Integer, Set<String>> groups() {
    Map<Integer, Set<String>> groups = new HashMap<>();
    database.query(
        "select m.client_id, g.name from client_group_member m"
            + " join client_group g on g.id = m.group_id",
        row ->
            groups
                .computeIfAbsent(row.integer("client_id"), id -> new HashSet<>())
                .add(row.text("name")));
    return groups;
  }

  /** Names of all groups and clients, which a value of a condition may be as a whole. */
  Set<String> knownNames() {
    return new HashSet<>(database.query("select name from client_group", row -> row.text("name")));
  }

  /** Takes CPUs of clients for new assignments. */
  void takeCpus(Map<Integer, Integer> cpusByClient) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    cpusByClient.forEach((clientId, cpus) -> rows.add(new Object[] {cpus, clientId}));
    database.batch("update client set cpus_in_use = cpus_in_use + ? where id = ?", rows);
  }

  /**
   * Seconds between asking their processes to end and killing them, of jobs that have their own.
   */
  Map<Integer, Integer> killGraces(Collection<Integer> jobIds) {
    Map<Integer, Integer> graces = new HashMap<>();
    database.queryIn(
        "select id, kill_grace_seconds from job"
            + " where kill_grace_seconds is not null and id in (:ids)",
        jobIds,
        row -> graces.put(row.integer("id"), row.integer("kill_grace_seconds")));
    return graces;
  }

  /** Labels of some clients, by client. */
  Map<Integer, String> labels(Collection<Integer> clientIds) {
    Map<Integer, String> labels = new HashMap<>();
    database.queryIn(
        "select id, hostname, name from client where id in (:ids)",
        clientIds,
        row ->
            labels.put(
                row.integer("id"), ClientTraits.labelOf(row.text("hostname"), row.text("name"))));
    return labels;
  }
}
