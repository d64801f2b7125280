package org.hqueue.schedule;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hqueue.database.Database;
import org.hqueue.requirement.ClientTraits;
import org.hqueue.requirement.Machine;

/** Every registered client as conditions see it. */
@ApplicationScoped
public class PermittedClientsStore {

  private static final int KIB_PER_MIB = 1024;

  @Inject Database database;

  /** All of them, by id. */
  List<ClientTraits> registered() {
    Map<Integer, Set<String>> groups = new HashMap<>();
    database.query(
        "select m.client_id, g.name from client_group_member m"
            + " join client_group g on g.id = m.group_id",
        row ->
            groups
                .computeIfAbsent(row.integer("client_id"), id -> new HashSet<>())
                .add(row.text("name")));
    return database.query(
        "select id, hostname, name, platform, cpus, memory_kilobytes from client order by id",
        row ->
            new ClientTraits(
                row.text("hostname"),
                row.text("name"),
                groups.getOrDefault(row.integer("id"), Set.of()),
                new Machine(
                    row.text("platform"),
                    row.integer("cpus"),
                    row.number("memory_kilobytes") / KIB_PER_MIB,
                    List.of(),
                    Map.of())));
  }
}
