package org.hqueue.assignment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hqueue.database.Database;
import org.jspecify.annotations.Nullable;

/**
 * The files that tries have made, as their agents tell them. Everything here takes part in the
 * surrounding transaction.
 */
@ApplicationScoped
public class OutputPathStore {

  @Inject Database database;

  /**
   * Writes what is new of the paths that some assignments have told of, by assignment. A list only
   * grows, so one that is no longer than what is known tells nothing new.
   */
  public void write(Map<Integer, List<String>> told) {
    Map<Integer, Integer> known = new HashMap<>();
    database.queryIn(
        "select assignment_id, count(*) as n from assignment_output"
            + " where assignment_id in (:ids) group by assignment_id",
        told.keySet(),
        row -> known.put(row.integer("assignment_id"), (int) row.number("n")));
    List<@Nullable Object[]> rows = new ArrayList<>();
    told.forEach(
        (assignmentId, paths) -> {
          int most = Math.min(OutputPath.MOST, paths.size());
          for (int i = known.getOrDefault(assignmentId, 0); i < most; i++) {
            rows.add(new Object[] {assignmentId, i + 1, shortened(paths.get(i))});
          }
        });
    database.batch(
        "insert into assignment_output (assignment_id, number, path) values (?, ?, ?)", rows);
  }

  private static String shortened(String path) {
    return path.length() <= OutputPath.LONGEST ? path : path.substring(0, OutputPath.LONGEST);
  }

  /** What the tries of some jobs have made, the oldest first, by job. */
  public Map<Integer, List<OutputPath>> ofJobs(Collection<Integer> jobIds) {
    Map<Integer, List<OutputPath>> byJob = new HashMap<>();
    database.queryIn(
        "select a.job_id, o.assignment_id, o.number, o.path from assignment_output o"
            + " join assignment a on a.id = o.assignment_id"
            + " where a.job_id in (:ids) order by o.assignment_id, o.number",
        jobIds,
        row ->
            byJob
                .computeIfAbsent(row.integer("job_id"), id -> new ArrayList<>())
                .add(
                    new OutputPath(
                        row.integer("assignment_id"), row.integer("number"), row.text("path"))));
    return byJob;
  }
}
