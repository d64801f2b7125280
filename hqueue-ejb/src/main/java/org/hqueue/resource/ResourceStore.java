package org.hqueue.resource;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hqueue.database.Database;
import org.hqueue.database.IdBlocks;
import org.hqueue.database.Row;
import org.hqueue.requirement.RequirementStore;
import org.jspecify.annotations.Nullable;

/** The table of resources. Everything here takes part in the surrounding transaction. */
@ApplicationScoped
public class ResourceStore {

  /** An unknown name that begins so is made known, per machine and unlimited. */
  public static final String KNOWN_PREFIX = "sidefx.";

  private static final String SELECT =
      "select r.id, r.name, r.maximum, r.per_machine, r.built_in,"
          + " coalesce(sum(h.units), 0) as units, count(distinct h.machine) as machines"
          + " from resource r left join assignment_resource h on h.resource_id = r.id ";
  private static final String GROUP =
      " group by r.id, r.name, r.maximum, r.per_machine, r.built_in order by r.id";

  private static final int MOST_NAMED = 5;

  @Inject Database database;
  @Inject RequirementStore requirements;
  @Inject IdBlocks ids;

  /** Takes an id for a new resource; called before the transaction holds a connection. */
  public int reserve() {
    return ids.take(IdBlocks.Kind.RESOURCE, 1);
  }

  /** Has ids at hand for as many new ones; called before the transaction holds a connection. */
  public void ensureIds(int count) {
    ids.ensure(IdBlocks.Kind.RESOURCE, count);
  }

  /** Every resource, by id. */
  public List<ResourceView> all() {
    return database.query(SELECT + GROUP, ResourceStore::read);
  }

  /** One resource. */
  public Optional<ResourceView> find(int id) {
    return database.first(SELECT + "where r.id = ?" + GROUP, ResourceStore::read, id);
  }

  /** The resource of that name, exactly. */
  public Optional<ResourceView> findByName(String name) {
    return database.first(SELECT + "where r.name = ?" + GROUP, ResourceStore::read, name);
  }

  /** Those of some names that exist. */
  public Set<String> known(Collection<String> names) {
    return new HashSet<>(
        database.queryIn(
            "select name from resource where name in (:ids)", names, row -> row.text("name")));
  }

  /** Stores a resource that does not exist yet. */
  public void insert(ResourceView made) {
    database.update(
        "insert into resource (id, name, maximum, per_machine, built_in) values (?, ?, ?, ?, ?)",
        made.id(),
        made.name(),
        made.maximum(),
        made.perMachine(),
        made.builtIn());
  }

  /** Writes what may change of a resource. */
  public void update(int id, int maximum, boolean perMachine) {
    database.update(
        "update resource set maximum = ?, per_machine = ? where id = ?", maximum, perMachine, id);
  }

  /** Removes a resource. */
  public void delete(int id) {
    database.update("delete from resource where id = ?", id);
  }

  /** What assignments take of the farm's counters. */
  public void hold(Collection<Hold> holds) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (Hold hold : holds) {
      rows.add(new Object[] {hold.assignmentId(), hold.resourceId(), hold.units(), hold.machine()});
    }
    database.batch(
        "insert into assignment_resource (assignment_id, resource_id, units, machine)"
            + " values (?, ?, ?, ?)",
        rows);
  }

  /**
   * What an assignment holds of a counter.
   *
   * @param assignmentId the holder
   * @param resourceId the counter; minus a job's id for that job's limit of running descendants
   * @param units how much
   * @param machine the host, in lower case
   */
  public record Hold(int assignmentId, int resourceId, int units, String machine) {}

  /** The machines that hold a unit of some resources, by resource. */
  public Map<Integer, Set<String>> machines(Collection<Integer> resourceIds) {
    Map<Integer, Set<String>> machines = new HashMap<>();
    database.queryIn(
        "select distinct resource_id, machine from assignment_resource"
            + " where resource_id in (:ids)",
        resourceIds,
        row ->
            machines
                .computeIfAbsent(row.integer("resource_id"), id -> new HashSet<>())
                .add(row.text("machine")));
    return machines;
  }

  /** How many units of some counters are held, by counter. */
  public Map<Integer, Integer> unitsHeld(Collection<Integer> resourceIds) {
    Map<Integer, Integer> units = new HashMap<>();
    database.queryIn(
        "select resource_id, sum(units) as units from assignment_resource"
            + " where resource_id in (:ids) group by resource_id",
        resourceIds,
        row -> units.put(row.integer("resource_id"), row.integer("units")));
    return units;
  }

  /** Some unfinished jobs that need a resource, at most {@value #MOST_NAMED}. */
  List<Integer> unfinishedJobsNaming(String name) {
    return database
        .queryIn(
            "select id from job where status not in ('SUCCEEDED', 'FAILED', 'CANCELLED')"
                + " and requirement_id in (:ids)",
            requirements.naming(name),
            row -> row.integer("id"))
        .stream()
        .limit(MOST_NAMED)
        .toList();
  }

  /** The farm-wide lock under which free units are lowered: the scheduler's row. */
  public void lockFarm() {
    database.query("select id from scheduler where id = 1 for update", row -> row.integer("id"));
  }

  private static ResourceView read(Row row) throws SQLException {
    boolean perMachine = row.truth("per_machine");
    return new ResourceView(
        row.integer("id"),
        row.text("name"),
        row.integer("maximum"),
        row.integer(perMachine ? "machines" : "units"),
        perMachine,
        row.truth("built_in"));
  }
}
