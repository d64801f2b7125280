package org.hqueue.agent.server;

import org.jspecify.annotations.Nullable;

/**
 * What the server wants of the agent itself.
 *
 * @param number tells one wish from the next; grows
 * @param kind what
 * @param hash for an upgrade, SHA-256 of the program in lower case; "" otherwise
 * @param path for an upgrade, where the server has it; "" otherwise
 */
public record Wish(long number, Kind kind, String hash, String path) {

  /** What may be wanted. */
  public enum Kind {
    /** To run another program; jobs go on. */
    UPGRADE,
    /** To start anew; jobs go on. */
    RESTART,
    /** To end once the jobs have. */
    TERMINATE
  }

  /** What an answer wants; null for nothing. */
  static @Nullable Wish of(Fields answer) {
    if (!answer.has("wish")) {
      return null;
    }
    long number = answer.number("wish");
    if (answer.has("upgrade")) {
      var upgrade = new Fields(answer.struct("upgrade"));
      return new Wish(number, Kind.UPGRADE, upgrade.text("hash"), upgrade.text("path"));
    }
    if (answer.has("terminate")) {
      return new Wish(number, Kind.TERMINATE, "", "");
    }
    return answer.has("restart") ? new Wish(number, Kind.RESTART, "", "") : null;
  }
}
