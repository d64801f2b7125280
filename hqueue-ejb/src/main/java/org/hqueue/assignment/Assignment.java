package org.hqueue.assignment;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A try of a job on a client, with its own copy of what it holds.
 *
 * @param id the assignment
 * @param jobId the job, which may have been deleted since
 * @param clientId the client
 * @param state where it is in its life
 * @param isAcknowledged whether the agent has ever reported it, so that its absence from a report
 *     tells something
 * @param pausing what is wanted of its process
 * @param holds what it occupies of its client until it is gone
 * @param masterId of a companion of a multi-host job, which runs nothing, its master; null of all
 *     others
 * @param share whom its CPUs are counted for, "" = nobody
 * @param killGraceSeconds between asking its processes to end and killing them
 */
public record Assignment(
    int id,
    int jobId,
    int clientId,
    AssignmentState state,
    boolean isAcknowledged,
    Pausing pausing,
    Holds holds,
    @Nullable Integer masterId,
    String share,
    int killGraceSeconds) {

  /**
   * What an assignment occupies of its client.
   *
   * @param cpus CPUs
   * @param memory MiB
   * @param gpus indices of cards
   * @param singleTags the {@code single...} tags of its job
   */
  public record Holds(int cpus, int memory, List<Integer> gpus, List<String> singleTags) {

    /** The cards as a column and as variables of a job have them: {@code 0,2}. */
    public String gpuText() {
      return String.join(",", gpus.stream().map(String::valueOf).toList());
    }
  }

  /** Whether a process runs for it, so that its agent reports it. */
  public boolean isMaster() {
    return masterId == null;
  }

  /** Reads {@code single} tags from their column. */
  public static List<String> tagsOf(String column) {
    return column.isEmpty() ? List.of() : List.of(column.split("\n"));
  }

  /** Reads indices of cards from their column. */
  public static List<Integer> gpusOf(String column) {
    return column.isEmpty()
        ? List.of()
        : Arrays.stream(column.split(",")).map(Integer::valueOf).toList();
  }
}
