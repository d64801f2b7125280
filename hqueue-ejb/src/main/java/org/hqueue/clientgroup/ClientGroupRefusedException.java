package org.hqueue.clientgroup;

import org.hqueue.database.HqueueException;

/** A client group cannot be made or changed as asked; the message says why. */
public class ClientGroupRefusedException extends HqueueException {

  private static final long serialVersionUID = 1L;

  /** With the reason in words. */
  public ClientGroupRefusedException(String message) {
    super(message);
  }
}
