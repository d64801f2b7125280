package org.hqueue.job;

/** What a callback follows (jobs.md section 6). */
public enum CallbackKind {
  /** The job failed by its children. */
  ON_CHILD_ERROR("onChildError"),
  /** The job failed. */
  ON_ERROR("onError"),
  /** The job succeeded. */
  ON_SUCCESS("onSuccess"),
  /** The job was cancelled while a process of it ran. */
  ON_CANCEL("onCancel"),
  /** The command ended on a client, whatever way. */
  CLEANUP("cleanup");

  private final String word;

  CallbackKind(String word) {
    this.word = word;
  }

  /** Its name in a specification. */
  public String word() {
    return word;
  }

  /**
   * Whether any client will do when the job holds none: it tells of the job, not of its process.
   */
  boolean mayRunElsewhere() {
    return this != CLEANUP;
  }

  /** The command, "" when there is none. */
  public String commandOf(JobCallbacks callbacks) {
    return switch (this) {
      case ON_CHILD_ERROR -> callbacks.onChildError();
      case ON_ERROR -> callbacks.onError();
      case ON_SUCCESS -> callbacks.onSuccess();
      case ON_CANCEL -> callbacks.onCancel();
      case CLEANUP -> callbacks.cleanup();
    };
  }
}
