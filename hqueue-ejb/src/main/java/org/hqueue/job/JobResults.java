package org.hqueue.job;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hqueue.assignment.OutputPath;
import org.jspecify.annotations.Nullable;

/** Puts together what a job's specification and its tries say of the files that it makes. */
final class JobResults {

  private JobResults() {}

  /**
   * The files of a job, each once and at most a hundred: those of the specification first, then
   * what its tries told of. Each has the newest try that told of it, null before one has.
   */
  static Map<String, @Nullable OutputPath> merged(List<String> specified, List<OutputPath> told) {
    Map<String, @Nullable OutputPath> merged = new LinkedHashMap<>();
    specified.forEach(path -> merged.put(path, null));
    for (OutputPath one : told) {
      if (merged.size() < OutputPath.MOST || merged.containsKey(one.path())) {
        merged.put(one.path(), one);
      }
    }
    return merged;
  }

  /** Their paths, for each of some jobs. */
  static List<String> paths(List<String> specified, List<OutputPath> told) {
    return new ArrayList<>(merged(specified, told).keySet());
  }
}
