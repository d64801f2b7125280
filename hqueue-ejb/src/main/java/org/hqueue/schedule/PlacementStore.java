package org.hqueue.schedule;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hqueue.database.Database;
import org.hqueue.database.Dialect;
import org.hqueue.requirement.Demand;
import org.hqueue.resource.ResourceStore;
import org.hqueue.resource.ResourceView;
import org.hqueue.schedule.ReadyJobs.ReadyJob;

/**
 * What a placement reads and writes beside the clients: its turn, ready jobs, counters. Everything
 * here takes part in the surrounding transaction.
 */
@ApplicationScoped
public class PlacementStore {

  /** Most requirements whose first jobs one statement asks for. */
  private static final int UNION = 50;

  /** Most steps over the network. */
  private static final int STEPS = 50;

  @Inject Database database;
  @Inject ResourceStore resources;

  /**
   * Takes the scheduler's row without waiting.
   *
   * @return false when another pass holds it
   */
  boolean takeTurn() {
    return database
        .first(
            "select id from scheduler where id = 1 for update skip locked",
            row -> row.integer("id"))
        .isPresent();
  }

  /** Takes the scheduler's row, waiting for a pass that holds it. */
  void lockTurn() {
    database.query("select id from scheduler where id = 1 for update", row -> row.integer("id"));
  }

  /** Why an administrator has paused the farm, "" when it goes on. */
  String pauseReason() {
    return database
        .first("select paused_reason from farm where id = 1", row -> row.text("paused_reason"))
        .orElse("");
  }

  /** Pauses the farm for a reason, or lets it go on with "". */
  void writePause(String reason) {
    database.update("update farm set paused_reason = ? where id = 1", reason);
  }

  /**
   * The requirements that have ready jobs, and some of the known ones that may have none any more:
   * one step in the index for each, however many jobs there are, or for each row of known ones
   * whose ids follow each other. MariaDB, which is a round trip away, is asked for the others at
   * once when there are many; it goes through the entries of all their jobs for that.
   *
   * @param known requirements that had ready jobs a moment ago
   */
  List<Integer> readyRequirements(Set<Integer> known) {
    List<Integer> found = new ArrayList<>();
    int from = addRun(known, 0, found);
    Optional<Integer> next = nextReady(from);
    for (int steps = 1; next.isPresent(); steps++) {
      found.add(next.get());
      from = addRun(known, next.get() + 1, found);
      if (steps == STEPS && database.dialect() == Dialect.MARIADB) {
        found.addAll(
            database.query(
                "select requirement_id from job where ready = true and requirement_id >= ?"
                    + " group by requirement_id",
                row -> row.integer("requirement_id"),
                from));
        break;
      }
      next = nextReady(from);
    }
    return found;
  }

  /** Adds the known ids that follow each other from one on; the first id that is not known. */
  private static int addRun(Set<Integer> known, int from, List<Integer> found) {
    int id = from;
    while (known.contains(id)) {
      found.add(id++);
    }
    return id;
  }

  /** Whether any job is ready. */
  boolean anyReady() {
    return nextReady(0).isPresent();
  }

  /**
   * The first one from an id on. H2 steps straight to it only because the order begins with the
   * index's first column and the comparison is {@code >=}: with {@code >} it goes through every job
   * of the requirement before.
   */
  private Optional<Integer> nextReady(int from) {
    return database.first(
        "select requirement_id from job where ready = true and requirement_id >= ?"
            + " order by ready, requirement_id limit 1",
        row -> row.integer("requirement_id"),
        from);
  }

  /**
   * The first ready jobs of some requirements, each read in the order of the index. All of its
   * columns are in the order asked for: H2 sorts all ready jobs otherwise.
   */
  List<ReadyJob> firstReady(Map<Integer, Integer> limits) {
    List<ReadyJob> jobs = new ArrayList<>();
    List<Map.Entry<Integer, Integer>> all = new ArrayList<>(limits.entrySet());
    for (int from = 0; from < all.size(); from += UNION) {
      StringBuilder sql = new StringBuilder();
      List<Object> parameters = new ArrayList<>();
      for (Map.Entry<Integer, Integer> entry :
          all.subList(from, Math.min(all.size(), from + UNION))) {
        sql.append(sql.isEmpty() ? "" : " union all ")
            .append("(select id, requirement_id, priority, runnable_at from job")
            .append(" where ready = true and requirement_id = ?")
            .append(" order by ready, requirement_id, priority desc, id limit ?)");
        parameters.add(entry.getKey());
        parameters.add(entry.getValue());
      }
      jobs.addAll(
          database.query(
              sql.toString(),
              row ->
                  new ReadyJob(
                      row.integer("id"),
                      row.integer("requirement_id"),
                      row.integer("priority"),
                      row.time("runnable_at")),
              parameters.toArray()));
    }
    return jobs;
  }

  /** The counters that some demands name, as they are now. */
  Counters counters(Collection<Demand> demands) {
    Set<Integer> limiting = new HashSet<>();
    boolean anyResource = false;
    for (Demand demand : demands) {
      limiting.addAll(demand.limits());
      anyResource |= !demand.resources().isEmpty();
    }
    Counters counters = new Counters();
    if (anyResource) {
      addResources(counters);
    }
    if (!limiting.isEmpty()) {
      Map<Integer, Integer> running =
          resources.unitsHeld(limiting.stream().map(id -> -id).toList());
      database.queryIn(
          "select id, max_running from job where max_running is not null and id in (:ids)",
          limiting,
          row -> {
            int id = row.integer("id");
            counters.addLimit(id, row.integer("max_running"), running.getOrDefault(-id, 0));
            return true;
          });
    }
    return counters;
  }

  private void addResources(Counters counters) {
    List<ResourceView> all = resources.all();
    Map<Integer, Set<String>> machines =
        resources.machines(
            all.stream().filter(ResourceView::perMachine).map(ResourceView::id).toList());
    for (ResourceView one : all) {
      counters.addResource(
          new Counters.Counter(
              one.id(),
              one.name(),
              one.perMachine(),
              one.maximum(),
              one.inUse(),
              machines.getOrDefault(one.id(), Set.of())));
    }
  }

  /** CPUs in use by share. */
  Map<String, Integer> cpusByShare() {
    Map<String, Integer> cpus = new HashMap<>();
    database.query(
        "select share, sum(cpus) as cpus from assignment"
            + " where state in ('OFFERED', 'STARTED', 'STOPPING', 'CALLBACK') group by share",
        row -> cpus.put(row.text("share"), row.integer("cpus")));
    return cpus;
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
}
