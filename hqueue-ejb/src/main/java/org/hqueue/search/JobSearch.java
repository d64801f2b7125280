package org.hqueue.search;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.hqueue.job.JobStatus;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs are searched for; all that is given must hold.
 *
 * @param statuses one of these; empty means any
 * @param nameContains in the name, without regard to case; "" means any
 * @param submittedBy this submitter's, exactly; "" means anybody's
 * @param failureContains in the failure's reason, without regard to case; "" means any
 * @param client has been or is on this client: an id, or a label or host name; "" means any
 * @param rootId in the tree of this root; null means any
 * @param parentId children of this job; null means any
 * @param rootsOnly without parents
 * @param leavesOnly without children
 * @param exitCode its command ended with this code; null means any
 * @param since submitted then or later; null means any
 * @param until submitted before then; null means any
 * @param labels its labels, own or inherited, have all of these
 */
public record JobSearch(
    Set<JobStatus> statuses,
    String nameContains,
    String submittedBy,
    String failureContains,
    String client,
    @Nullable Integer rootId,
    @Nullable Integer parentId,
    boolean rootsOnly,
    boolean leavesOnly,
    @Nullable Integer exitCode,
    @Nullable Instant since,
    @Nullable Instant until,
    Map<String, String> labels) {

  /** By what the jobs found are sorted; the id decides among equals. */
  public enum Sort {
    /** Order of submission. */
    ID("id"),
    /** Display name. */
    NAME("name"),
    /** Status word. */
    STATUS("status"),
    /** Priority. */
    PRIORITY("priority"),
    /** Who submitted it. */
    SUBMITTED_BY("submitted_by"),
    /** When it was submitted. */
    QUEUE_TIME("queued_at"),
    /** When it, or the first below it, was started. */
    START_TIME("started_at"),
    /** When it ended. */
    END_TIME("ended_at");

    private final String column;

    Sort(String column) {
      this.column = column;
    }

    String column() {
      return column;
    }
  }

  /**
   * Which part of the result, and in what order.
   *
   * @param sort by what
   * @param descending largest first
   * @param offset how many to pass over, from 0
   * @param limit how many at most, 1 to 1000
   */
  public record Page(Sort sort, boolean descending, int offset, int limit) {}
}
