package org.hqueue.requirement;

/**
 * One thing that a client must be: {@code hostname in "a, b"}, {@code group == "GPU"}.
 *
 * @param name what is compared, as jobs.md section 2 lists
 * @param op how
 * @param value with what, as the submitter wrote it
 */
public record Condition(Name name, Op op, String value) {

  /** What a condition may compare, with the word of the API. */
  public enum Name {
    /** The machine's name, or its first label. */
    HOSTNAME("hostname"),
    /** {@code hostname:name}: one of several clients on a machine. */
    LABEL("hostname:name"),
    /** A client group. */
    GROUP("group");

    private final String word;

    Name(String word) {
      this.word = word;
    }

    /** The word of the API. */
    public String word() {
      return word;
    }
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
    NOT_IN("not_in");

    private final String word;

    Op(String word) {
      this.word = word;
    }

    /** The word of the API. */
    public String word() {
      return word;
    }
  }
}
