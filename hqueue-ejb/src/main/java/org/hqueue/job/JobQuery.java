package org.hqueue.job;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs a list shows, and in what order.
 *
 * @param statuses only these; empty means any
 * @param nameContains only jobs whose name has this in it, without regard to case; "" means any
 * @param submittedBy only this submitter's; "" means anybody's
 * @param rootsOnly only jobs without parents
 * @param parentId only children of this job; null means any
 * @param sort by what
 * @param descending largest first
 * @param offset how many to pass over, from 0
 * @param limit how many at most, 1 to 1000
 */
public record JobQuery(
    Set<JobStatus> statuses,
    String nameContains,
    String submittedBy,
    boolean rootsOnly,
    @Nullable Integer parentId,
    Sort sort,
    boolean descending,
    int offset,
    int limit) {

  /** What a list of jobs may be sorted by; the id decides among equals. */
  public enum Sort {
    /** Order of submission. */
    ID,
    /** Display name. */
    NAME,
    /** Status word. */
    STATUS,
    /** Priority. */
    PRIORITY,
    /** Who submitted it. */
    SUBMITTED_BY,
    /** When it was submitted. */
    QUEUE_TIME,
    /** When it ended; jobs that did not come last when ascending. */
    END_TIME
  }

  /** The newest root jobs first. */
  public static JobQuery newestRoots(int offset, int limit) {
    return new JobQuery(Set.of(), "", "", true, null, Sort.ID, true, offset, limit);
  }
}
