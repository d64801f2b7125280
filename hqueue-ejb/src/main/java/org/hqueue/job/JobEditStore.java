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
import org.hqueue.database.Database;
import org.jspecify.annotations.Nullable;

/** Writes edited specifications in sets, within the surrounding transaction. */
@ApplicationScoped
public class JobEditStore {

  @Inject Database database;
  @Inject LabelStore labels;

  /** Writes specifications, and what of them is in the jobs' rows. */
  void write(Map<Integer, JobSpec> specs, JobChanges changes) {
    List<@Nullable Object[]> texts = new ArrayList<>();
    List<@Nullable Object[]> rows = new ArrayList<>();
    specs.forEach(
        (id, spec) -> {
          texts.add(new Object[] {StoredSpec.write(spec), id});
          boolean hasCommand = spec.command().exists();
          JobRules rules = JobRules.of(spec);
          rows.add(
              new Object[] {
                spec.name(),
                spec.needs().cpus(),
                hasCommand,
                hasCommand && !spec.needs().tags().contains("excludeProgress"),
                spec.policy().killGrace(),
                rules.endsAlone(),
                rules.sparesParents(),
                rules.maxFailedChildren(),
                !spec.callbacks().equals(JobCallbacks.NONE),
                spec.tree().maxRunning(),
                spec.policy().requeueAfter(),
                changes.has("priority") ? spec.priority() : null,
                changes.has("triesLeft") ? spec.triesLeft() : null,
                changes.has("submittedBy") ? spec.submittedBy() : null,
                id
              });
        });
    database.batch("update job_spec set spec = ? where job_id = ?", texts);
    database.batch(
        "update job set name = ?, cpus = ?, has_command = ?, weighs = ?, kill_grace_seconds = ?,"
            + " ends_alone = ?, spares_parents = ?, max_failed_children = ?, has_callbacks = ?,"
            + " max_running = ?, requeue_after_minutes = ?,"
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

  /**
   * Gives some jobs other labels of their own; those that they took from parents stay.
   *
   * @param before the jobs' specifications
   * @param after the same, edited
   */
  void writeLabels(Map<Integer, JobSpec> before, Map<Integer, JobSpec> after) {
    Map<Integer, Integer> setIds = new HashMap<>();
    database.queryIn(
        "select id, label_set_id from job where label_set_id is not null and id in (:ids)",
        after.keySet(),
        row -> setIds.put(row.integer("id"), row.integer("label_set_id")));
    Map<Integer, Map<String, String>> known = labels.labels(new HashSet<>(setIds.values()));
    Map<Integer, Map<String, String>> wanted = new HashMap<>();
    after.forEach(
        (id, spec) -> {
          Map<String, String> all =
              new HashMap<>(known.getOrDefault(setIds.getOrDefault(id, 0), Map.of()));
          JobSpec old = before.get(id);
          if (old != null) {
            all.keySet().removeAll(old.labels().keySet());
          }
          all.putAll(spec.labels());
          wanted.put(id, all);
        });
    Set<Map<String, String>> sets = new HashSet<>(wanted.values());
    sets.remove(Map.<String, String>of());
    Map<Map<String, String>, Integer> ids = labels.idsOf(sets);
    List<@Nullable Object[]> rows = new ArrayList<>();
    wanted.forEach((id, all) -> rows.add(new Object[] {ids.get(all), id}));
    database.batch("update job set label_set_id = ? where id = ?", rows);
  }
}
