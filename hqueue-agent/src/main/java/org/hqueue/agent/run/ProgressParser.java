package org.hqueue.agent.run;

import java.nio.charset.StandardCharsets;

/**
 * Finds the progress that a command prints: {@code PROGRESS: i/n}, {@code PROGRESS: nn%} and {@code
 * ALF_PROGRESS nn%}; the last one counts.
 *
 * <p>Works on raw bytes in pieces of any size, so a piece may end in the middle of a number, a line
 * may have no end, and the output may be no text at all. Memory is constant. For one thread.
 */
final class ProgressParser {
  private static final byte[] KEYWORD = "PROGRESS".getBytes(StandardCharsets.US_ASCII);
  private static final int LONGEST_NUMBER = 18;

  private enum Expecting {
    KEYWORD,
    SEPARATOR,
    FIRST_NUMBER,
    SLASH,
    SECOND_NUMBER
  }

  private final StringBuilder first = new StringBuilder();
  private final StringBuilder second = new StringBuilder();

  /** The four bytes before the keyword that is being matched, the oldest highest. */
  private int before;

  private Expecting expecting = Expecting.KEYWORD;
  private int matched;
  private boolean alfred;
  private double progress = -1;

  /** Reads on; {@code length} bytes of {@code bytes} from {@code from} on. */
  void read(byte[] bytes, int from, int length) {
    int end = from + length;
    for (int i = from; i < end; i++) {
      if (expecting == Expecting.KEYWORD && matched == 0) {
        i = skip(bytes, i, end);
        if (i == end) {
          return;
        }
      }
      read((char) (bytes[i] & 0xff));
    }
  }

  /** Goes to the next byte that may begin the keyword, for nearly all output is none of it. */
  private int skip(byte[] bytes, int from, int end) {
    int i = from;
    while (i < end && bytes[i] != KEYWORD[0]) {
      i++;
    }
    for (int j = Math.max(from, i - Integer.BYTES); j < i; j++) {
      before = before << 8 | (bytes[j] & 0xff);
    }
    return i;
  }

  /** Says that nothing follows, which ends a number that is still open. */
  void finish() {
    read('\n');
  }

  /** The last progress seen, 0.0 to 1.0; -1 if none was. */
  double progress() {
    return progress;
  }

  private void read(char c) {
    switch (expecting) {
      case KEYWORD -> matchKeyword(c);
      case SEPARATOR -> separator(c);
      case FIRST_NUMBER -> firstNumber(c);
      case SLASH -> slash(c);
      case SECOND_NUMBER -> secondNumber(c);
    }
  }

  private void matchKeyword(char c) {
    if (c == KEYWORD[matched] && (matched > 0 || startsWord())) {
      if (++matched == KEYWORD.length) {
        alfred = before == ('A' << 24 | 'L' << 16 | 'F' << 8 | '_');
        expecting = Expecting.SEPARATOR;
        first.setLength(0);
        second.setLength(0);
      }
      return;
    }
    if (matched > 0) {
      // What looked like the keyword was a word like any other; its last letter is before c.
      before = before << 8 | KEYWORD[matched - 1];
      matched = 0;
    }
    before = before << 8 | c;
  }

  private boolean startsWord() {
    return before == ('A' << 24 | 'L' << 16 | 'F' << 8 | '_')
        || (!Character.isLetterOrDigit(before & 0xff) && (before & 0xff) != '_');
  }

  private void separator(char c) {
    if (c == ':' || (isBlank(c) && alfred)) {
      expecting = Expecting.FIRST_NUMBER;
    } else if (!isBlank(c)) {
      startOver(c);
    }
  }

  private void firstNumber(char c) {
    if (isDigit(c) || (c == '.' && first.length() > 0)) {
      append(first, c);
    } else if (c == '%' && first.length() > 0) {
      found(number(first), 100);
      startOver(c);
    } else if (isBlank(c)) {
      expecting = first.length() == 0 ? expecting : Expecting.SLASH;
    } else if (c == '/' && first.length() > 0) {
      expecting = Expecting.SECOND_NUMBER;
    } else {
      startOver(c);
    }
  }

  private void slash(char c) {
    if (c == '/') {
      expecting = Expecting.SECOND_NUMBER;
    } else if (c == '%') {
      found(number(first), 100);
      startOver(c);
    } else if (!isBlank(c)) {
      startOver(c);
    }
  }

  private void secondNumber(char c) {
    if (isDigit(c) || (c == '.' && second.length() > 0)) {
      append(second, c);
    } else if (!isBlank(c) || second.length() > 0) {
      if (second.length() > 0) {
        found(number(first), number(second));
      }
      startOver(c);
    }
  }

  private void startOver(char c) {
    expecting = Expecting.KEYWORD;
    matched = 0;
    before = 0;
    matchKeyword(c);
  }

  private void found(double part, double whole) {
    double value = part / whole;
    if (Double.isFinite(value)) {
      progress = Math.min(1, value);
    }
  }

  private static void append(StringBuilder number, char c) {
    if (number.length() < LONGEST_NUMBER) {
      number.append(c);
    }
  }

  private static double number(StringBuilder digits) {
    try {
      return Double.parseDouble(digits.toString());
    } catch (NumberFormatException e) {
      return Double.NaN; // such as 1.2.3
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
