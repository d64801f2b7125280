package org.hqueue.web.console.job;

import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes a property of a specification for people. */
final class PropertyText {

  private PropertyText() {}

  /** "" for what says nothing: null, 0, "", an empty list or struct. */
  static String of(@Nullable Object value) {
    if (value == null || value.equals(0) || value.equals("")) {
      return "";
    }
    if (value instanceof List<?> list) {
      StringJoiner items = new StringJoiner(", ");
      list.forEach(item -> items.add(item instanceof String text ? text : of(item)));
      return items.toString();
    }
    if (value instanceof Map<?, ?> map) {
      StringJoiner entries = new StringJoiner(", ");
      Map<String, Object> sorted = new TreeMap<>();
      map.forEach((key, item) -> sorted.put(String.valueOf(key), item == null ? "" : item));
      sorted.forEach(
          (key, item) -> {
            String text = of(item);
            if (!text.isEmpty() || item.equals(0)) {
              entries.add(key + " " + (text.isEmpty() ? item : text));
            }
          });
      return entries.toString();
    }
    return String.valueOf(value);
  }
}
