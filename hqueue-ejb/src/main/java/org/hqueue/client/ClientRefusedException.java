package org.hqueue.client;

import org.hqueue.database.HqueueException;

/** A client cannot be changed as asked; the message says why and what to do. */
public class ClientRefusedException extends HqueueException {

  private static final long serialVersionUID = 1L;

  /** With the reason in words. */
  public ClientRefusedException(String message) {
    super(message);
  }
}
