package org.hqueue.folder;

import org.hqueue.database.HqueueException;

/** A network folder cannot be changed as asked; the message says why and what to do. */
public class FolderRefusedException extends HqueueException {

  private static final long serialVersionUID = 1L;

  /** With the reason in words. */
  public FolderRefusedException(String message) {
    super(message);
  }
}
