package org.hqueue.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.hqueue.database.Database;
import org.jspecify.annotations.Nullable;

/**
 * What an index alone tells of whole trees: one query for any number of roots, which looks at no
 * row of a job. Everything here takes part in the surrounding transaction.
 */
@ApplicationScoped
class TreeCountStore {

  @Inject Database database;

  /**
   * Jobs of one tree that are alike, its root among them.
   *
   * @param weighs whether their commands count for the tree's progress
   * @param jobs how many there are, at least 1
   * @param below the same without the root
   * @param firstStart when the first of them was started, null before
   */
  record Count(
      boolean weighs, JobStatus status, int jobs, int below, @Nullable Instant firstStart) {}

  /**
   * A root that shares no job with another tree, and everything below it.
   *
   * @param children of the root
   */
  record Tree(int children, List<Count> counts) {

    /** Whether nothing is below a child. */
    boolean isFlat() {
      return children == counts.stream().mapToInt(Count::below).sum();
    }

    /** Whether some job below the root has a process on a client, or may have. */
    boolean isUnderWay() {
      return counts.stream()
          .anyMatch(one -> one.below() > 0 && JobStatus.UNDER_WAY.contains(one.status()));
    }

    /** How many jobs below the root have not ended, where each is a leaf that weighs. */
    OptionalInt unfinishedLeaves() {
      int unfinished = 0;
      for (Count one : counts) {
        if (one.below() > 0 && !one.weighs()) {
          return OptionalInt.empty();
        }
        unfinished += one.status().isFinished() ? 0 : one.below();
      }
      return isFlat() ? OptionalInt.of(unfinished) : OptionalInt.empty();
    }

    /** The jobs below the root by status. */
    Map<JobStatus, Integer> below() {
      Map<JobStatus, Integer> below = new EnumMap<>(JobStatus.class);
      counts.forEach(one -> below.merge(one.status(), one.below(), Integer::sum));
      return below;
    }

    /** When the root or the first job below it was started, null before. */
    @Nullable Instant firstStart() {
      return counts.stream()
          .map(Count::firstStart)
          .filter(Objects::nonNull)
          .min(Comparator.naturalOrder())
          .orElse(null);
    }
  }

  /** By root, of those among some jobs that are roots and share no job with another tree. */
  Map<Integer, Tree> ofOwnTrees(Collection<Job> found) {
    List<Integer> roots = found.stream().filter(Job::isRoot).map(Job::id).toList();
    Map<Integer, Tree> trees = new TreeMap<>();
    database.queryIn(
        "select j.id, c.total from job j join job_children c on c.job_id = j.id"
            + " where j.shares_jobs = false and j.id in (:ids)",
        roots,
        row -> trees.put(row.integer("id"), new Tree(row.integer("total"), new ArrayList<>())));
    database.queryIn(
        "select root_id, weighs, status, count(*) as n,"
            + " sum(case when id = root_id then 0 else 1 end) as below,"
            + " min(started_at) as first_start from job"
            + " where root_id in (:ids) group by root_id, weighs, status",
        trees.keySet(),
        row ->
            trees
                .get(row.integer("root_id"))
                .counts()
                .add(
                    new Count(
                        row.truth("weighs"),
                        row.constant("status", JobStatus.class),
                        row.integer("n"),
                        row.integer("below"),
                        row.timeOrNull("first_start"))));
    return trees;
  }
}
