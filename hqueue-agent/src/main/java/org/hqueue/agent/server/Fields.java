package org.hqueue.agent.server;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a struct that came from outside, and names the one that is not as it must be.
 * Every method throws {@link IllegalArgumentException} for a field that is missing or of another
 * type.
 */
final class Fields {
  private final Map<?, ?> struct;

  Fields(@Nullable Object struct) {
    if (!(struct instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException("a struct was expected, not " + typeOf(struct));
    }
    this.struct = map;
  }

  /** A number as the wire carries it: 32 bits wherever they are enough. */
  static Object wire(long number) {
    int small = (int) number;
    return small == number ? (Object) small : (Object) number;
  }

  boolean has(String key) {
    return struct.get(key) != null;
  }

  String text(String key) {
    if (struct.get(key) instanceof String text) {
      return text;
    }
    throw unfit(key, "a string");
  }

  long number(String key) {
    return asNumber(key, struct.get(key));
  }

  int integer(String key) {
    long number = number(key);
    if (number < Integer.MIN_VALUE || number > Integer.MAX_VALUE) {
      throw unfit(key, "a smaller number");
    }
    return (int) number;
  }

  /** The struct at {@code key}. */
  Map<?, ?> struct(String key) {
    if (struct.get(key) instanceof Map<?, ?> map) {
      return map;
    }
    throw unfit(key, "a struct");
  }

  /** The list at {@code key}; empty when it is absent. */
  List<?> list(String key) {
    if (!has(key)) {
      return List.of();
    }
    if (struct.get(key) instanceof List<?> list) {
      return list;
    }
    throw unfit(key, "a list");
  }

  /** The list of numbers at {@code key}; empty when it is absent. */
  List<Long> numbers(String key) {
    return list(key).stream().map(value -> asNumber(key, value)).toList();
  }

  /** The list of strings at {@code key}; empty when it is absent. */
  List<String> texts(String key) {
    return list(key).stream().map(String::valueOf).toList();
  }

  private long asNumber(String key, @Nullable Object value) {
    if (value instanceof Integer || value instanceof Long) {
      return ((Number) value).longValue();
    }
    throw unfit(key, "an int");
  }

  private IllegalArgumentException unfit(String key, String wanted) {
    return new IllegalArgumentException(
        "'" + key + "' must be " + wanted + ", not " + typeOf(struct.get(key)));
  }

  private static String typeOf(@Nullable Object value) {
    return value == null ? "absent" : value.getClass().getSimpleName();
  }
}
