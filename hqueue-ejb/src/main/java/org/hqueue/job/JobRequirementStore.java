package org.hqueue.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hqueue.database.Database;
import org.hqueue.database.Row;
import org.jspecify.annotations.Nullable;

/** Which requirement jobs have. Everything here takes part in the surrounding transaction. */
@ApplicationScoped
public class JobRequirementStore {

  private static final String INHERITED =
      "select distinct root_id, requirement_id from job where inherits_conditions = true"
          + " and requirement_id is not null and ";

  @Inject Database database;

  /** Jobs of a root that inherit its conditions and demand the same otherwise. */
  record Kind(int rootId, int requirementId) {}

  /** A job whose requirement is written; null for a container. */
  record Requirement(int jobId, @Nullable Integer requirementId, boolean inherits) {}

  /** The kinds of jobs that inherit from some roots. */
  List<Kind> below(Collection<Integer> rootIds) {
    return database.queryIn(
        INHERITED + "root_id in (:ids)", rootIds, JobRequirementStore::readKind);
  }

  /** The kinds that some jobs are of; those with conditions of their own are left out. */
  List<Kind> of(Collection<Integer> jobIds) {
    return database.queryIn(INHERITED + "id in (:ids)", jobIds, JobRequirementStore::readKind);
  }

  private static Kind readKind(Row row) throws SQLException {
    return new Kind(row.integer("root_id"), row.integer("requirement_id"));
  }

  /** All jobs of a kind get another requirement. */
  void replaceBelow(Kind kind, int requirementId) {
    database.update(
        "update job set requirement_id = ? where root_id = ? and requirement_id = ?"
            + " and inherits_conditions = true",
        requirementId,
        kind.rootId(),
        kind.requirementId());
  }

  /** Those of some jobs that are of a kind get another requirement. */
  void replaceOf(Collection<Integer> jobIds, Kind kind, int requirementId) {
    database.updateIn(
        "update job set requirement_id = ? where root_id = ? and requirement_id = ?"
            + " and inherits_conditions = true and id in (:ids)",
        jobIds,
        requirementId,
        kind.rootId(),
        kind.requirementId());
  }

  /** The requirements of some jobs, by job; containers are left out. */
  Map<Integer, Integer> requirements(Collection<Integer> jobIds) {
    Map<Integer, Integer> requirements = new HashMap<>();
    database.queryIn(
        "select id, requirement_id from job where requirement_id is not null and id in (:ids)",
        jobIds,
        row -> requirements.put(row.integer("id"), row.integer("requirement_id")));
    return requirements;
  }

  /** Gives single jobs other requirements. */
  void replace(Map<Integer, Integer> byJob) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    new TreeMap<>(byJob)
        .forEach((jobId, requirementId) -> rows.add(new Object[] {requirementId, jobId}));
    database.batch("update job set requirement_id = ? where id = ?", rows);
  }

  /** Writes the requirements of single jobs. */
  void write(Collection<Requirement> requirements) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (Requirement one : requirements) {
      rows.add(new Object[] {one.requirementId(), one.inherits(), one.jobId()});
    }
    database.batch("update job set requirement_id = ?, inherits_conditions = ? where id = ?", rows);
  }
}
