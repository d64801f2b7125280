package org.hqueue.trouble;

import java.time.Instant;

/**
 * Something that callers asked for and this server does not know.
 *
 * @param kind what sort of name it is
 * @param name as it was asked, shortened
 * @param count how often
 * @param lastCaller address of the last one
 * @param lastAt when that was
 */
public record UnknownAsk(Kind kind, String name, long count, String lastCaller, Instant lastAt) {

  /** What sort of name is not known. */
  public enum Kind {
    /** A function. */
    METHOD,
    /** More parameters than a function has. */
    PARAMETER,
    /** An attribute in a list of these. */
    ATTRIBUTE,
    /** A key of a job's specification. */
    SPECIFICATION,
    /** An operating system. */
    PLATFORM,
    /** A job status. */
    STATUS,
    /** What a condition compares, or how. */
    CONDITION
  }
}
