package org.hqueue.requirement;

import java.util.Set;

/**
 * One thing that a client must be: {@code hostname in "a, b"}, {@code group == "GPU"}, {@code
 * memory >= 64000}.
 *
 * @param name what is compared, one of the names of jobs.md section 2, or {@code attribute:KEY}
 * @param op how
 * @param value with what, as the submitter wrote it
 */
public record Condition(String name, Op op, String value) {

  /** The machine's name, or its first label. */
  public static final String HOSTNAME = "hostname";

  /** One of several clients on a machine. */
  public static final String LABEL = "hostname:name";

  /** A client group. */
  public static final String GROUP = "group";

  /** All names, for a refusal. */
  public static final String NAMES =
      "hostname, hostname:name, group, os, arch, cpus, memory, gpus, gpuMemory, gpuModel or"
          + " attribute:KEY";

  static final String ATTRIBUTE = "attribute:";

  private static final Set<String> NUMBERS = Set.of("cpus", "memory", "gpus", "gpuMemory");
  private static final Set<String> TEXTS = Set.of(HOSTNAME, LABEL, GROUP, "os", "arch", "gpuModel");

  /** Whether conditions can compare that. */
  public static boolean isName(String word) {
    return NUMBERS.contains(word)
        || TEXTS.contains(word)
        || (word.startsWith(ATTRIBUTE) && word.length() > ATTRIBUTE.length());
  }

  /** Whether a number of the client is compared; an attribute may be one. */
  public boolean mayCompareNumbers() {
    return NUMBERS.contains(name) || name.startsWith(ATTRIBUTE);
  }

  /** Whether each item of the value must be a number. */
  public boolean needsNumbers() {
    return NUMBERS.contains(name) || op.isForNumbers();
  }

  /** How a condition compares, with the word of the API. */
  public enum Op {
    /** Is that one. */
    EQUAL("=="),
    /** Is not that one. */
    NOT_EQUAL("!="),
    /** Is one of a list; {@code any} is its old word. */
    IN("in"),
    /** Is none of a list. */
    NOT_IN("not_in"),
    /** Is that number or more. */
    AT_LEAST(">="),
    /** Is that number or less. */
    AT_MOST("<=");

    private final String word;

    Op(String word) {
      this.word = word;
    }

    /** The word of the API. */
    public String word() {
      return word;
    }

    /** Whether it compares numbers only. */
    public boolean isForNumbers() {
      return this == AT_LEAST || this == AT_MOST;
    }
  }
}
