package org.hqueue.database;

/**
 * Another transaction changed what this one had decided upon. {@link Retry} repeats the whole call,
 * which then decides on the new facts.
 */
public class ConflictException extends HqueueException {

  private static final long serialVersionUID = 1L;

  /** With what was found changed. */
  public ConflictException(String message) {
    super(message);
  }
}
