package org.hqueue.job;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.hqueue.job.SubmissionGraph.Node;
import org.hqueue.requirement.Condition;
import org.hqueue.requirement.Demand;
import org.hqueue.requirement.Demand.Avoided;

/**
 * Works out what the new jobs of one call demand: what their specifications say, the root's
 * conditions where they have none, the limits of the jobs above, the clients that their root is
 * blocked on, and the share that they are counted for. For one thread.
 */
final class SubmissionDemands {

  private final JobStore jobs;
  private final JobInsertStore inserts;
  private final FailureStore failures;
  private final ShareNames shares;
  private final SubmissionGraph graph;
  private final Map<Integer, Set<Integer>> limitsAtExisting = new HashMap<>();
  private final Map<Node, Set<Integer>> limits = new HashMap<>();

  SubmissionDemands(
      JobStore jobs,
      JobInsertStore inserts,
      FailureStore failures,
      ShareNames shares,
      SubmissionGraph graph) {
    this.jobs = jobs;
    this.inserts = inserts;
    this.failures = failures;
    this.shares = shares;
    this.graph = graph;
  }

  /**
   * The demand of each job with a command.
   *
   * @param firstId id of the first new job
   * @param rootIds root of each new job
   * @param submitters who submitted each
   * @param labels own and inherited ones of each
   */
  Map<Node, Demand> all(
      int firstId, int[] rootIds, String[] submitters, Map<Node, Map<String, String>> labels) {
    Set<Integer> existingRoots = new HashSet<>();
    for (Node node : graph.nodes()) {
      if (!isNew(rootIds[node.index], firstId)) {
        existingRoots.add(rootIds[node.index]);
      }
    }
    Map<Integer, JobSpec> rootSpecs = inserts.specs(existingRoots);
    Map<Integer, List<Integer>> blocked = failures.blockedClients(existingRoots);
    findLimits(firstId);
    Map<Node, Demand> demands = new LinkedHashMap<>();
    for (Node node : graph.nodes()) {
      if (node.spec.command().exists()) {
        int rootId = rootIds[node.index];
        JobSpec root =
            isNew(rootId, firstId)
                ? graph.nodes().get(rootId - firstId).spec
                : rootSpecs.get(rootId);
        List<Condition> inherited = root == null ? List.of() : root.needs().conditions();
        demands.put(
            node,
            JobDemands.of(node.spec, inherited)
                .limitedBy(limits.get(node))
                .sharing(shares.of(submitters[node.index], labels.get(node)))
                .avoiding(avoided(blocked.getOrDefault(rootId, List.of()))));
      }
    }
    return demands;
  }

  private static List<Avoided> avoided(List<Integer> clientIds) {
    return clientIds.stream().map(clientId -> new Avoided(clientId, null)).toList();
  }

  private boolean isNew(int jobId, int firstId) {
    return jobId >= firstId && jobId < firstId + graph.nodes().size();
  }

  /**
   * The limits that hold for what comes below a new job.
   *
   * @param id its id
   */
  Set<Integer> limitsBelow(Node node, int id) {
    Set<Integer> below = new TreeSet<>(limits.get(node));
    if (node.spec.tree().maxRunning() != null) {
      below.add(id);
    }
    return below;
  }

  private void findLimits(int firstId) {
    Set<Integer> parents = new TreeSet<>();
    graph.nodes().forEach(node -> parents.addAll(node.existingParents));
    Map<Integer, Set<Integer>> ancestors = new HashMap<>();
    Set<Integer> all = new TreeSet<>();
    for (Integer parent : parents) {
      Set<Integer> above = jobs.withAncestors(Set.of(parent));
      ancestors.put(parent, above);
      all.addAll(above);
    }
    Collection<Integer> limiting = inserts.limiting(all);
    ancestors.forEach(
        (parent, above) -> {
          Set<Integer> here = new TreeSet<>(above);
          here.retainAll(limiting);
          limitsAtExisting.put(parent, here);
        });
    for (Node node : graph.parentsFirst()) {
      Set<Integer> own = new TreeSet<>();
      for (Node parent : node.parents) {
        own.addAll(limitsBelow(parent, firstId + parent.index));
      }
      for (Integer parent : node.existingParents) {
        own.addAll(limitsAtExisting.get(parent));
      }
      limits.put(node, own);
    }
  }
}
