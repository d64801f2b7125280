package org.hqueue.job;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.hqueue.database.BadValueException;
import org.jspecify.annotations.Nullable;

/** What is asked of failures that have had consequences (jobs.md section 7). */
@Stateless
public class FailureService {

  @Inject JobFailures failures;
  @Inject FailureStore store;
  @Inject JobInsertStore inserts;
  @Inject JobRequirements requirements;
  @Inject Clock clock;

  /**
   * Lets what waits of a job's root be started, though many of it failed in a row.
   *
   * @throws BadValueException when there is no such job
   */
  public void releaseRoot(int jobId) {
    failures.release(List.of(rootOf(jobId)), clock.instant());
  }

  /** Whether nothing more of a job's root is started after failures in a row. */
  public boolean isHeld(int jobId) {
    return store.isHeld(jobId);
  }

  /**
   * Lets a job's root use clients again on which too many of its jobs have failed.
   *
   * @param clientIds which, null = all
   * @throws BadValueException when there is no such job
   */
  public void unblockClients(int jobId, @Nullable Collection<Integer> clientIds) {
    requirements.ensureIds();
    failures.unblock(rootOf(jobId), clientIds);
  }

  /**
   * Whether the console shows that clients are blocked for a job.
   *
   * @throws BadValueException when there is no such job
   */
  public void showBlockedWarning(int jobId, boolean shown) {
    rootOf(jobId);
    store.showBlockedWarning(jobId, shown);
  }

  private int rootOf(int jobId) {
    Map<Integer, Integer> roots = inserts.roots(List.of(jobId));
    Integer rootId = roots.get(jobId);
    if (rootId == null) {
      throw BadValueException.unknownId("job_id", "a job", jobId);
    }
    return rootId;
  }
}
