package org.hqueue.schedule;

import java.util.List;
import java.util.Map;

/** Where a placement gets ready jobs from. */
@FunctionalInterface
interface ReadyJobs {

  /** A job that waits for a client. */
  record ReadyJob(int id, int requirementId, int priority) {}

  /**
   * The first ready jobs of some requirements in order: highest priority first, oldest among
   * equals.
   *
   * @param limits how many at most, by requirement
   */
  List<ReadyJob> first(Map<Integer, Integer> limits);
}
