package org.hqueue.job;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.hqueue.job.JobStore.Link;

/**
 * What an action on some jobs reaches: they and everything below them, but not a descendant that an
 * unfinished job outside still waits for, nor what is below such a one (jobs.md section 5).
 *
 * @param taken the jobs that the action is for, ascending
 * @param spared descendants that are left alone
 */
record JobScope(Set<Integer> taken, Set<Integer> spared) {

  /**
   * Finds and locks the scope of an action; relations of its jobs cannot change until the
   * transaction ends.
   */
  static JobScope lock(JobStore jobs, Collection<Integer> asked) {
    return of(jobs, asked, lockFamily(jobs, asked));
  }

  /** Finds and locks some jobs and everything below them, ascending. */
  static Set<Integer> lockFamily(JobStore jobs, Collection<Integer> asked) {
    Set<Integer> family;
    Set<Integer> locked = new TreeSet<>();
    do {
      family = jobs.withDescendants(asked);
      Set<Integer> fresh = new TreeSet<>(family);
      fresh.removeAll(locked);
      jobs.lockRelations(fresh);
      locked.addAll(fresh);
    } while (!jobs.withDescendants(asked).equals(family));
    return family;
  }

  private static JobScope of(JobStore jobs, Collection<Integer> asked, Set<Integer> family) {
    List<Link> links = jobs.linksToParents(family);
    Map<Integer, List<Integer>> outside = new HashMap<>();
    Map<Integer, List<Integer>> children = new HashMap<>();
    for (Link link : links) {
      if (family.contains(link.parentId())) {
        children.computeIfAbsent(link.parentId(), id -> new ArrayList<>()).add(link.childId());
      } else if (!asked.contains(link.childId())) {
        outside.computeIfAbsent(link.parentId(), id -> new ArrayList<>()).add(link.childId());
      }
    }
    Deque<Integer> open = new ArrayDeque<>();
    for (JobState parent : jobs.states(outside.keySet())) {
      if (!parent.status().isFinished()) {
        open.addAll(outside.get(parent.id()));
      }
    }
    Set<Integer> spared = new TreeSet<>();
    while (!open.isEmpty()) {
      Integer id = open.remove();
      if (!asked.contains(id) && spared.add(id)) {
        open.addAll(children.getOrDefault(id, List.of()));
      }
    }
    Set<Integer> taken = new TreeSet<>(family);
    taken.removeAll(spared);
    return new JobScope(taken, spared);
  }
}
