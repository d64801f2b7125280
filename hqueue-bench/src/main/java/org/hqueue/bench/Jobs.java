package org.hqueue.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Specifications of jobs as {@code newjob} takes them. */
final class Jobs {
  private Jobs() {}

  /** A job that does nothing on one CPU. */
  static Map<String, Object> one(String name) {
    return Map.of("name", name, "command", "true", "cpus", 1);
  }

  /** The same with a priority. */
  static Map<String, Object> urgent(String name, int priority) {
    return Map.of("name", name, "command", "true", "cpus", 1, "priority", priority);
  }

  /** The same with a demand that differs from others' by its number; every client meets it. */
  static Map<String, Object> demanding(String name, int demand) {
    return Map.of("name", name, "command", "true", "cpus", 1, "memory", demand + 1);
  }

  /** A job that only a host with that number may run; there is none. */
  static Map<String, Object> hopeless(int number) {
    Map<String, Object> condition =
        Map.of("type", "client", "name", "hostname", "op", "==", "value", "nobody" + number);
    return Map.of(
        "name", "hopeless", "command", "true", "cpus", 1, "conditions", List.of(condition));
  }

  /** A root that runs nothing itself. */
  static Map<String, Object> tree(
      String name, int priority, int count, IntFunction<Map<String, Object>> child) {
    List<Map<String, Object>> children = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      children.add(child.apply(i));
    }
    return Map.of("name", name, "priority", priority, "children", children);
  }
}
