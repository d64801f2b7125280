package org.hqueue.job;

/**
 * Commands that follow the end of a job (jobs.md section 6), each "" when there is none.
 *
 * @param onSuccess after success
 * @param onError after failure
 * @param onCancel after a cancel that ended a running process
 * @param onChildError before {@code onError}, when the job failed by its children
 * @param cleanup after every end of the command on a client
 */
public record JobCallbacks(
    String onSuccess, String onError, String onCancel, String onChildError, String cleanup) {

  /** No command follows. */
  public static final JobCallbacks NONE = new JobCallbacks("", "", "", "", "");
}
