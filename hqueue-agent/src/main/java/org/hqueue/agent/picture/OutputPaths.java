package org.hqueue.agent.picture;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the files that a command says it has written: {@code OUTPUT: path} at the start of a line.
 * Each path counts once, the first hundred of an output count, and one of more than a thousand
 * characters or with control characters does not.
 *
 * <p>Works on raw bytes in pieces of any size, in constant memory. For one thread; the paths are
 * for any.
 */
public final class OutputPaths {
  /** Paths of an assignment at the most. */
  public static final int MOST = 100;

  private static final int LONGEST = 1000;
  private static final byte[] KEYWORD = "OUTPUT:".getBytes(StandardCharsets.US_ASCII);

  /** A path that may count has no more bytes, blanks around it included. */
  private static final int LONGEST_LINE = KEYWORD.length + 4 * LONGEST + 16;

  private final Set<String> found = new LinkedHashSet<>();
  private final ByteArrayOutputStream value = new ByteArrayOutputStream();

  /** How many bytes of the line have been read; -1 once it cannot count. */
  private int length;

  private volatile List<String> paths;

  /** Begins with paths that are known already. */
  public OutputPaths(List<String> known) {
    known.stream().limit(MOST).forEach(found::add);
    paths = List.copyOf(found);
  }

  /** All so far, in the order in which they were found. */
  public List<String> paths() {
    return paths;
  }

  /** Reads on, the first {@code count} bytes of {@code bytes}. */
  public void read(byte[] bytes, int count) {
    for (int i = 0; i < count; i++) {
      byte b = bytes[i];
      if (b == '\n' || b == '\r') {
        endLine();
      } else if (length >= 0) {
        add(b);
      }
    }
  }

  /** Says that nothing follows, which ends a line that is still open. */
  public void finish() {
    endLine();
  }

  private void add(byte b) {
    boolean isKeyword = length >= KEYWORD.length || KEYWORD[length] == b;
    if (!isKeyword || length == LONGEST_LINE || found.size() >= MOST) {
      length = -1;
      value.reset();
      return;
    }
    if (length >= KEYWORD.length) {
      value.write(b);
    }
    length++;
  }

  private void endLine() {
    if (value.size() > 0) {
      String path = value.toString(StandardCharsets.UTF_8).strip();
      boolean counts =
          !path.isEmpty()
              && path.length() <= LONGEST
              && path.chars().noneMatch(Character::isISOControl);
      if (counts && found.add(path)) {
        paths = List.copyOf(found);
      }
      value.reset();
    }
    length = 0;
  }
}
