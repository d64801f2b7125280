package org.hqueue.agent.run;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the first line of a command's output in which one of some regular expressions is found.
 *
 * <p>Works on raw bytes in pieces of any size. A line ends with a newline or a carriage return, and
 * only its first 4 KiB are looked at. An expression gets a million steps for a line; one that does
 * not come to its end several times is given up for this output, so nothing that a user writes
 * stops the agent. For one thread; the result is for any.
 */
final class LineMatcher {
  private static final Logger LOG = Logger.getLogger(LineMatcher.class.getName());
  private static final int LONGEST_LINE = 4096;
  private static final int LONGEST_TOLD = 400;
  private static final int STEPS = 1_000_000;
  private static final int MOST_FAILURES = 5;

  /** What was found, and where; the line is shortened to 400 characters. */
  record Match(String pattern, String line) {}

  private static final class Expression {
    private final Pattern pattern;
    private int failures;

    private Expression(Pattern pattern) {
      this.pattern = pattern;
    }
  }

  private final List<Expression> expressions = new ArrayList<>();
  private final byte[] line;
  private int length;
  private volatile @Nullable Match match;

  /** Looks for the patterns; one that is no regular expression is logged and left out. */
  LineMatcher(List<String> patterns) {
    for (String pattern : patterns) {
      try {
        expressions.add(new Expression(Pattern.compile(pattern)));
      } catch (PatternSyntaxException | StackOverflowError e) {
        LOG.log(Level.WARNING, "Leaving out the pattern ''{0}'', which cannot be read", pattern);
      }
    }
    line = new byte[expressions.isEmpty() ? 0 : LONGEST_LINE];
  }

  /** The first match; null while there is none. */
  @Nullable Match match() {
    return match;
  }

  /** Reads on; {@code count} bytes of {@code bytes} from the first on. */
  void read(byte[] bytes, int count) {
    if (expressions.isEmpty()) {
      return;
    }
    for (int i = 0; i < count && match == null; i++) {
      byte b = bytes[i];
      if (b == '\n' || b == '\r') {
        finish();
      } else if (length < LONGEST_LINE) {
        line[length++] = b;
      }
    }
  }

  /** Says that a line ends here. */
  void finish() {
    if (length > 0 && match == null) {
      look(new String(line, 0, length, StandardCharsets.UTF_8));
    }
    length = 0;
  }

  private void look(String text) {
    for (Expression expression : expressions) {
      try {
        if (expression.pattern.matcher(new BoundedText(text)).find()) {
          String told = text.substring(0, Math.min(LONGEST_TOLD, text.length()));
          match = new Match(expression.pattern.pattern(), told);
          return;
        }
      } catch (TooManyStepsException | StackOverflowError e) {
        expression.failures++;
      }
    }
    expressions.removeIf(LineMatcher::isGivenUp);
  }

  private static boolean isGivenUp(Expression expression) {
    if (expression.failures < MOST_FAILURES) {
      return false;
    }
    LOG.log(
        Level.WARNING,
        "Giving up the pattern ''{0}'', which takes too long on this output",
        expression.pattern.pattern());
    return true;
  }

  /** An expression took too many steps on one line. */
  private static final class TooManyStepsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private TooManyStepsException() {
      super(null, null, false, false);
    }
  }

  /**
   * A text that may be looked at so many times, since an expression cannot be stopped otherwise.
   */
  private static final class BoundedText implements CharSequence {
    private final String text;
    private int steps;

    private BoundedText(String text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      if (++steps > STEPS) {
        throw new TooManyStepsException();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
