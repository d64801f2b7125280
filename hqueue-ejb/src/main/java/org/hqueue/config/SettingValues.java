package org.hqueue.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Where settings come from: the variable of each, else {@code hqserver.ini}, read once. A value
 * that cannot be read is refused with its key and what was expected. For many threads.
 */
final class SettingValues {

  /** Between regular expressions, which none of them needs. */
  static final String PATTERN_SEPARATOR = ";;";

  private static final int MOST_PATTERNS = 32;
  private static final int LONGEST_PATTERN = 1000;

  private final Map<String, String> file;
  private final Map<String, String> environment;

  SettingValues(Path ini, Map<String, String> environment) {
    this.file = readFile(ini);
    this.environment = environment;
  }

  /** What the file has for a key in lower case, null when nothing. */
  @Nullable String inFile(String key) {
    return file.get(key);
  }

  /** The keys of the file, in lower case. */
  Set<String> keysInFile() {
    return file.keySet();
  }

  /** Text without blanks around it. */
  String text(String key, String otherwise) {
    String value = environment.get(variableOf(key));
    if (value == null) {
      value = ofFile(key);
    }
    return value == null ? otherwise : value.strip();
  }

  /** Where {@link #text} takes a value from. */
  ShownSetting.Source source(String key) {
    if (environment.get(variableOf(key)) != null) {
      return ShownSetting.Source.ENVIRONMENT;
    }
    return ofFile(key) == null ? ShownSetting.Source.STANDARD : ShownSetting.Source.FILE;
  }

  private @Nullable String ofFile(String key) {
    String value = file.get(key.toLowerCase(Locale.ROOT));
    // HQueue's own keys for mail have no prefix.
    return value == null && key.indexOf('_') > 0
        ? file.get(key.substring("hqserver.".length()).toLowerCase(Locale.ROOT))
        : value;
  }

  /** Regular expressions with {@value #PATTERN_SEPARATOR} between. */
  List<String> patterns(String key) {
    List<String> patterns = new ArrayList<>();
    for (String part : text(key, "").split(PATTERN_SEPARATOR, -1)) {
      String pattern = part.strip();
      if (!pattern.isEmpty()) {
        patterns.add(pattern);
        requirePattern(key, pattern);
      }
    }
    if (patterns.size() > MOST_PATTERNS) {
      throw new IllegalArgumentException(
          "setting %s: expected at most %d regular expressions, got %d"
              .formatted(key, MOST_PATTERNS, patterns.size()));
    }
    return List.copyOf(patterns);
  }

  private static void requirePattern(String key, String pattern) {
    if (pattern.length() > LONGEST_PATTERN) {
      throw new IllegalArgumentException(
          "setting %s: expected at most %d characters in a regular expression, got %d"
              .formatted(key, LONGEST_PATTERN, pattern.length()));
    }
    try {
      Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "setting %s: expected a regular expression, got \"%s\": %s"
              .formatted(key, pattern, e.getDescription()),
          e);
    }
  }

  /** A whole number within bounds. */
  int number(String key, int otherwise, int least, int most) {
    String text = text(key, Integer.toString(otherwise));
    try {
      int value = Integer.parseInt(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Told below, with the range.
    }
    throw new IllegalArgumentException(
        "setting %s: expected a whole number from %d to %d, got \"%s\""
            .formatted(key, least, most, text));
  }

  /** One of some words. */
  String word(String key, String otherwise, String... words) {
    String word = text(key, otherwise);
    if (!List.of(words).contains(word)) {
      throw new IllegalArgumentException(
          "setting %s: expected %s, got \"%s\"".formatted(key, String.join(" or ", words), word));
    }
    return word;
  }

  /** {@code hqserver.databaseUrl} is {@code HQUEUE_DATABASE_URL} in the environment. */
  static String variableOf(String key) {
    String own = key.substring("hqserver.".length());
    return "HQUEUE_"
        + own.replaceAll("([a-z])([A-Z])", "$1_$2").replace('.', '_').toUpperCase(Locale.ROOT);
  }

  private static Map<String, String> readFile(Path ini) {
    Map<String, String> values = new HashMap<>();
    if (!Files.exists(ini)) {
      return values;
    }
    List<String> lines;
    try {
      lines = Files.readAllLines(ini);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the settings " + ini, e);
    }
    for (String line : lines) {
      String text = line.strip();
      int equals = text.indexOf('=');
      if (equals > 0 && text.charAt(0) != '#' && text.charAt(0) != ';' && text.charAt(0) != '[') {
        values.put(
            text.substring(0, equals).strip().toLowerCase(Locale.ROOT),
            text.substring(equals + 1).strip());
      }
    }
    return values;
  }
}
