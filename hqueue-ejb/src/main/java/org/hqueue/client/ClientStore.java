package org.hqueue.client;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.hqueue.database.Database;
import org.hqueue.database.IdBlocks;
import org.jspecify.annotations.Nullable;

/** Clients and their pulses. Everything here takes part in the surrounding transaction. */
@ApplicationScoped
public class ClientStore {

  /** Characters of the reason why a machine is unfit. */
  private static final int MOST_REASON = 1000;

  @PersistenceContext EntityManager entities;
  @Inject Database database;
  @Inject IdBlocks ids;

  /** Every client, by id. */
  public List<Client> all() {
    return entities
        .createQuery("select c from Client c order by c.id", Client.class)
        .getResultList();
  }

  /** Some clients, by id; unknown ids are left out. */
  public List<Client> find(Collection<Integer> clientIds) {
    if (clientIds.isEmpty()) {
      return List.of();
    }
    return entities
        .createQuery("select c from Client c where c.id in :ids order by c.id", Client.class)
        .setParameter("ids", clientIds)
        .getResultList();
  }

  /**
   * The clients of some machines, by their label in lower case.
   *
   * @param hostnames in any case
   */
  public Map<String, Client> byLabel(Collection<String> hostnames) {
    Map<String, Client> byLabel = new HashMap<>();
    if (hostnames.isEmpty()) {
      return byLabel;
    }
    Set<String> lower = new HashSet<>();
    for (String hostname : hostnames) {
      lower.add(hostname.toLowerCase(Locale.ROOT));
    }
    for (Client client :
        entities
            .createQuery("select c from Client c where c.hostnameLower in :names", Client.class)
            .setParameter("names", lower)
            .getResultList()) {
      byLabel.put(labelKey(client.hostname(), client.name()), client);
    }
    return byLabel;
  }

  /** By what {@link #byLabel} finds a client: the host without regard to case, the name exactly. */
  public static String labelKey(String hostname, String name) {
    return hostname.toLowerCase(Locale.ROOT) + ":" + name;
  }

  /** Has ids at hand for as many new clients; called before the transaction holds a connection. */
  public void ensureIds(int count) {
    ids.ensure(IdBlocks.Kind.CLIENT, count);
  }

  /** The id of a new client. */
  public int nextId() {
    return ids.take(IdBlocks.Kind.CLIENT, 1);
  }

  /** Stores a client that nobody has seen before, with an empty pulse. */
  public void add(Client client) {
    entities.persist(client);
    entities.flush();
    database.update(
        "insert into client_pulse (client_id, heard_at, report_number, leaving, load_average,"
            + " free_memory_kilobytes) values (?, 0, 0, false, -1, 0)",
        client.id());
  }

  /** Writes what was changed on entities, so that statements after this see it. */
  public void flush() {
    entities.flush();
  }

  /** The last heartbeats of some clients, by client. */
  public Map<Integer, Pulse> pulses(Collection<Integer> clientIds) {
    Map<Integer, Pulse> pulses = new HashMap<>();
    database.queryIn(
        "select client_id, heard_at, report_number, leaving, load_average, free_memory_kilobytes,"
            + " free_disk_kilobytes, idle_minutes, unfit, silent_since from client_pulse where client_id in (:ids)",
        clientIds,
        row ->
            pulses.put(
                row.integer("client_id"),
                new Pulse(
                    row.integer("client_id"),
                    row.time("heard_at"),
                    row.integer("report_number"),
                    row.truth("leaving"),
                    row.fraction("load_average"),
                    row.number("free_memory_kilobytes"),
                    row.number("free_disk_kilobytes"),
                    row.integer("idle_minutes"),
                    row.text("unfit"),
                    row.timeOrNull("silent_since"))));
    return pulses;
  }

  /** Writes heartbeats, in one batch. */
  public void writePulses(Collection<Pulse> pulses) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (Pulse pulse : pulses) {
      rows.add(
          new Object[] {
            pulse.heardAt(),
            pulse.reportNumber(),
            pulse.leaving(),
            pulse.load(),
            pulse.freeMemoryKilobytes(),
            pulse.freeDiskKilobytes(),
            pulse.idleMinutes(),
            Lines.shortened(pulse.unfit(), MOST_REASON),
            pulse.clientId()
          });
    }
    database.batch(
        "update client_pulse set heard_at = ?, report_number = ?, leaving = ?, load_average = ?,"
            + " free_memory_kilobytes = ?, free_disk_kilobytes = ?, idle_minutes = ?, unfit = ?,"
            + " silent_since = null where client_id = ?",
        rows);
  }

  /**
   * Clients that get nothing new until they are heard again.
   *
   * @param gone they have said good-bye, so their silence tells nothing
   */
  public void leave(Collection<Integer> clientIds, boolean gone) {
    database.updateIn(
        gone
            ? "update client_pulse set leaving = true, heard_at = 0 where client_id in (:ids)"
            : "update client_pulse set leaving = true where client_id in (:ids)",
        clientIds);
  }

  /**
   * What is wanted of the agents of some clients, by client; those of which nothing is left out.
   */
  public Map<Integer, ClientWish> wishes(Collection<Integer> clientIds) {
    Map<Integer, ClientWish> wishes = new HashMap<>();
    database.queryIn(
        "select id, wish, wish_at, wish_program from client where wish <> 'NONE' and id in (:ids)",
        clientIds,
        row ->
            wishes.put(
                row.integer("id"),
                new ClientWish(
                    row.constant("wish", ClientWish.Kind.class),
                    row.number("wish_at"),
                    row.text("wish_program"))));
    return wishes;
  }

  /** Names of the groups that clients are in, sorted, by client. */
  public Map<Integer, List<String>> groupNames() {
    Map<Integer, List<String>> names = new HashMap<>();
    database.query(
        "select m.client_id, g.name from client_group_member m"
            + " join client_group g on g.id = m.group_id order by g.name",
        row ->
            names
                .computeIfAbsent(row.integer("client_id"), id -> new ArrayList<>())
                .add(row.text("name")));
    return names;
  }
}
