package org.hqueue.job;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hqueue.job.JobInsertStore.Above;
import org.hqueue.job.JobInsertStore.NewLink;
import org.hqueue.job.JobState.Children;
import org.hqueue.job.SubmissionGraph.Node;
import org.hqueue.phrase.Phrase;
import org.hqueue.requirement.Demand;
import org.hqueue.requirement.RequirementStore;

/**
 * One {@code newjob} call within its transaction: locks the jobs that it is tied to, settles what
 * each new job inherits, decides its first status, and writes everything in batches. For one
 * thread.
 */
final class Submission {

  private final JobStore jobs;
  private final JobInsertStore inserts;
  private final LabelStore labelStore;
  private final RequirementStore requirements;
  private final JobRequirements jobRequirements;
  private final FailureStore failures;
  private final SubmissionDemands demands;
  private final JobLifecycle lifecycle;
  private final SubmissionGraph graph;
  private final int firstId;
  private final Instant now;

  private final Map<Integer, JobState> existing = new HashMap<>();
  private Map<Integer, Above> above = Map.of();
  private Map<Integer, Map<String, String>> labelsAbove = Map.of();
  private final Map<Integer, Integer> cancelledAbove = new HashMap<>();
  private final Set<Integer> pausedAbove = new HashSet<>();

  private final int[] rootIds;
  private final int[] priorities;
  private final String[] submitters;
  private final JobStatus[] statuses;

  /** The cancelled job above each job, 0 for none. */
  private final int[] cancelledBy;

  private final boolean[] belowPaused;
  private final Set<Integer> sharingRoots = new TreeSet<>();

  Submission(
      JobStore jobs,
      JobInsertStore inserts,
      LabelStore labelStore,
      RequirementStore requirements,
      JobRequirements jobRequirements,
      FailureStore failures,
      ShareNames shares,
      SubmissionGraph graph,
      int firstId,
      Instant now) {
    this.jobs = jobs;
    this.inserts = inserts;
    this.labelStore = labelStore;
    this.requirements = requirements;
    this.jobRequirements = jobRequirements;
    this.failures = failures;
    this.demands = new SubmissionDemands(jobs, inserts, failures, shares, graph);
    this.lifecycle = new JobLifecycle();
    this.graph = graph;
    this.firstId = firstId;
    this.now = now;
    int count = graph.nodes().size();
    this.rootIds = new int[count];
    this.priorities = new int[count];
    this.submitters = new String[count];
    this.statuses = new JobStatus[count];
    this.cancelledBy = new int[count];
    this.belowPaused = new boolean[count];
  }

  /** Stores the jobs; their ids, in the order of the graph. */
  List<Integer> store() {
    readExisting();
    refuseCycles();
    inheritDownward();
    decideUpward();
    write();
    List<Integer> ids = new ArrayList<>();
    for (Node node : graph.nodes()) {
      ids.add(idOf(node));
    }
    return ids;
  }

  private int idOf(Node node) {
    return firstId + node.index;
  }

  private void readExisting() {
    Set<Integer> parents = new TreeSet<>();
    Set<Integer> tied = new TreeSet<>();
    Set<Integer> children = new TreeSet<>();
    for (Node node : graph.nodes()) {
      parents.addAll(node.existingParents);
      tied.addAll(node.existingParents);
      children.addAll(node.existingChildren);
    }
    tied.addAll(children);
    if (tied.isEmpty()) {
      return;
    }
    jobs.lockRelations(tied);
    // Their root may become another one, which must not pass by what is submitted below them.
    JobScope.lockFamily(jobs, children);
    for (JobState state : jobs.states(tied)) {
      existing.put(state.id(), state);
    }
    for (Node node : graph.nodes()) {
      requireKnown(node, "parentIds", node.existingParents, node.spec.links().parentIds());
      requireKnown(node, "childrenIds", node.existingChildren, node.spec.links().childrenIds());
    }
    above = inserts.above(parents);
    Set<Integer> labelSets = new TreeSet<>();
    for (Above parent : above.values()) {
      if (parent.labelSetId() != null) {
        labelSets.add(parent.labelSetId());
      }
    }
    labelsAbove = labelStore.labels(labelSets);
    for (Integer parent : parents) {
      for (JobState ancestor : jobs.states(jobs.withAncestors(Set.of(parent)))) {
        if (ancestor.status() == JobStatus.CANCELLED) {
          cancelledAbove.put(parent, ancestor.id());
        }
        if (ancestor.pauseWished() && !ancestor.status().isFinished()) {
          pausedAbove.add(parent);
        }
      }
    }
  }

