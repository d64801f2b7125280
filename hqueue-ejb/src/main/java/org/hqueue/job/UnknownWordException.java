package org.hqueue.job;

/** A specification uses a word that this server does not know, where only some words may stand. */
public class UnknownWordException extends BadSpecException {

  private static final long serialVersionUID = 1L;

  /** What the word was meant to name. */
  public enum Sort {
    /** What a condition compares, or how. */
    CONDITION,
    /** An operating system. */
    PLATFORM
  }

  private final Sort sort;
  private final String word;

  /**
   * @param path as of {@link BadSpecException}
   * @param problem likewise
   * @param word as it came
   */
  public UnknownWordException(String path, String problem, Sort sort, String word) {
    super(path, problem);
    this.sort = sort;
    this.word = word;
  }

  /** What the word was meant to name. */
  public Sort sort() {
    return sort;
  }

  /** The word as it came. */
  public String word() {
    return word;
  }
}
