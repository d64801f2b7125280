package org.hqueue.job;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hqueue.phrase.Phrase;
import org.jspecify.annotations.Nullable;

/**
 * One struct of a specification while it is read: gives out its properties by name, remembers which
 * nobody asked for, and names the path in every refusal. For one thread.
 */
final class SpecStruct {

  private final String path;
  private final Map<?, ?> struct;
  private final Map<String, @Nullable Object> unread = new LinkedHashMap<>();

  /**
   * @param path what stands before a property's name in a refusal, such as {@code children[3].}
   * @param struct as it came
   */
  SpecStruct(String path, Map<?, ?> struct) {
    this.path = path;
    this.struct = struct;
    struct.forEach((key, value) -> unread.put(String.valueOf(key), value));
  }

  /** Where a property is. */
  String path(String key) {
    return path + key;
  }

  /** The properties that nobody has asked for so far, as they came. */
  Map<String, @Nullable Object> unread() {
    return unread;
  }

  /** A refusal of a property. */
  BadSpecException refusal(String key, String why) {
    return new BadSpecException(path + key, why);
  }

  /** The value of a property, null when it is not given; empty text, lists and structs are not. */
  @Nullable Object take(String key) {
    unread.remove(key);
    Object value = struct.get(key);
    boolean empty =
        (value instanceof String text && text.isEmpty())
            || (value instanceof List<?> list && list.isEmpty())
            || (value instanceof Map<?, ?> map && map.isEmpty());
    return empty ? null : value;
  }

  /** Text, "" when not given. */
  String text(String key, int longest) {
    Object value = take(key);
    String text = value == null ? "" : SpecValues.text(path + key, value);
    if (text.length() > longest) {
      throw refusal(key, Phrase.MOST_CHARACTERS.with(longest, text.length()));
    }
    return text;
  }

  /** A whole number, null when not given. */
  @Nullable Integer intOrNull(String key) {
    Object value = take(key);
    return value == null ? null : SpecValues.integer(path + key, value);
  }

  /** A whole number of at least {@code least}. */
  int intOf(String key, int least, int otherwise) {
    Integer value = intOrNull(key);
    if (value == null) {
      return otherwise;
    }
    if (value < least) {
      throw refusal(key, Phrase.TOO_SMALL.with(least, value));
    }
    return value;
  }

  /** A whole number; absent and negative mean 0. */
  int intOrZero(String key) {
    Integer value = intOrNull(key);
    return value == null ? 0 : Math.max(0, value);
  }

  /** A whole number; absent and negative mean null. */
  @Nullable Integer countOrNull(String key) {
    Integer value = intOrNull(key);
    return value == null || value < 0 ? null : value;
  }

  /** A truth value, or one as text or number. */
  boolean truth(String key, boolean otherwise) {
    Object value = take(key);
    return value == null ? otherwise : SpecValues.truth(path + key, value);
  }

  /** A list of texts, or one of a lone text; empty when not given. */
  List<String> texts(String key) {
    Object value = take(key);
    if (value == null) {
      return List.of();
    }
    List<?> list = value instanceof List<?> many ? many : List.of(value);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      texts.add(SpecValues.text(path + key + "[" + i + "]", list.get(i)));
    }
    return texts;
  }

  /** A list of ids, or one of a lone id; empty when not given. */
  List<Integer> ids(String key) {
    Object value = take(key);
    if (value == null) {
      return List.of();
    }
    List<?> list = value instanceof List<?> many ? many : List.of(value);
    List<Integer> ids = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      ids.add(SpecValues.integer(path + key + "[" + i + "]", list.get(i)));
    }
    return ids;
  }

  /** A struct, empty when not given. */
  Map<?, ?> struct(String key, String expected) {
    Object value = take(key);
    if (value == null) {
      return Map.of();
    }
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw refusal(key, Phrase.EXPECTED_GOT.with(expected, SpecValues.told(value)));
  }

  /** One of some words; the first of them when not given. */
  String word(String key, String... words) {
    String word = text(key, 100);
    if (word.isEmpty()) {
      return words[0];
    }
    for (String known : words) {
      if (known.equals(word)) {
        return word;
      }
    }
    throw refusal(key, Phrase.EXPECTED_GOT.with(String.join(" or ", words), "\"" + word + "\""));
  }
}
