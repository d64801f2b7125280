package org.hqueue.schedule;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Where a placement gets ready jobs from. */
interface ReadyJobs {

  /**
   * A job that waits for a client.
   *
   * @param runnableAt since when
   */
  record ReadyJob(int id, int requirementId, int priority, Instant runnableAt) {}

  /**
   * The first ready jobs of some requirements in order: highest priority first, oldest among
   * equals.
   *
   * @param limits how many at most, by requirement
   */
  List<ReadyJob> first(Map<Integer, Integer> limits);

  /** The first ready job of each of some requirements, if it waits since before that time. */
  default List<ReadyJob> firstWaitingSince(Collection<Integer> requirementIds, Instant before) {
    Map<Integer, Integer> limits = new TreeMap<>();
    requirementIds.forEach(id -> limits.put(id, 1));
    return first(limits).stream().filter(job -> !job.runnableAt().isAfter(before)).toList();
  }
}
