package org.hqueue.xmlrpc;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text forms of the scalar types. Each parse method throws {@link IllegalArgumentException},
 * whose message says what was expected, on text that is not of its type or out of its range.
 */
final class Scalars {

  private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?");
  private static final Pattern DATE_TIME =
      Pattern.compile(
          "([0-9]{4})-?([0-9]{2})-?([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(\\.[0-9]+)?Z?");

  private Scalars() {}

  /** A 32-bit number. */
  static Integer parseInt(String text) {
    Object number = parseInteger(text, "an integer of 32 bits");
    if (number instanceof Integer small) {
      return small;
    }
    throw new IllegalArgumentException("an integer of 32 bits");
  }

  /** A 64-bit number: an {@link Integer} if it fits one, else a {@link Long}. */
  static Object parseLong(String text) {
    return parseInteger(text, "an integer of 64 bits");
  }

  private static Object parseInteger(String text, String expected) {
    String trimmed = text.strip();
    if (!INTEGER.matcher(trimmed).matches()) {
      throw new IllegalArgumentException(expected);
    }
    long number;
    try {
      number = Long.parseLong(trimmed);
    } catch (NumberFormatException tooLong) {
      throw new IllegalArgumentException(expected, tooLong);
    }
    if (number == (int) number) {
      return (int) number;
    }
    return number;
  }

  /** 0 or 1, as the XML-RPC specification has it. */
  static Boolean parseBoolean(String text) {
    return switch (text.strip()) {
      case "1" -> true;
      case "0" -> false;
      default -> throw new IllegalArgumentException("0 or 1");
    };
  }

  /** A finite decimal number. */
  static Double parseDouble(String text) {
    String trimmed = text.strip();
    String expected = "a finite decimal number";
    if (!DECIMAL.matcher(trimmed).matches()) {
      throw new IllegalArgumentException(expected);
    }
    double number = Double.parseDouble(trimmed);
    if (Double.isInfinite(number)) {
      throw new IllegalArgumentException(expected);
    }
    return number;
  }

  /** A UTC time; hyphens in the date and a closing Z are allowed, a fraction is dropped. */
  static Instant parseDateTime(String text) {
    String expected = "a UTC time as YYYYMMDDTHH:MM:SS";
    Matcher found = DATE_TIME.matcher(text.strip());
    if (!found.matches()) {
      throw new IllegalArgumentException(expected);
    }
    int[] part = new int[6];
    for (int i = 0; i < part.length; i++) {
      part[i] = Integer.parseInt(found.group(i + 1));
    }
    try {
      return LocalDateTime.of(part[0], part[1], part[2], part[3], part[4], part[5])
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException noSuchDay) {
      throw new IllegalArgumentException(expected, noSuchDay);
    }
  }

  /**
   * The form that clients parse: {@code YYYYMMDDTHH:MM:SS}, UTC, fractions of a second dropped.
   *
   * @throws IllegalArgumentException for a year that four digits cannot say
   */
  static String formatDateTime(Instant instant) {
    LocalDateTime time;
    try {
      time = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    } catch (DateTimeException tooFar) {
      throw new IllegalArgumentException("Years 0 to 9999 can be written, not " + instant, tooFar);
    }
    if (time.getYear() < 0 || time.getYear() > 9999) {
      throw new IllegalArgumentException("Years 0 to 9999 can be written, not " + instant);
    }
    return "%04d%02d%02dT%02d:%02d:%02d"
        .formatted(
            time.getYear(),
            time.getMonthValue(),
            time.getDayOfMonth(),
            time.getHour(),
            time.getMinute(),
            time.getSecond());
  }

  /** Bytes; white space is skipped, anything else outside the alphabet is refused. */
  static byte[] parseBase64(String text) {
    StringBuilder packed = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > ' ') {
        packed.append(text.charAt(i));
      }
    }
    try {
      return Base64.getDecoder().decode(packed.toString());
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException("base64", malformed);
    }
  }
}
