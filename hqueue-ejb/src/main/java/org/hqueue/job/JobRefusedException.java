package org.hqueue.job;

import org.hqueue.database.HqueueException;

/** A rule does not allow what was asked; the message says which, and what to do instead. */
public class JobRefusedException extends HqueueException {

  private static final long serialVersionUID = 1L;

  /** With the rule in words. */
  public JobRefusedException(String message) {
    super(message);
  }
}
