package org.hqueue.web.console.job;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Part of a text that may still be growing.
 *
 * @param start first byte, from 0
 * @param end after the last byte; equal to {@code start} when nothing of the text is meant
 */
record ByteRange(long start, long end) {

  private static final Pattern ONE = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

  /**
   * Of a {@code Range} header over so many bytes. Empty means the whole: there is no header, or it
   * is not one range of bytes, which a server may ignore (RFC 9110 section 14.2).
   */
  static Optional<ByteRange> of(@Nullable String header, long length) {
    Matcher one = ONE.matcher(header == null ? "" : header.strip());
    if (!one.matches()) {
      return Optional.empty();
    }
    String first = one.group(1);
    String last = one.group(2);
    if (first.isEmpty() && last.isEmpty()) {
      return Optional.empty();
    }
    if (first.isEmpty()) {
      return Optional.of(new ByteRange(Math.max(0, length - Long.parseLong(last)), length));
    }
    long start = Long.parseLong(first);
    long end = last.isEmpty() ? length : Math.min(length, Long.parseLong(last) + 1);
    if (!last.isEmpty() && Long.parseLong(last) < start) {
      return Optional.empty();
    }
    return Optional.of(new ByteRange(start, Math.max(start, end)));
  }

  /** Whether nothing of the text is meant, which is answered with 416. */
  boolean isEmpty() {
    return start == end;
  }
}
