package org.hqueue.event;

import org.jspecify.annotations.Nullable;

/**
 * Something that happens in the current transaction.
 *
 * @param kind what sort
 * @param jobId null when no job is concerned
 * @param clientId null when no client is concerned
 * @param status the job's status word when it got one, else ""
 * @param text one line for the log
 */
public record NewEvent(
    EventKind kind,
    @Nullable Integer jobId,
    @Nullable Integer clientId,
    String status,
    String text) {

  /** Something that belongs to no job and no client. */
  public static NewEvent ofFarm(String text) {
    return new NewEvent(EventKind.REMARK, null, null, "", text);
  }

  /** A remark in a job's log. */
  public static NewEvent remark(int jobId, String text) {
    return new NewEvent(EventKind.REMARK, jobId, null, "", text);
  }
}
