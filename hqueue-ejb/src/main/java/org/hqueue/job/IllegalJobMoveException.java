package org.hqueue.job;

import org.hqueue.database.HqueueException;

/** A move that the table in {@link JobStatus} does not allow: a defect in whoever decided it. */
public class IllegalJobMoveException extends HqueueException {

  private static final long serialVersionUID = 1L;

  IllegalJobMoveException(int jobId, JobStatus from, JobStatus to) {
    super("job %d cannot go from %s to %s".formatted(jobId, from.word(), to.word()));
  }
}