  /** Ids that the specification does not name came as a parameter of the call. */
  private void requireKnown(
      Node node, String property, Collection<Integer> ids, Collection<Integer> own) {
    for (Integer id : ids) {
      if (!existing.containsKey(id)) {
        String parameter = property.equals("parentIds") ? "parent_id" : "child_ids";
        throw new BadSpecException(
            own.contains(id) ? node.path + property : parameter, Phrase.NO_SUCH_JOB.with(id));
      }
    }
  }

  /** An existing child that is also above the new job would wait for itself. */
  private void refuseCycles() {
    for (Node below : graph.nodes()) {
      for (Integer child : below.existingChildren) {
        for (Node over : graph.nodes()) {
          if (!over.existingParents.isEmpty()
              && SubmissionGraph.reaches(over, below)
              && jobs.withAncestors(over.existingParents).contains(child)) {
            throw new BadSpecException(
                below.path + "childrenIds", Phrase.WOULD_WAIT_FOR_ITSELF.with(child));
          }
        }
      }
    }
  }

  private void inheritDownward() {
    for (Node node : graph.parentsFirst()) {
      int i = node.index;
      Set<Integer> roots = new TreeSet<>();
      Integer priority = node.spec.priority();
      String submitter = node.spec.submittedBy();
      for (Node parent : node.parents) {
        roots.add(rootIds[parent.index]);
        priority = priority == null ? Integer.valueOf(priorities[parent.index]) : priority;
        submitter = submitter.isEmpty() ? submitters[parent.index] : submitter;
        cancelledBy[i] = Math.max(cancelledBy[i], cancelledBy[parent.index]);
        belowPaused[i] |= belowPaused[parent.index];
      }
      for (Integer id : node.existingParents) {
        Above parent = Objects.requireNonNull(above.get(id));
        roots.add(parent.rootId());
        priority = priority == null ? Integer.valueOf(parent.priority()) : priority;
        submitter = submitter.isEmpty() ? parent.submittedBy() : submitter;
        cancelledBy[i] = Math.max(cancelledBy[i], cancelledAbove.getOrDefault(id, 0));
        belowPaused[i] |= pausedAbove.contains(id);
      }
      rootIds[i] = roots.isEmpty() ? idOf(node) : roots.iterator().next();
      if (roots.size() > 1) {
        sharingRoots.addAll(roots);
      }
      priorities[i] = priority == null ? 0 : priority;
      submitters[i] = submitter;
    }
  }

  /** Each job's labels, own ones first, then those of its parents in their order. */
  private Map<Node, Map<String, String>> labels() {
    Map<Node, Map<String, String>> all = new HashMap<>();
    for (Node node : graph.parentsFirst()) {
      Map<String, String> labels = new TreeMap<>(node.spec.labels());
      for (Node parent : node.parents) {
        all.get(parent).forEach(labels::putIfAbsent);
      }
      for (Integer id : node.existingParents) {
        Integer setId = Objects.requireNonNull(above.get(id)).labelSetId();
        if (setId != null) {
          labelsAbove.getOrDefault(setId, Map.of()).forEach(labels::putIfAbsent);
        }
      }
      all.put(node, labels);
    }
    return all;
  }

