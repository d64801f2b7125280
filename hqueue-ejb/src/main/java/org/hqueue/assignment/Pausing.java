package org.hqueue.assignment;

/** What is wanted of an assignment's process, and whether its agent has confirmed it. */
public enum Pausing {
  /** It runs, and shall. */
  RUN,
  /** It shall halt; the agent has not said that it has. */
  PAUSE,
  /** It is halted, and shall be. */
  PAUSED,
  /** It shall go on; the agent has not said that it does. */
  RESUME;

  /** Whether the process shall be halted. */
  public boolean wantsHalt() {
    return this == PAUSE || this == PAUSED;
  }
}
