package org.hqueue.job;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Jobs and what they wait for, by level: a job is one level below the lowest of its parents. Of a
 * graph of more than {@link #MOST_JOBS} jobs only the sizes of its levels are told.
 *
 * @param jobs how many there are
 * @param nodes each job with its level, by level and then id; empty when there are too many
 * @param edges between these; empty when there are too many
 * @param levels for each level how many jobs have which status, from the top
 */
public record JobGraph(
    int jobs,
    List<Node> nodes,
    List<JobOverview.Edge> edges,
    List<Map<JobStatus, Integer>> levels) {

  /** Jobs that can still be told apart in a picture. */
  public static final int MOST_JOBS = 500;

  /** A job in its level, 0 the topmost. */
  public record Node(int id, String name, JobStatus status, int level) {}

  static JobGraph of(
      Map<Integer, JobStatus> statuses,
      Map<Integer, String> names,
      Collection<JobOverview.Edge> edges) {
    Map<Integer, Integer> levels = levels(statuses.keySet(), edges);
    List<Map<JobStatus, Integer>> counts = new ArrayList<>();
    Map<Integer, List<Node>> byLevel = new TreeMap<>();
    for (Map.Entry<Integer, JobStatus> job : new TreeMap<>(statuses).entrySet()) {
      int level = levels.get(job.getKey());
      while (counts.size() <= level) {
        counts.add(new EnumMap<>(JobStatus.class));
      }
      counts.get(level).merge(job.getValue(), 1, Integer::sum);
      byLevel
          .computeIfAbsent(level, key -> new ArrayList<>())
          .add(new Node(job.getKey(), names.getOrDefault(job.getKey(), ""), job.getValue(), level));
    }
    boolean small = statuses.size() <= MOST_JOBS;
    List<Node> nodes = byLevel.values().stream().flatMap(List::stream).toList();
    return new JobGraph(
        statuses.size(), small ? nodes : List.of(), small ? List.copyOf(edges) : List.of(), counts);
  }

  /** The longest way from the top to each job. There are no cycles, so every job is reached. */
  private static Map<Integer, Integer> levels(
      Collection<Integer> ids, Collection<JobOverview.Edge> edges) {
    Map<Integer, List<Integer>> below = new HashMap<>();
    Map<Integer, Integer> parentsLeft = new HashMap<>();
    for (JobOverview.Edge edge : edges) {
      below.computeIfAbsent(edge.parentId(), id -> new ArrayList<>()).add(edge.childId());
      parentsLeft.merge(edge.childId(), 1, Integer::sum);
    }
    Map<Integer, Integer> levels = new HashMap<>();
    Deque<Integer> next = new ArrayDeque<>();
    for (Integer id : ids) {
      levels.put(id, 0);
      if (!parentsLeft.containsKey(id)) {
        next.add(id);
      }
    }
    while (!next.isEmpty()) {
      int id = next.remove();
      for (Integer child : below.getOrDefault(id, List.of())) {
        levels.merge(child, levels.get(id) + 1, Math::max);
        if (parentsLeft.merge(child, -1, Integer::sum) == 0) {
          next.add(child);
        }
      }
    }
    return levels;
  }
}