  private void decideUpward() {
    List<Node> order = graph.parentsFirst();
    for (int i = order.size() - 1; i >= 0; i--) {
      Node node = order.get(i);
      JobState state =
          new JobState(
              idOf(node),
              JobStatus.QUEUED,
              belowPaused[node.index],
              node.spec.command().exists(),
              OwnResult.NONE,
              node.spec.triesLeft(),
              null,
              false,
              childrenOf(node),
              JobRules.of(node.spec));
      statuses[node.index] =
          lifecycle.initial(state, cancelledBy[node.index] != 0, belowPaused[node.index]);
    }
  }

  private Children childrenOf(Node node) {
    Children sum = Children.NONE;
    for (Node child : node.children) {
      sum = sum.plus(countOf(child));
    }
    for (Integer id : node.existingChildren) {
      JobState child = existing.get(id);
      sum = sum.plus(Children.of(child.status(), child.rules().sparesParents()));
    }
    return sum;
  }

  private Children countOf(Node node) {
    return Children.of(statuses[node.index], JobRules.of(node.spec).sparesParents());
  }

  private void write() {
    Map<Node, Map<String, String>> labels = labels();
    Map<Node, Demand> demanded = demands.all(firstId, rootIds, submitters, labels);
    Map<Demand, Integer> requirementIds =
        requirements.idsOf(new LinkedHashSet<>(demanded.values()));
    Set<Map<String, String>> labelSets = new HashSet<>(labels.values());
    labelSets.remove(Map.<String, String>of());
    Map<Map<String, String>, Integer> labelSetIds = labelStore.idsOf(labelSets);
    List<NewJob> rows = new ArrayList<>();
    List<NewLink> links = new ArrayList<>();
    Map<Integer, Children> deltas = new TreeMap<>();
    Set<Integer> adopted = new TreeSet<>();
    Map<Set<Integer>, Set<Integer>> limited = new HashMap<>();
    for (Node node : graph.nodes()) {
      int i = node.index;
      Demand demand = demanded.get(node);
      rows.add(
          new NewJob(
              idOf(node),
              node.spec,
              statuses[i],
              belowPaused[i],
              priorities[i],
              rootIds[i],
              rootIds[i] == idOf(node),
              sharingRoots.contains(idOf(node)),
              demand == null ? null : requirementIds.get(demand),
              submitters[i],
              labelSetIds.get(labels.get(node)),
              childrenOf(node),
              cancelledBy[i] == 0 ? "" : Phrase.PARENT_CANCELLED.with(cancelledBy[i])));
      node.children.forEach(child -> links.add(new NewLink(idOf(node), idOf(child), false)));
      for (Integer child : node.existingChildren) {
        links.add(new NewLink(idOf(node), child, false));
        adopted.add(child);
        limited
            .computeIfAbsent(demands.limitsBelow(node, idOf(node)), limits -> new TreeSet<>())
            .add(child);
      }
      for (Integer parent : node.existingParents) {
        JobState state = existing.get(parent);
        boolean late = state.assignmentId() != null;
        links.add(new NewLink(parent, idOf(node), late));
        deltas.merge(parent, countOf(node), Children::plus);
      }
    }
    inserts.insert(rows, now);
    inserts.insertLinks(links);
    inserts.markRootsShared(sharingRoots);
    jobRequirements.moved(inserts.recomputeRoots(adopted));
    limited.forEach((limits, children) -> jobRequirements.limited(children, limits));
    failures.keepBack(above.values().stream().map(Above::rootId).distinct().toList());
    jobs.addToChildren(deltas);
    reopenParents(deltas.keySet());
  }

  private void reopenParents(Collection<Integer> parents) {
    List<StatusChange> moves = new ArrayList<>();
    for (JobState parent : jobs.states(parents)) {
      lifecycle.afterChildren(parent).ifPresent(moves::add);
    }
    new StatusRipple(jobs, lifecycle).settle(moves, now);
    new FailureLimit(jobs, lifecycle).hold(parents, now);
  }
}
