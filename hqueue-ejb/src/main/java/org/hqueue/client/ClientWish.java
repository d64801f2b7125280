package org.hqueue.client;

/**
 * What is wanted of a client's agent, until it has obeyed.
 *
 * @param kind what
 * @param number tells one wish of a client from its next; grows
 * @param program for an upgrade, SHA-256 of the program that it shall run; "" otherwise
 */
public record ClientWish(Kind kind, long number, String program) {

  /** Nothing is wanted. */
  public static final ClientWish NONE = new ClientWish(Kind.NONE, 0, "");

  /** What may be wanted. */
  public enum Kind {
    /** Nothing. */
    NONE,
    /** To run the server's program; its jobs go on. */
    UPGRADE,
    /** To start anew; its jobs go on. */
    RESTART,
    /** To end once its jobs have. */
    TERMINATE
  }
}
