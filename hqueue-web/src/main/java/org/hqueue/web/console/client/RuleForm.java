package org.hqueue.web.console.client;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.hqueue.client.AvailabilityRule;
import org.hqueue.client.AvailabilityRules;
import org.hqueue.database.BadValueException;
import org.hqueue.phrase.Phrase;
import org.jspecify.annotations.Nullable;

/**
 * Availability rules as fields of a form: {@code kind0}, {@code days0}, {@code start0} and so on,
 * then {@code kind1}. A rule whose kind is empty is left out.
 */
final class RuleForm {

  /** As many as a form reads. */
  static final int MOST_RULES = 50;

  private static final int MOST_IDLE_MINUTES = 525_600;

  private RuleForm() {}

  /**
   * Reads the rules.
   *
   * @param fields the values of a field, null when the form has none of that name
   * @throws BadValueException when a field makes no sense
   */
  static List<AvailabilityRule> read(Function<String, String @Nullable []> fields) {
    List<AvailabilityRule> rules = new ArrayList<>();
    for (int i = 0; i < MOST_RULES; i++) {
      String kind = first(fields, "kind" + i);
      if (!kind.isEmpty()) {
        rules.add(rule(fields, kind, i));
      }
    }
    return rules;
  }

  private static AvailabilityRule rule(
      Function<String, String @Nullable []> fields, String kind, int i) {
    boolean idle = kind.equals("idle");
    String minutes = first(fields, "idle" + i);
    if (idle && (!minutes.matches("[0-9]{1,6}") || Integer.parseInt(minutes) > MOST_IDLE_MINUTES)) {
      throw new BadValueException(Phrase.RULE_MINUTES.with(i + 1, MOST_IDLE_MINUTES, minutes));
    }
    return new AvailabilityRule(
        idle ? AvailabilityRule.Kind.IDLE : AvailabilityRule.Kind.TIME,
        fields.apply("enabled" + i) != null,
        days(fields.apply("days" + i)),
        time(first(fields, "start" + i), i),
        time(first(fields, "end" + i), i),
        fields.apply("anytime" + i) != null,
        idle ? Integer.parseInt(minutes) : 0,
        zone(first(fields, "zone" + i), i));
  }

  private static String first(Function<String, String @Nullable []> fields, String name) {
    String[] values = fields.apply(name);
    return values == null || values.length == 0 ? "" : values[0].strip();
  }

  private static Set<DayOfWeek> days(String @Nullable [] words) {
    Set<DayOfWeek> days = new TreeSet<>();
    Arrays.stream(words == null ? new String[0] : words)
        .forEach(
            word -> {
              DayOfWeek day = AvailabilityRules.day(word);
              if (day != null) {
                days.add(day);
              }
            });
    return days;
  }

  private static LocalTime time(String text, int i) {
    try {
      return text.isEmpty() ? LocalTime.MIDNIGHT : LocalTime.parse(text);
    } catch (DateTimeException unreadable) {
      throw new BadValueException(Phrase.RULE_TIME.with(i + 1, text));
    }
  }

  private static @Nullable ZoneId zone(String name, int i) {
    try {
      return name.isEmpty() ? null : ZoneId.of(name);
    } catch (DateTimeException unknown) {
      throw new BadValueException(Phrase.RULE_ZONE.with(i + 1, name));
    }
  }
}
