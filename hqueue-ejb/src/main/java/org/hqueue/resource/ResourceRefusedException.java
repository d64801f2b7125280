package org.hqueue.resource;

import org.hqueue.database.HqueueException;

/** A rule does not allow what was asked; the message says which, and what to do instead. */
public class ResourceRefusedException extends HqueueException {

  private static final long serialVersionUID = 1L;

  /** With the rule in words. */
  public ResourceRefusedException(String message) {
    super(message);
  }
}
