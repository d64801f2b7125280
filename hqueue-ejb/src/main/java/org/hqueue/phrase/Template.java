package org.hqueue.phrase;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text with blanks, which are filled, or found filled in. For many threads.
 *
 * @param parts what stands before the first blank, between two, and behind the last; each may be ""
 * @param blanks what they may hold, in their order; one fewer
 */
record Template(List<String> parts, List<Blank> blanks) {

  private static final Pattern BLANK = Pattern.compile("\\{(text|phrase|status)}");

  /** Reads one: a blank is the word of its kind in braces. */
  static Template read(String text) {
    List<String> parts = new ArrayList<>();
    List<Blank> blanks = new ArrayList<>();
    Matcher matcher = BLANK.matcher(text);
    int end = 0;
    while (matcher.find()) {
      parts.add(text.substring(end, matcher.start()));
      blanks.add(
          switch (matcher.group(1)) {
            case "phrase" -> Blank.PHRASE;
            case "status" -> Blank.STATUS;
            default -> Blank.TEXT;
          });
      end = matcher.end();
    }
    parts.add(text.substring(end));
    return new Template(List.copyOf(parts), List.copyOf(blanks));
  }

  /** The text with values in its blanks; there must be as many. */
  String fill(@Nullable Object... values) {
    if (values.length != blanks.size()) {
      throw new IllegalArgumentException(
          "%d values for %s".formatted(values.length, String.join("...", parts)));
    }
    StringBuilder text = new StringBuilder(parts.get(0));
    for (int i = 0; i < values.length; i++) {
      text.append(values[i]).append(parts.get(i + 1));
    }
    return text.toString();
  }

  /**
   * What the blanks hold in a text, null when it is not made from this. Filling it with them gives
   * the text again. Takes time in proportion to the text.
   */
  @Nullable List<String> values(String text) {
    String first = parts.get(0);
    String last = parts.get(parts.size() - 1);
    if (blanks.isEmpty()) {
      return text.equals(first) ? List.of() : null;
    }
    if (!text.startsWith(first) || !text.endsWith(last)) {
      return null;
    }
    int end = text.length() - last.length();
    int from = first.length();
    List<String> values = new ArrayList<>();
    for (String part : parts.subList(1, parts.size() - 1)) {
      int at = text.indexOf(part, from);
      if (at < 0 || at + part.length() > end) {
        return null;
      }
      values.add(text.substring(from, at));
      from = at + part.length();
    }
    if (from > end) {
      return null;
    }
    values.add(text.substring(from, end));
    return values;
  }

  /** How much of it is not blank. */
  int length() {
    return parts.stream().mapToInt(String::length).sum();
  }
}
