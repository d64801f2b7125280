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
import java.util.Objects;
import java.util.Set;
import org.hqueue.database.Database;
import org.hqueue.requirement.Condition;
import org.hqueue.requirement.Demand;
import org.hqueue.requirement.RequirementStore;
import org.jspecify.annotations.Nullable;

/** Writes edited specifications in sets, within the surrounding transaction. */
@ApplicationScoped
public class JobEditStore {

  @Inject Database database;
  @Inject JobInsertStore inserts;
  @Inject RequirementStore requirements;

  private record Row(int id, int rootId, @Nullable Integer requirementId) {}

  /** Writes specifications, and what of them is in the jobs' rows. */
  void write(Map<Integer, JobSpec> specs, JobChanges changes) {
    List<@Nullable Object[]> texts = new ArrayList<>();
    List<@Nullable Object[]> rows = new ArrayList<>();
    specs.forEach(
        (id, spec) -> {
          texts.add(new Object[] {StoredSpec.write(spec), id});
          boolean hasCommand = spec.command().exists();
          rows.add(
              new Object[] {
                spec.name(),
                spec.needs().cpus(),
                hasCommand,
                hasCommand && !spec.needs().tags().contains("excludeProgress"),
                spec.policy().killGrace(),
                changes.has("priority") ? spec.priority() : null,
                changes.has("triesLeft") ? spec.triesLeft() : null,
                changes.has("submittedBy") ? spec.submittedBy() : null,
                id
              });
        });
    database.batch("update job_spec set spec = ? where job_id = ?", texts);
    database.batch(
        "update job set name = ?, cpus = ?, has_command = ?, weighs = ?, kill_grace_seconds = ?,"
            + " priority = coalesce(?, priority), tries_left = coalesce(?, tries_left),"
            + " submitted_by = coalesce(?, submitted_by) where id = ?",
        rows);
  }

  /** Gives some jobs another earliest start, null for none; those of them that wait heed it. */
  void setNotBefore(Collection<Integer> jobIds, @Nullable Instant notBefore, Instant now) {
    database.updateIn("update job set not_before_at = ? where id in (:ids)", jobIds, notBefore);
    database.updateIn(
        "update job set ready = false where ready = true and not_before_at > ? and id in (:ids)",
        jobIds,
        now);
  }

  /** The unfinished jobs with a command below some roots. */
  List<Integer> unfinishedBelow(Collection<Integer> rootIds) {
    return database.queryIn(
        "select id from job where has_command = true"
            + " and status not in ('SUCCEEDED', 'FAILED', 'CANCELLED') and root_id in (:ids)",
        rootIds,
        row -> row.integer("id"));
  }

  /** Works out anew what some jobs demand of a client, by their specifications and their roots'. */
  void refreshRequirements(Collection<Integer> jobIds) {
    List<Row> rows =
        database.queryIn(
            "select id, root_id, requirement_id from job where id in (:ids)",
            jobIds,
            row ->
                new Row(
                    row.integer("id"),
                    row.integer("root_id"),
                    row.integerOrNull("requirement_id")));
    Set<Integer> roots = new HashSet<>();
    rows.forEach(row -> roots.add(row.rootId()));
    Map<Integer, List<Condition>> conditions = new HashMap<>();
    inserts.specs(roots).forEach((id, spec) -> conditions.put(id, spec.needs().conditions()));
    Map<Integer, Demand> demands = new HashMap<>();
    Map<Integer, JobSpec> specs = inserts.specs(jobIds);
    for (Row row : rows) {
      JobSpec spec = specs.get(row.id());
      if (spec != null && spec.command().exists()) {
        demands.put(
            row.id(), demand(spec.needs(), conditions.getOrDefault(row.rootId(), List.of())));
      }
    }
    Map<Demand, Integer> ids = requirements.idsOf(new HashSet<>(demands.values()));
    List<@Nullable Object[]> changed = new ArrayList<>();
    for (Row row : rows) {
      Demand demand = demands.get(row.id());
      Integer wanted = demand == null ? null : ids.get(demand);
      if (!Objects.equals(wanted, row.requirementId())) {
        changed.add(new Object[] {wanted, row.id()});
      }
    }
    database.batch("update job set requirement_id = ? where id = ?", changed);
  }

  private static Demand demand(JobNeeds needs, List<Condition> rootConditions) {
    return new Demand(
        needs.cpus(),
        needs.conditions().isEmpty() ? rootConditions : needs.conditions(),
        needs.tags().stream().filter(tag -> tag.startsWith("single")).sorted().toList());
  }
}
