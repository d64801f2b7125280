package org.hqueue.database;

import jakarta.ejb.ApplicationException;

/**
 * Root of what our own code throws. Unchecked, and declared as an application exception, so that it
 * leaves an EJB unwrapped and always rolls its transaction back.
 */
@ApplicationException(rollback = true)
public abstract class HqueueException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With a sentence for whoever made the call. */
  protected HqueueException(String message) {
    super(message);
  }

  /** With a sentence for whoever made the call, and what lies behind it. */
  protected HqueueException(String message, Throwable cause) {
    super(message, cause);
  }
}
