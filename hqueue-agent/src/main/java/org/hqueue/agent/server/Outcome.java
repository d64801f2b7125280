package org.hqueue.agent.server;

import java.util.Locale;

/** How an assignment ended; the wire spells each in lower case. */
public enum Outcome {
  /** The command ended by itself, with whatever exit code or signal. */
  EXITED,
  /** The agent ended it because the server asked for it. */
  STOPPED,
  /** The agent ended it, or never started it, because the agent is shutting down. */
  RETURNED,
  /** Its process vanished and left no exit code. */
  LOST,
  /** It could not be started at all; the reason says why. */
  REFUSED;

  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Outcome ofWireName(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
