package org.hqueue.agent.server;

import java.util.Map;

/**
 * What a job's {@link Rules} say of an end. What follows from it is the server's to decide.
 *
 * @param pattern the regular expression that was found; empty when it was none
 * @param line in which it was found, shortened; empty when there is none
 */
public record Verdict(Kind kind, String pattern, String line) {

  /** What was found; the strongest first. */
  public enum Kind {
    /** It ran longer than {@code maxTime} and was ended. */
    TIMEOUT("timeout"),
    /** It did nothing for {@code noOutputTime} and was ended. */
    HUNG("hung"),
    /** Its exit code or a line asks for another try. */
    REQUEUE("requeue"),
    /** A line, or an exit code of 0 that is none of success, says that it failed. */
    ERROR("error"),
    /** It ended sooner than {@code minTime}. */
    TOO_SHORT("tooShort"),
    /** Its exit code is not 0, but one of success. */
    SUCCESS("success");

    private final String wireName;

    Kind(String wireName) {
      this.wireName = wireName;
    }

    /** The spelling on the wire and on the disk. */
    public String wireName() {
      return wireName;
    }

    /**
     * The kind spelt so.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Kind ofWireName(String name) {
      for (Kind kind : values()) {
        if (kind.wireName.equals(name)) {
          return kind;
        }
      }
      throw new IllegalArgumentException("there is no verdict " + name);
    }
  }

  /** A verdict that needs no line. */
  public static Verdict of(Kind kind) {
    return new Verdict(kind, "", "");
  }

  void addTo(Map<String, Object> end) {
    end.put("verdict", kind.wireName());
    if (!pattern.isEmpty()) {
      end.put("pattern", pattern);
      end.put("line", line);
    }
  }

  static Verdict of(Fields end) {
    boolean found = end.has("pattern");
    return new Verdict(
        Kind.ofWireName(end.text("verdict")),
        found ? end.text("pattern") : "",
        found ? end.text("line") : "");
  }
}
