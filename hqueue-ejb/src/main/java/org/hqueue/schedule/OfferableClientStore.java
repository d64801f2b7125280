package org.hqueue.schedule;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hqueue.assignment.Assignment;
import org.hqueue.client.AvailabilityRules;
import org.hqueue.database.Database;
import org.hqueue.database.Row;
import org.hqueue.requirement.ClientTraits;
import org.hqueue.requirement.Machine;
import org.hqueue.schedule.OfferableClient.Held;
import org.jspecify.annotations.Nullable;

/**
 * The clients as a placement sees them: which may get something, what they have, and what it takes
 * of them. Everything here takes part in the surrounding transaction.
 */
@ApplicationScoped
class OfferableClientStore {

  private static final String FROM_OFFERABLE =
      " from client c join client_pulse p on p.client_id = c.id"
          + " where c.enabled = true and p.heard_at > ? and p.silent_since is null"
          + " and p.leaving = false and (c.sick_since_at is null or c.trial_at <= ?)";

  @Inject Database database;

  /** Clients that may get something and have a CPU free. */
  List<OfferableClient> withRoom(Instant heardSince, Instant now) {
    return clients(heardSince, now, " and c.cpus_in_use < c.cpus");
  }

  /** Whether {@link #withRoom} would find a client, its hours aside. */
  boolean anyRoom(Instant heardSince, Instant now) {
    return database
        .first(
            "select c.id" + FROM_OFFERABLE + " and c.cpus_in_use < c.cpus limit 1",
            row -> row.integer("id"),
            heardSince,
            now)
        .isPresent();
  }

  /** Clients that may get something when there is room. */
  List<OfferableClient> everyone(Instant heardSince, Instant now) {
    return clients(heardSince, now, "");
  }

  /** Enabled, heard since, not leaving, well or due for a trial, and in its hours. */
  private List<OfferableClient> clients(Instant heardSince, Instant now, String also) {
    Map<Integer, OfferableClient> found = new LinkedHashMap<>();
    Map<Integer, Set<String>> groups = groups();
    database.query(
        "select c.id, c.hostname, c.name, c.platform, c.cpus, c.memory_kilobytes, c.cpus_in_use,"
            + " c.gpu_list, c.attributes, c.availability_rules, c.sick_since_at, p.idle_minutes"
            + FROM_OFFERABLE
            + also
            + " order by c.id",
        row -> {
          int id = row.integer("id");
          ClientTraits traits = traits(row, groups);
          boolean inItsHours = isInItsHours(row, traits, now);
          if (inItsHours) {
            found.put(
                id,
                new OfferableClient(
                    id,
                    traits,
                    row.integer("cpus_in_use"),
                    row.timeOrNull("sick_since_at") != null,
                    List.of()));
          }
          return inItsHours;
        },
        heardSince,
        now);
    return withAssignments(found);
  }

  /**
   * What the row of a client tells of its machine and names.
   *
   * @param groups by client, as {@link #groups} has them
   */
  static ClientTraits traits(Row row, Map<Integer, Set<String>> groups) throws SQLException {
    Machine machine =
        Machine.ofColumns(
            row.text("platform"),
            row.integer("cpus"),
            row.number("memory_kilobytes"),
            row.text("gpu_list"),
            row.text("attributes"));
    return new ClientTraits(
        row.text("hostname"),
        row.text("name"),
        groups.getOrDefault(row.integer("id"), Set.of()),
        machine);
  }

  /** Whether the rules of a client let it work now. */
  static boolean isInItsHours(Row row, ClientTraits traits, Instant now) throws SQLException {
    return AvailabilityRules.admit(
        AvailabilityRules.read(row.text("availability_rules")),
        traits.machine().attributes(),
        row.integer("idle_minutes"),
        now);
  }

  private List<OfferableClient> withAssignments(Map<Integer, OfferableClient> clients) {
    Map<Integer, List<Held>> held = held(clients.keySet());
    List<OfferableClient> complete = new ArrayList<>();
    for (OfferableClient client : clients.values()) {
      complete.add(client.holding(held.getOrDefault(client.id(), List.of())));
    }
    return complete;
  }

  /** What is on some clients, by client. */
  Map<Integer, List<Held>> held(Collection<Integer> clientIds) {
    Map<Integer, List<Held>> held = new HashMap<>();
    database.queryIn(
        "select client_id, single_tags, memory, gpus from assignment"
            + " where state in ('OFFERED', 'STARTED', 'STOPPING', 'CALLBACK')"
            + " and client_id in (:ids)",
        clientIds,
        row ->
            held.computeIfAbsent(row.integer("client_id"), id -> new ArrayList<>())
                .add(
                    new Held(
                        Assignment.tagsOf(row.text("single_tags")),
                        row.integer("memory"),
                        Assignment.gpusOf(row.text("gpus")))));
    return held;
  }

  /** The names of the groups that each client is in. */
  Map<Integer, Set<String>> groups() {
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

  /** Sick clients have got their job to try; the next one follows after a time. */
  void writeTrials(Collection<Integer> clientIds, Instant nextTrial) {
    database.updateIn("update client set trial_at = ? where id in (:ids)", clientIds, nextTrial);
  }
}
