package org.hqueue.client;

import java.util.List;

/** Columns that keep a line for each of several things. */
final class Lines {

  private Lines() {}

  /** Text without the characters that have a meaning in such a column. */
  static String plain(String text) {
    return text.replaceAll("\\p{Cntrl}", " ").strip();
  }

  /** The first lines that fit into so many characters. */
  static String join(List<String> lines, int most) {
    StringBuilder text = new StringBuilder();
    for (String line : lines) {
      if (text.length() + line.length() + 1 > most) {
        break;
      }
      text.append(text.isEmpty() ? "" : "\n").append(line);
    }
    return text.toString();
  }

  /** The lines of a column; none of an empty one. */
  static List<String> split(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split("\n"));
  }

  /** At most so many characters of a text, without half a character at its end. */
  static String shortened(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    boolean half = Character.isHighSurrogate(text.charAt(most - 1));
    return text.substring(0, half ? most - 1 : most);
  }
}
