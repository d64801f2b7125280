package org.hqueue.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ObjIntConsumer;
import org.hqueue.job.JobRequirementStore.Kind;
import org.hqueue.job.JobRequirementStore.Requirement;
import org.hqueue.requirement.Condition;
import org.hqueue.requirement.Demand;
import org.hqueue.requirement.RequirementStore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what jobs demand in step with their specifications and roots (jobs.md section 2): a job
 * without conditions of its own has its root's, also when the root is edited or becomes another
 * one. What is on a client keeps what it has there; what counts is its next start. A tree costs as
 * many statements as it has distinct demands, however many jobs. In the surrounding transaction.
 */
@ApplicationScoped
public class JobRequirements {

  /** New requirements that such a change is expected to need at the most. */
  private static final int EXPECTED = 64;

  @Inject JobStore jobs;
  @Inject JobInsertStore inserts;
  @Inject JobRequirementStore store;
  @Inject RequirementStore requirements;

  /** Has ids at hand; called before the transaction holds a connection. */
  public void ensureIds() {
    requirements.ensureIds(EXPECTED);
  }

  /**
   * The specifications of some jobs have been changed and stored: what they demand is worked out
   * anew, and what the jobs below demand that take conditions from them. Locks their trees against
   * submissions below.
   */
  public void edited(Collection<Integer> jobIds) {
    Set<Integer> family = JobScope.lockFamily(jobs, new TreeSet<>(jobIds));
    Map<Integer, Integer> roots = inserts.roots(jobIds);
    Set<Integer> asked = new HashSet<>(jobIds);
    asked.addAll(roots.values());
    Map<Integer, JobSpec> specs = inserts.specs(asked);
    Map<Integer, Integer> requirementIds = store.requirements(jobIds);
    Map<Integer, Demand> before = requirements.demands(new HashSet<>(requirementIds.values()));
    Map<Integer, Demand> demands = new HashMap<>();
    for (Integer id : roots.keySet()) {
      JobSpec spec = specs.get(id);
      if (spec != null && spec.command().exists()) {
        Demand demand = JobDemands.of(spec, conditionsOf(specs.get(roots.get(id))));
        Demand old = before.get(requirementIds.get(id));
        demands.put(
            id,
            old == null
                ? demand
                : demand.limitedBy(old.limits()).sharing(old.share()).avoiding(old.avoided()));
      }
    }
    Map<Demand, Integer> ids = requirements.idsOf(new HashSet<>(demands.values()));
    List<Requirement> rows = new ArrayList<>();
    for (Integer id : roots.keySet()) {
      JobSpec spec = specs.get(id);
      boolean inherits = spec != null && JobDemands.inherits(spec);
      rows.add(new Requirement(id, ids.get(demands.get(id)), inherits));
    }
    store.write(rows);
    Set<Integer> editedRoots = new TreeSet<>(roots.values());
    editedRoots.retainAll(family);
    List<Kind> kinds = store.below(editedRoots);
    renew(kinds, (kind, requirementId) -> store.replaceBelow(kind, requirementId));
  }

  /** Some jobs have another root than before. */
  void moved(Collection<Integer> jobIds) {
    renew(store.of(jobIds), (kind, requirementId) -> store.replaceOf(jobIds, kind, requirementId));
  }

  /** Some jobs have come below others that limit how many jobs below them run at once. */
  void limited(Collection<Integer> jobIds, Collection<Integer> limiting) {
    if (limiting.isEmpty()) {
      return;
    }
    Map<Integer, Integer> before = store.requirements(jobs.withDescendants(jobIds));
    Map<Integer, Demand> demands = requirements.demands(new HashSet<>(before.values()));
    Map<Integer, Demand> after = new HashMap<>();
    demands.forEach((id, demand) -> after.put(id, demand.limitedBy(limiting)));
    Map<Demand, Integer> ids = requirements.idsOf(new HashSet<>(after.values()));
    Map<Integer, Integer> changed = new HashMap<>();
    before.forEach((jobId, id) -> changed.put(jobId, ids.get(after.get(id))));
    store.replace(changed);
  }

  private void renew(List<Kind> kinds, ObjIntConsumer<Kind> replace) {
    Set<Integer> roots = new TreeSet<>();
    Set<Integer> old = new TreeSet<>();
    for (Kind kind : kinds) {
      roots.add(kind.rootId());
      old.add(kind.requirementId());
    }
    Map<Integer, JobSpec> specs = inserts.specs(roots);
    Map<Integer, Demand> before = requirements.demands(old);
    Map<Kind, Demand> after = new HashMap<>();
    for (Kind kind : Set.copyOf(kinds)) {
      Demand demand = Objects.requireNonNull(before.get(kind.requirementId()));
      after.put(kind, demand.under(conditionsOf(specs.get(kind.rootId()))));
    }
    Map<Demand, Integer> ids = requirements.idsOf(new HashSet<>(after.values()));
    after.forEach(
        (kind, demand) -> {
          int requirementId = Objects.requireNonNull(ids.get(demand));
          if (requirementId != kind.requirementId()) {
            replace.accept(kind, requirementId);
          }
        });
  }

  private static List<Condition> conditionsOf(@Nullable JobSpec root) {
    return root == null ? List.of() : root.needs().conditions();
  }
}
