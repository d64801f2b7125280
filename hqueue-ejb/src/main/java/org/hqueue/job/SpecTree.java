package org.hqueue.job;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hqueue.job.JobInsertStore.Above;
import org.hqueue.job.JobStore.Link;
import org.hqueue.phrase.Phrase;
import org.hqueue.requirement.Condition;
import org.jspecify.annotations.Nullable;

/**
 * Stored jobs told once more as specifications that {@code newjob} takes. Links among the jobs are
 * kept, links to other jobs are not. A job whose parents are not among them takes along what it
 * inherited from these: priority, submitter and conditions. What a call is known by, and frames,
 * which are jobs by now, are left out. For one thread.
 */
final class SpecTree {

  /** Levels of children in one struct: the wire carries 64 levels, two for each of these. */
  static final int DEEPEST = 28;

  private static final Set<String> ONCE =
      Set.of("submissionKey", "frames", "framesPerJob", "frameOrder");

  private final Map<Integer, JobSpec> specs;
  private final Map<Integer, Above> rows;
  private final Map<Integer, List<Condition>> rootConditions;
  private final Map<Integer, List<Integer>> children = new HashMap<>();
  private final Map<Integer, Integer> parents = new HashMap<>();

  /**
   * @param specs of the jobs
   * @param rows what the jobs have settled
   * @param links among the jobs and others
   * @param rootConditions the conditions of the jobs' roots, by root
   */
  SpecTree(
      Map<Integer, JobSpec> specs,
      Map<Integer, Above> rows,
      Collection<Link> links,
      Map<Integer, List<Condition>> rootConditions) {
    this.specs = specs;
    this.rows = rows;
    this.rootConditions = rootConditions;
    for (Link link : links) {
      if (specs.containsKey(link.parentId()) && specs.containsKey(link.childId())) {
        children.computeIfAbsent(link.parentId(), id -> new ArrayList<>()).add(link.childId());
        parents.merge(link.childId(), 1, Integer::sum);
      }
    }
    children.values().forEach(list -> list.sort(null));
  }

  /**
   * One job with everything below it, each once: a job with several parents stands below the
   * nearest one and is named by the others.
   *
   * @throws JobRefusedException when there are more levels than a struct can hold
   */
  Map<String, @Nullable Object> nested(int top) {
    Map<Integer, Map<String, @Nullable Object>> structs = new HashMap<>();
    structs.put(top, struct(top));
    List<Integer> level = List.of(top);
    for (int depth = 0; !level.isEmpty(); depth++) {
      if (depth > DEEPEST) {
        throw new JobRefusedException(Phrase.TOO_DEEP_TO_TELL.with(DEEPEST, top));
      }
      List<Integer> next = new ArrayList<>();
      for (Integer id : level) {
        next.addAll(placeChildren(id, structs));
      }
      level = next;
    }
    return structs.get(top);
  }

  private List<Integer> placeChildren(int id, Map<Integer, Map<String, @Nullable Object>> structs) {
    List<Object> below = new ArrayList<>();
    List<Integer> placed = new ArrayList<>();
    List<String> named = new ArrayList<>();
    for (Integer child : children.getOrDefault(id, List.of())) {
      if (structs.containsKey(child)) {
        named.add(stub(child));
      } else {
        Map<String, @Nullable Object> struct = struct(child);
        if (parents.getOrDefault(child, 0) > 1) {
          struct.put("stubId", stub(child));
        }
        structs.put(child, struct);
        below.add(struct);
        placed.add(child);
      }
    }
    Map<String, @Nullable Object> own = structs.get(id);
    if (!below.isEmpty()) {
      own.put("children", below);
    }
    if (!named.isEmpty()) {
      own.put("childStubIds", named);
    }
    return placed;
  }

  /** Some jobs in their order, then everything below them, breadth first, tied by stubs alone. */
  List<Map<String, @Nullable Object>> flat(Collection<Integer> tops, JobChanges changes) {
    Set<Integer> order = new LinkedHashSet<>();
    Collection<Integer> level = tops.stream().filter(specs::containsKey).toList();
    while (!level.isEmpty()) {
      order.addAll(level);
      Set<Integer> next = new LinkedHashSet<>();
      level.forEach(id -> next.addAll(children.getOrDefault(id, List.of())));
      next.removeAll(order);
      level = next;
    }
    List<Map<String, @Nullable Object>> structs = new ArrayList<>();
    for (Integer id : order) {
      Map<String, @Nullable Object> struct = struct(id);
      if (tops.contains(id)) {
        struct = changes.over(struct);
      }
      struct.put("stubId", stub(id));
      struct.put(
          "childStubIds",
          children.getOrDefault(id, List.of()).stream().map(SpecTree::stub).toList());
      structs.add(struct);
    }
    return structs;
  }

  private static String stub(int id) {
    return "job " + id;
  }

  private Map<String, @Nullable Object> struct(int id) {
    JobSpec spec = specs.get(id);
    Above row = rows.get(id);
    Map<String, @Nullable Object> struct = new LinkedHashMap<>(StoredSpec.struct(spec));
    struct.keySet().removeAll(ONCE);
    boolean inherits = parents.containsKey(id);
    if (!inherits || spec.priority() != null) {
      struct.put("priority", row.priority());
    }
    if (!inherits || !spec.submittedBy().isEmpty()) {
      struct.put("submittedBy", row.submittedBy());
    }
    if (!inherits && spec.needs().conditions().isEmpty()) {
      struct.put(
          "conditions",
          StoredSpec.conditions(rootConditions.getOrDefault(row.rootId(), List.of())));
    }
    return struct;
  }
}
