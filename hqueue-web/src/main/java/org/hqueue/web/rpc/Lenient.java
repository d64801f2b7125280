package org.hqueue.web.rpc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.hqueue.xmlrpc.XmlRpcFault;
import org.jspecify.annotations.Nullable;

/**
 * Reads one value of a call the way sloppy scripts mean it: numeric text is a number, a lone value
 * where a list is meant is a list of one. What cannot be read is a fault that names the value, what
 * was expected, and what came. {@code contract/api.md} section 1.
 */
final class Lenient {

  private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,18}");
  private static final int SHOWN = 60;

  private Lenient() {}

  /** An int, as such, as a whole double or as text. */
  static int integer(String what, @Nullable Object value) throws XmlRpcFault {
    long number = whole(what, value);
    if (number < Integer.MIN_VALUE || number > Integer.MAX_VALUE) {
      throw unexpected(what, "int of 32 bits", value);
    }
    return (int) number;
  }

  /** An int of up to 64 bits, as such, as a whole double or as text. */
  static long whole(String what, @Nullable Object value) throws XmlRpcFault {
    if (value instanceof Integer || value instanceof Long) {
      return ((Number) value).longValue();
    }
    if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
      return number.longValue();
    }
    if (value instanceof String text && WHOLE.matcher(text.strip()).matches()) {
      return Long.parseLong(text.strip());
    }
    throw unexpected(what, "int", value);
  }

  /** A number with or without a fraction, as such or as text; never NaN or infinite. */
  static double real(String what, @Nullable Object value) throws XmlRpcFault {
    double number = Double.NaN;
    if (value instanceof Number given) {
      number = given.doubleValue();
    } else if (value instanceof String text) {
      try {
        number = Double.parseDouble(text.strip());
      } catch (NumberFormatException e) {
        throw unexpected(what, "double", value);
      }
    }
    if (!Double.isFinite(number)) {
      throw unexpected(what, "double", value);
    }
    return number;
  }

  /** Text, or the text of a number or boolean. */
  static String text(String what, @Nullable Object value) throws XmlRpcFault {
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof Number || value instanceof Boolean) {
      return value.toString();
    }
    throw unexpected(what, "string", value);
  }

  /** A boolean, as such, as 0 or 1, or as the text of either. */
  static boolean flag(String what, @Nullable Object value) throws XmlRpcFault {
    if (value instanceof Boolean flag) {
      return flag;
    }
    String text = value == null ? "" : value.toString();
    if (text.equals("1") || text.equalsIgnoreCase("true")) {
      return true;
    }
    if (text.equals("0") || text.equalsIgnoreCase("false")) {
      return false;
    }
    throw unexpected(what, "boolean", value);
  }

  /** A list; a lone value is a list of one. */
  static List<@Nullable Object> list(String what, @Nullable Object value) throws XmlRpcFault {
    if (value instanceof List<?> list) {
      return new ArrayList<>(list);
    }
    if (value == null || value instanceof Map) {
      throw unexpected(what, "list", value);
    }
    List<@Nullable Object> one = new ArrayList<>();
    one.add(value);
    return one;
  }

  /** A struct, in the order it came. */
  static Map<String, @Nullable Object> struct(String what, @Nullable Object value)
      throws XmlRpcFault {
    if (!(value instanceof Map<?, ?> map)) {
      throw unexpected(what, "struct", value);
    }
    Map<String, @Nullable Object> struct = new LinkedHashMap<>();
    map.forEach((key, member) -> struct.put(String.valueOf(key), member));
    return struct;
  }

  /** The fault for a value that is not what was expected. */
  static XmlRpcFault unexpected(String what, String expected, @Nullable Object value) {
    return bad(what + ": expected " + expected + ", got " + describe(value));
  }

  /** The fault for bad parameters, in words. */
  static XmlRpcFault bad(String message) {
    return new XmlRpcFault(XmlRpcFault.BAD_PARAMETERS, message);
  }

  /** What a value is, for people: its type, and as much of it as fits a message. */
  static String describe(@Nullable Object value) {
    if (value == null) {
      return "nil";
    }
    if (value instanceof String text) {
      return "string \"" + shortened(text) + "\"";
    }
    if (value instanceof Integer || value instanceof Long) {
      return "int " + value;
    }
    if (value instanceof Number) {
      return "double " + value;
    }
    if (value instanceof Boolean flag) {
      return "boolean " + flag;
    }
    if (value instanceof List<?> list) {
      return "list of " + list.size();
    }
    if (value instanceof Map) {
      return "struct";
    }
    return value instanceof byte[] ? "base64" : "dateTime";
  }

  /** As much of a text as fits a message. */
  static String shortened(String text) {
    return text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
  }
}
