package org.hqueue.job;

/** What came of a job's own command, kept apart from what its children came to. */
public enum OwnResult {
  /** It has not ended yet, or there is no command. */
  NONE,
  /** It succeeded. */
  GOOD,
  /** It failed for good. */
  BAD
}
