package org.hqueue.job;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hqueue.requirement.Condition;
import org.jspecify.annotations.Nullable;

/** Tells the specifications of jobs that exist, for a look or for a copy. */
@Stateless
public class JobSpecService {

  @Inject JobStore jobs;
  @Inject JobInsertStore inserts;

  /**
   * A struct that {@code newjob} takes as it is; empty when there is no such job.
   *
   * @param withChildren with everything below the job in it
   * @throws JobRefusedException when there is more below it than one struct can hold
   */
  public Optional<Map<String, @Nullable Object>> struct(int jobId, boolean withChildren) {
    Set<Integer> family = withChildren ? jobs.withDescendants(List.of(jobId)) : Set.of(jobId);
    Map<Integer, JobSpec> specs = inserts.specs(family);
    return specs.containsKey(jobId) ? Optional.of(tree(specs).nested(jobId)) : Optional.empty();
  }

  /**
   * The same as a JSON text, which {@code newjob} takes too.
   *
   * @throws JobRefusedException when there is more below it than one struct can hold
   */
  public Optional<String> json(int jobId, boolean withChildren) {
    return struct(jobId, withChildren).map(JsonValues::write);
  }

  /**
   * Specifications for copies of some jobs and of everything below them, tied to each other as the
   * jobs are, and to no other job. Unknown ids are left out.
   *
   * @param changes for the copies of the jobs named; those of descendants follow in what they
   *     inherit
   * @throws BadSpecException when a change cannot be accepted
   */
  public List<JobSpec> copies(Collection<Integer> jobIds, JobChanges changes) {
    SpecTree tree = tree(inserts.specs(jobs.withDescendants(jobIds)));
    List<Map<String, @Nullable Object>> structs = tree.flat(jobIds, changes);
    return structs.isEmpty() ? List.of() : JobSpecReader.read(structs);
  }

  /** The conditions of a job, its own or its root's; empty when there is no such job. */
  public Optional<List<Condition>> conditions(int jobId) {
    JobSpec own = inserts.specs(List.of(jobId)).get(jobId);
    if (own == null) {
      return Optional.empty();
    }
    if (!own.needs().conditions().isEmpty()) {
      return Optional.of(own.needs().conditions());
    }
    int rootId = inserts.above(List.of(jobId)).get(jobId).rootId();
    JobSpec root = inserts.specs(List.of(rootId)).get(rootId);
    return Optional.of(root == null ? List.of() : root.needs().conditions());
  }

  private SpecTree tree(Map<Integer, JobSpec> specs) {
    Map<Integer, JobInsertStore.Above> rows = inserts.above(specs.keySet());
    Set<Integer> roots = new HashSet<>();
    rows.values().forEach(row -> roots.add(row.rootId()));
    Map<Integer, List<Condition>> conditions = new HashMap<>();
    inserts.specs(roots).forEach((id, spec) -> conditions.put(id, spec.needs().conditions()));
    return new SpecTree(specs, rows, jobs.linksToChildren(specs.keySet()), conditions);
  }
}
