package org.hqueue.database;

import org.hqueue.phrase.Phrase;

/** Something that a caller gave cannot be taken; the message names it and what was expected. */
public class BadValueException extends HqueueException {

  private static final long serialVersionUID = 1L;

  /** With what was given, what was expected, and what came, in words. */
  public BadValueException(String message) {
    super(message);
  }

  /**
   * An id that nothing has.
   *
   * @param parameter the name of the parameter that it came in
   * @param kind what it should be the id of, such as {@code "a client"}
   */
  public static BadValueException unknownId(String parameter, String kind, int id) {
    return new BadValueException(parameter + ": " + Phrase.UNKNOWN_ID.with(kind, id));
  }
}
