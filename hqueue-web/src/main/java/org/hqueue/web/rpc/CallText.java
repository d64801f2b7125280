package org.hqueue.web.rpc;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes a value of a call as JSON in one line, for people: bounded in length, and without secrets.
 * What stands under a name that sounds like one, in a struct, a JSON text, a command line or a list
 * of variables, is hidden, and so is the user in a URL. For one text and one thread.
 */
final class CallText {

  /** Characters of one value; what exceeds them is cut off. */
  static final int LONGEST = 20_000;

  private static final int LONGEST_STRING = 2_000;
  private static final String HIDDEN = "(hidden)";
  private static final String SECRET_WORD =
      "passw(?:or)?d|passwd|passphrase|pwd|secret|token|credential|api[_-]?key|access[_-]?key"
          + "|private[_-]?key|licen[cs]e[_-]?key|authori[sz]ation|cookie";
  private static final Pattern SECRET_NAME =
      Pattern.compile(".*(?:" + SECRET_WORD + ").*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** The end of a name, quoted or not, or of an option, what separates it, and the value. */
  private static final Pattern SECRET_IN_TEXT =
      Pattern.compile(
          "((?:"
              + SECRET_WORD
              + ")[\\w.]*\\\\?[\"']?\\s*[=:]\\s*|-(?:"
              + SECRET_WORD
              + ")\\s+)"
              + "(\\\\?\"[^\"]*\"|'[^']*'|[^\\s\"',;&}\\]]+)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern USER_IN_URL =
      Pattern.compile("([a-z][a-z0-9+.-]*://)[^/\\s@\"']+@", Pattern.CASE_INSENSITIVE);

  private final StringBuilder out = new StringBuilder();

  private CallText() {}

  /** The value as JSON. */
  static String of(@Nullable Object value) {
    CallText text = new CallText();
    text.add(value);
    return text.out.length() <= LONGEST
        ? text.out.toString()
        : text.out.substring(0, LONGEST) + "… (cut off)";
  }

  private boolean isFull() {
    return out.length() > LONGEST;
  }

  private void add(@Nullable Object value) {
    if (isFull()) {
      return;
    }
    if (value == null || value instanceof Number || value instanceof Boolean) {
      out.append(value);
    } else if (value instanceof Map<?, ?> map) {
      addStruct(map);
    } else if (value instanceof List<?> list) {
      addList(list);
    } else if (value instanceof byte[] bytes) {
      addString("(base64 of " + bytes.length + " bytes)");
    } else if (value instanceof Instant) {
      addString(value.toString());
    } else {
      addString(withoutSecrets(String.valueOf(value)));
    }
  }

  private void addStruct(Map<?, ?> map) {
    String separator = "{";
    for (Map.Entry<?, ?> member : map.entrySet()) {
      if (isFull()) {
        return;
      }
      out.append(separator);
      separator = ", ";
      String name = String.valueOf(member.getKey());
      addString(name);
      out.append(": ");
      if (SECRET_NAME.matcher(name).matches()) {
        addString(HIDDEN);
      } else {
        add(member.getValue());
      }
    }
    out.append(map.isEmpty() ? "{}" : "}");
  }

  private void addList(List<?> list) {
    String separator = "[";
    for (@Nullable Object item : list) {
      if (isFull()) {
        return;
      }
      out.append(separator);
      separator = ", ";
      add(item);
    }
    out.append(list.isEmpty() ? "[]" : "]");
  }

  /** The text with what sounds like a secret hidden. */
  static String withoutSecrets(String text) {
    String cut =
        text.length() <= LONGEST_STRING
            ? text
            : text.substring(0, LONGEST_STRING) + "… (" + text.length() + " characters)";
    String named = SECRET_IN_TEXT.matcher(cut).replaceAll("$1" + HIDDEN);
    return USER_IN_URL.matcher(named).replaceAll("$1" + HIDDEN + "@");
  }

  private void addString(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ' || c == '\u007f' || c == '\u2028' || c == '\u2029') {
            out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
