package org.hqueue.job;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.hqueue.phrase.Phrase;
import org.hqueue.requirement.Condition;
import org.jspecify.annotations.Nullable;

/** Reads single values of a specification leniently, or refuses them with their path. */
final class SpecValues {

  private SpecValues() {}

  /** Text, or the text of a number or truth value. */
  static String text(String path, @Nullable Object value) {
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof Number || value instanceof Boolean) {
      return value.toString();
    }
    throw new BadSpecException(path, Phrase.NOT_TEXT.with(told(value)));
  }

  /** A whole number, or one as text. */
  static int integer(String path, @Nullable Object value) {
    if (value instanceof Integer number) {
      return number;
    }
    if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e9) {
      return number.intValue();
    }
    if (value instanceof String text) {
      try {
        return Integer.parseInt(text.strip());
      } catch (NumberFormatException e) {
        throw new BadSpecException(path, Phrase.NOT_INT.with(told(value)));
      }
    }
    throw new BadSpecException(path, Phrase.NOT_INT.with(told(value)));
  }

  /** A truth value, or one as text or number. */
  static boolean truth(String path, Object value) {
    if (value instanceof Boolean truth) {
      return truth;
    }
    return switch (text(path, value).strip().toLowerCase(Locale.ROOT)) {
      case "true", "1", "yes" -> true;
      case "false", "0", "no" -> false;
      default -> throw new BadSpecException(path, Phrase.NOT_BOOLEAN.with(told(value)));
    };
  }

  /** A list as it is, one of a lone text; null when it is neither. */
  static @Nullable List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : null;
  }

  /** A condition (jobs.md section 2). */
  static Condition condition(String path, @Nullable Object value) {
    if (!(value instanceof Map<?, ?> struct)) {
      throw new BadSpecException(path, Phrase.NOT_STRUCT.with(told(value)));
    }
    String type = struct.get("type") == null ? "client" : text(path + ".type", struct.get("type"));
    if (!type.equals("client")) {
      throw new BadSpecException(
          path + ".type", Phrase.EXPECTED_GOT.with("\"client\"", told(type)));
    }
    Condition condition =
        new Condition(
            conditionName(path + ".name", struct.get("name")),
            conditionOp(path + ".op", struct.get("op")),
            struct.get("value") == null ? "" : text(path + ".value", struct.get("value")));
    if (condition.op().isForNumbers() && !condition.mayCompareNumbers()) {
      throw new BadSpecException(path + ".op", Phrase.WRONG_OPERATOR.with(condition.name()));
    }
    if (condition.needsNumbers()) {
      for (String item : condition.value().split(",", -1)) {
        requireNumber(path + ".value", item);
      }
    }
    return condition;
  }

  private static String conditionName(String path, @Nullable Object value) {
    if (value instanceof String name && Condition.isName(name)) {
      return name;
    }
    throw unknownCondition(path, Condition.NAMES, value);
  }

  private static void requireNumber(String path, String text) {
    try {
      Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      throw new BadSpecException(path, Phrase.NOT_NUMBER.with(told(text)));
    }
  }

  private static Condition.Op conditionOp(String path, @Nullable Object value) {
    if ("any".equals(value)) {
      return Condition.Op.IN;
    }
    for (Condition.Op op : Condition.Op.values()) {
      if (op.word().equals(value)) {
        return op;
      }
    }
    throw unknownCondition(path, "==, !=, >=, <=, in, not_in or any", value);
  }

  private static BadSpecException unknownCondition(
      String path, String expected, @Nullable Object value) {
    String problem = Phrase.EXPECTED_GOT.with(expected, told(value));
    return value instanceof String word
        ? new UnknownWordException(path, problem, UnknownWordException.Sort.CONDITION, word)
        : new BadSpecException(path, problem);
  }

  /** A time: one already, or ISO 8601 text, in UTC where it names no zone. */
  static Instant time(String path, Object value) {
    if (value instanceof Instant time) {
      return time;
    }
    String text = text(path, value).strip();
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      // Perhaps it names no zone.
    }
    try {
      return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      throw new BadSpecException(path, Phrase.NOT_TIME.with(told(value)));
    }
  }

  /**
   * Exit codes as text like {@code 0,3-5}, from such text, a number, or a list of these; "" = none.
   */
  static String exitCodes(String path, @Nullable Object value) {
    if (value == null) {
      return "";
    }
    List<String> codes = new ArrayList<>();
    for (Object one : value instanceof List<?> list ? list : List.of(value)) {
      for (String code : text(path, one).split(",", -1)) {
        if (!code.isBlank()) {
          codes.add(code.strip());
        }
      }
    }
    for (String code : codes) {
      if (!code.matches("[0-9]{1,3}(-[0-9]{1,3})?")) {
        throw new BadSpecException(path, Phrase.NOT_EXIT_CODES.with(told(code)));
      }
    }
    return String.join(",", codes);
  }

  /** Refuses text that is no regular expression. */
  static void requirePattern(String path, String text) {
    try {
      Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new BadSpecException(path, Phrase.NOT_PATTERN.with(told(text), e.getDescription()));
    }
  }

  /** How a value is named in a refusal, shortened. */
  static String told(@Nullable Object value) {
    if (value == null) {
      return Phrase.NOTHING.with();
    }
    if (value instanceof String text) {
      return "\"" + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + "\"";
    }
    if (value instanceof Map) {
      return Phrase.A_STRUCT.with();
    }
    if (value instanceof List) {
      return Phrase.A_LIST.with();
    }
    return value.getClass().getSimpleName().toLowerCase(Locale.ROOT) + " " + value;
  }
}
