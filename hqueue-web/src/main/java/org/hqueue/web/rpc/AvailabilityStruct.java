package org.hqueue.web.rpc;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.hqueue.client.AvailabilityRule;
import org.hqueue.client.AvailabilityRules;
import org.hqueue.xmlrpc.XmlRpcFault;
import org.jspecify.annotations.Nullable;

/** Availability rules as structs, both ways (jobs.md section 7). For many threads. */
final class AvailabilityStruct {

  private static final int MOST_RULES = 50;
  private static final int MINUTES_OF_A_YEAR = 525_600;

  private AvailabilityStruct() {}

  /** Reads a list of rules. */
  static List<AvailabilityRule> read(List<? extends @Nullable Object> given) throws XmlRpcFault {
    if (given.size() > MOST_RULES) {
      throw Lenient.bad("rules: expected at most " + MOST_RULES + ", got " + given.size());
    }
    List<AvailabilityRule> rules = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      rules.add(rule(new StructReader("rules[" + i + "]", given.get(i))));
    }
    return rules;
  }

  private static AvailabilityRule rule(StructReader in) throws XmlRpcFault {
    in.refuseOthers(
        "type", "enabled", "days", "start", "end", "anytime", "idleMinutes", "timeZone");
    String type = in.text("type", "time");
    if (!type.equals("time") && !type.equals("idle")) {
      throw Lenient.bad(in.path("type") + ": expected time or idle, got \"" + type + "\"");
    }
    int idle = in.integer("idleMinutes", 0);
    if (idle < 0 || idle > MINUTES_OF_A_YEAR) {
      throw Lenient.bad(
          in.path("idleMinutes") + ": expected 0 to " + MINUTES_OF_A_YEAR + ", got " + idle);
    }
    return new AvailabilityRule(
        type.equals("idle") ? AvailabilityRule.Kind.IDLE : AvailabilityRule.Kind.TIME,
        in.flag("enabled", true),
        days(in),
        time(in, "start"),
        time(in, "end"),
        in.flag("anytime", false),
        idle,
        zone(in));
  }

  private static Set<DayOfWeek> days(StructReader in) throws XmlRpcFault {
    Set<DayOfWeek> days = new TreeSet<>();
    if (in.has("days")) {
      for (@Nullable Object word : Lenient.list(in.path("days"), in.raw("days"))) {
        DayOfWeek day = AvailabilityRules.day(Lenient.text(in.path("days"), word));
        if (day == null) {
          throw Lenient.bad(in.path("days") + ": expected mon, tue, ..., sun, got " + word);
        }
        days.add(day);
      }
    }
    return days;
  }

  private static LocalTime time(StructReader in, String field) throws XmlRpcFault {
    String text = in.text(field, "00:00").strip();
    try {
      return LocalTime.parse(text.length() == "0:00".length() ? "0" + text : text);
    } catch (DateTimeException e) {
      throw Lenient.bad(in.path(field) + ": expected a time like 22:00, got \"" + text + "\"");
    }
  }

  private static @Nullable ZoneId zone(StructReader in) throws XmlRpcFault {
    String name = in.text("timeZone", "").strip();
    try {
      return name.isEmpty() ? null : ZoneId.of(name);
    } catch (DateTimeException e) {
      throw Lenient.bad(
          in.path("timeZone") + ": expected a zone like Europe/Berlin, got \"" + name + "\"");
    }
  }

  /** Rules as the same structs. */
  static List<Map<String, Object>> write(List<AvailabilityRule> rules) {
    List<Map<String, Object>> structs = new ArrayList<>();
    for (AvailabilityRule rule : rules) {
      Map<String, Object> struct = new LinkedHashMap<>();
      struct.put("type", rule.kind() == AvailabilityRule.Kind.IDLE ? "idle" : "time");
      struct.put("enabled", rule.enabled());
      struct.put("days", rule.days().stream().sorted().map(AvailabilityRules::word).toList());
      struct.put("start", rule.start().toString());
      struct.put("end", rule.end().toString());
      struct.put("anytime", rule.anytime());
      struct.put("idleMinutes", rule.idleMinutes());
      ZoneId zone = rule.zone();
      struct.put("timeZone", zone == null ? "" : zone.getId());
      structs.add(struct);
    }
    return structs;
  }
}
