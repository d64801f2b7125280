package org.hqueue.client;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The rules of one client, and their column. None means always available. For many threads. */
public final class AvailabilityRules {

  /** The attribute of a client that names its time zone. */
  public static final String TIME_ZONE = "timeZone";

  private static final JsonProvider JSON = JsonProvider.provider();
  private static final int WORD = 3;

  private AvailabilityRules() {}

  /**
   * Whether a client may get jobs now.
   *
   * @param attributes of the client; its time zone may be among them, else it is the server's
   * @param idle minutes since somebody used the machine, -1 = unknown
   */
  public static boolean admit(
      List<AvailabilityRule> rules, Map<String, String> attributes, int idle, Instant now) {
    if (rules.isEmpty()) {
      return true;
    }
    ZoneId own = zoneOf(attributes);
    for (AvailabilityRule rule : rules) {
      if (rule.matches(now.atZone(ZoneOffset.UTC), own, idle)) {
        return true;
      }
    }
    return false;
  }

  private static ZoneId zoneOf(Map<String, String> attributes) {
    String named = attributes.get(TIME_ZONE);
    if (named != null) {
      try {
        return ZoneId.of(named);
      } catch (DateTimeException e) {
        return ZoneId.systemDefault();
      }
    }
    return ZoneId.systemDefault();
  }

  /** Reads a day as {@code mon}, {@code Monday} and the like; null when it is none. */
  public static @Nullable DayOfWeek day(String word) {
    for (DayOfWeek day : DayOfWeek.values()) {
      String name = day.name().toLowerCase(Locale.ROOT);
      String given = word.strip().toLowerCase(Locale.ROOT);
      if (given.equals(name) || given.equals(name.substring(0, WORD))) {
        return day;
      }
    }
    return null;
  }

  /** The word of a day: {@code mon}. */
  public static String word(DayOfWeek day) {
    return day.name().substring(0, WORD).toLowerCase(Locale.ROOT);
  }

  /** The column form, "" without rules. */
  static String write(List<AvailabilityRule> rules) {
    if (rules.isEmpty()) {
      return "";
    }
    JsonArrayBuilder array = JSON.createArrayBuilder();
    for (AvailabilityRule rule : rules) {
      JsonArrayBuilder days = JSON.createArrayBuilder();
      new TreeSet<>(rule.days()).forEach(day -> days.add(word(day)));
      JsonObjectBuilder object =
          JSON.createObjectBuilder()
              .add("kind", rule.kind().name())
              .add("enabled", rule.enabled())
              .add("days", days)
              .add("start", rule.start().toString())
              .add("end", rule.end().toString())
              .add("anytime", rule.anytime())
              .add("idleMinutes", rule.idleMinutes());
      ZoneId zone = rule.zone();
      if (zone != null) {
        object.add("zone", zone.getId());
      }
      array.add(object);
    }
    return array.build().toString();
  }

  /** Reads what {@link #write} wrote. */
  public static List<AvailabilityRule> read(String column) {
    if (column.isEmpty()) {
      return List.of();
    }
    JsonArray array;
    try (JsonReader reader = JSON.createReader(new StringReader(column))) {
      array = reader.readArray();
    }
    List<AvailabilityRule> rules = new ArrayList<>();
    for (JsonObject object : array.getValuesAs(JsonObject.class)) {
      Set<DayOfWeek> days = new TreeSet<>();
      for (JsonString word : object.getJsonArray("days").getValuesAs(JsonString.class)) {
        DayOfWeek day = day(word.getString());
        if (day != null) {
          days.add(day);
        }
      }
      rules.add(
          new AvailabilityRule(
              AvailabilityRule.Kind.valueOf(object.getString("kind")),
              object.getBoolean("enabled"),
              days,
              LocalTime.parse(object.getString("start")),
              LocalTime.parse(object.getString("end")),
              object.getBoolean("anytime"),
              object.getInt("idleMinutes"),
              object.containsKey("zone") ? ZoneId.of(object.getString("zone")) : null));
    }
    return rules;
  }
}
