package org.hqueue.event;

/** What sort of thing happened. */
public enum EventKind {
  /** A job got a status. */
  STATUS,
  /** A job was given to a client, or its try on a client came to an end. */
  ASSIGNMENT,
  /** A job's priority was changed. */
  PRIORITY,
  /** Something else that belongs in a job's log; without a job, something of the farm. */
  REMARK,
  /** A job was deleted. */
  DELETED,
  /** A client registered, or its agent changed. */
  CLIENT
}
