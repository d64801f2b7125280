package org.hqueue.agent.run;

import java.nio.charset.StandardCharsets;

/**
 * How much of what a command prints becomes its log: all of it up to a limit, and beyond that the
 * first three quarters of the limit, a line that says what is left out, and the last quarter.
 *
 * <p>What is last is known once the command has ended, so until then a log that has met its limit
 * is its first part only. A log's bytes never change once they are part of it.
 *
 * @param limit bytes; 0 = none
 */
record LogLayout(long limit) {

  /** Bytes that are kept from the beginning whatever follows. */
  long head() {
    return limit <= 0 ? Long.MAX_VALUE : limit - limit / 4;
  }

  /** Bytes that are kept from the end. */
  long tail() {
    return limit <= 0 ? Long.MAX_VALUE : limit / 4;
  }

  /** Whether something is left out when the command has printed this many bytes. */
  boolean isCut(long printed) {
    return limit > 0 && printed > limit;
  }

  /** The length of the log, when so much is printed and nothing or something may follow. */
  long length(long printed, boolean complete) {
    if (!complete) {
      return Math.min(printed, head());
    }
    return isCut(printed) ? head() + marker(printed).length + tail() : printed;
  }

  /** The line that stands for what is left out. */
  byte[] marker(long printed) {
    return "\n[%d bytes were left out here: the client's maxLogSize is %d bytes]\n"
        .formatted(printed - head() - tail(), limit)
        .getBytes(StandardCharsets.US_ASCII);
  }
}
