package org.hqueue.phrase;

/** What a blank in a phrase may hold. */
public enum Blank {
  /** A number, a name, or what a user or a process said: the same in each language. */
  TEXT,
  /** Another phrase, or whatever else was said as the reason. */
  PHRASE,
  /** The word of a job's status. */
  STATUS
}
