package org.hqueue.job;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hqueue.phrase.Phrase;
import org.hqueue.requirement.Demand;

/**
 * The jobs of one {@code newjob} call and how they hang together, before they have ids: the given
 * specifications in their order, then nested children breadth first. For one thread.
 */
public final class SubmissionGraph {

  /** One job to be, with its parents and children in and outside of the call. */
  static final class Node {
    final int index;
    final String path;
    final JobSpec spec;
    final Set<Node> parents = new LinkedHashSet<>();
    final Set<Node> children = new LinkedHashSet<>();
    final Set<Integer> existingParents = new LinkedHashSet<>();
    final Set<Integer> existingChildren = new LinkedHashSet<>();

    private Node(int index, String path, JobSpec spec) {
      this.index = index;
      this.path = path;
      this.spec = spec;
    }
  }

  /** Sets beyond these are rare; their ids are got when they are needed. */
  private static final int LABEL_SETS = 1000;

  private final List<Node> nodes = new ArrayList<>();
  private final List<Node> parentsFirst = new ArrayList<>();

  private SubmissionGraph() {}

  /**
   * Ties specifications together.
   *
   * @param parentIds existing jobs that wait for each of the specifications given
   * @param childIds existing jobs that each of them waits for
   * @throws BadSpecException for an unknown or doubled stub, or a cycle
   */
  static SubmissionGraph of(List<JobSpec> specs, List<Integer> parentIds, List<Integer> childIds) {
    SubmissionGraph graph = new SubmissionGraph();
    Deque<Node> open = new ArrayDeque<>();
    for (int i = 0; i < specs.size(); i++) {
      Node node = graph.add(specs.size() == 1 ? "" : "jobspec[" + i + "].", specs.get(i));
      node.existingParents.addAll(parentIds);
      if (specs.get(i).frames().exist() && !childIds.isEmpty()) {
        throw new BadSpecException("child_ids", Phrase.CHILDREN_BESIDE_FRAMES.with());
      }
      node.existingChildren.addAll(childIds);
      open.add(node);
    }
    while (!open.isEmpty()) {
      Node parent = open.remove();
      List<JobSpec> children = parent.spec.links().children();
      for (int i = 0; i < children.size(); i++) {
        Node child = graph.add(parent.path + "children[" + i + "].", children.get(i));
        tie(parent, child);
        open.add(child);
      }
    }
    graph.tieStubs();
    graph.sort();
    return graph;
  }

  /** Some calls as one: their jobs in the order of the calls, tied within each of them alone. */
  static SubmissionGraph joined(List<SubmissionGraph> calls) {
    if (calls.size() == 1) {
      return calls.get(0);
    }
    SubmissionGraph all = new SubmissionGraph();
    for (SubmissionGraph call : calls) {
      List<Node> own = new ArrayList<>();
      for (Node node : call.nodes) {
        own.add(all.add(node.path, node.spec));
      }
      for (Node node : call.nodes) {
        node.parents.forEach(parent -> own.get(node.index).parents.add(own.get(parent.index)));
        node.children.forEach(child -> own.get(node.index).children.add(own.get(child.index)));
      }
    }
    all.sort();
    return all;
  }

  /** Whether it names no job that exists, and is not known by a key: so it may be joined. */
  boolean standsAlone() {
    return submissionKey().isEmpty()
        && nodes.stream()
            .allMatch(node -> node.existingParents.isEmpty() && node.existingChildren.isEmpty());
  }

  /** By which the call is known when it is repeated; "" for none. */
  String submissionKey() {
    return nodes.isEmpty() ? "" : nodes.get(0).spec.submissionKey();
  }

  /** How many distinct demands the jobs can have at the most. */
  int mostDemands() {
    Set<Demand> own = new HashSet<>();
    int inherited = 0;
    for (Node node : nodes) {
      JobSpec spec = node.spec;
      own.add(JobDemands.of(spec, List.of()));
      inherited += JobDemands.inherits(spec) ? 1 : 0;
    }
    return own.size() + inherited;
  }

  /** The resources that the jobs name, each with a path to one of them. */
  Map<String, String> resourcePaths() {
    Map<String, String> paths = new HashMap<>();
    for (Node node : nodes) {
      for (String name : node.spec.needs().resources().keySet()) {
        paths.putIfAbsent(name, node.path + "resources." + name);
      }
    }
    return paths;
  }

  /** How many distinct label sets are to be expected, from 1. */
  int mostLabelSets() {
    int most = 1;
    for (Node node : nodes) {
      most += node.spec.labels().isEmpty() ? node.existingParents.size() : 1;
    }
    return Math.min(most, LABEL_SETS);
  }

  /** In the order of their ids. */
  List<Node> nodes() {
    return nodes;
  }

  /** Every parent before its children. */
  List<Node> parentsFirst() {
    return parentsFirst;
  }

  private Node add(String path, JobSpec spec) {
    Node node = new Node(nodes.size(), path, spec);
    node.existingParents.addAll(spec.links().parentIds());
    node.existingChildren.addAll(spec.links().childrenIds());
    nodes.add(node);
    return node;
  }

  private static void tie(Node parent, Node child) {
    parent.children.add(child);
    child.parents.add(parent);
  }

  private void tieStubs() {
    Map<String, Node> byStub = new HashMap<>();
    for (Node node : nodes) {
      String stub = node.spec.links().stubId();
      if (!stub.isEmpty() && byStub.put(stub, node) != null) {
        throw new BadSpecException(node.path + "stubId", Phrase.STUB_TWICE.with(stub));
      }
    }
    for (Node node : nodes) {
      for (String stub : node.spec.links().childStubIds()) {
        Node child = byStub.get(stub);
        if (child == null) {
          throw new BadSpecException(node.path + "childStubIds", Phrase.NO_SUCH_STUB.with(stub));
        }
        tie(node, child);
      }
    }
  }

  /** Sorts by taking away jobs whose parents are all taken; what remains is a cycle. */
  private void sort() {
    int[] parentsLeft = new int[nodes.size()];
    Deque<Node> free = new ArrayDeque<>();
    for (Node node : nodes) {
      parentsLeft[node.index] = node.parents.size();
      if (node.parents.isEmpty()) {
        free.add(node);
      }
    }
    while (!free.isEmpty()) {
      Node node = free.remove();
      parentsFirst.add(node);
      for (Node child : node.children) {
        if (--parentsLeft[child.index] == 0) {
          free.add(child);
        }
      }
    }
    if (parentsFirst.size() < nodes.size()) {
      throw new BadSpecException("childStubIds", Phrase.CYCLE.with());
    }
  }

  /** Whether {@code from} or anything below it in this call is {@code to}. */
  static boolean reaches(Node from, Node to) {
    Set<Node> seen = new LinkedHashSet<>();
    Deque<Node> open = new ArrayDeque<>(List.of(from));
    while (!open.isEmpty()) {
      Node node = open.remove();
      if (node == to) {
        return true;
      }
      if (seen.add(node)) {
        open.addAll(node.children);
      }
    }
    return false;
  }
}
