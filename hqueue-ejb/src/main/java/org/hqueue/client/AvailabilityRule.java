package org.hqueue.client;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When a client may get jobs (jobs.md section 7). Any rule that matches makes it available; one
 * that stops matching does not interrupt what runs.
 *
 * @param kind by the time of day, or by how long nobody has used the machine
 * @param enabled whether it counts
 * @param days on which a span begins; empty = every day
 * @param start of the span
 * @param end of the span; before {@code start} it is on the next day, equal means the whole day
 * @param anytime whether the span is the whole day, whatever start and end say
 * @param idleMinutes since somebody used the machine
 * @param zone of the times, null = the client's
 */
public record AvailabilityRule(
    Kind kind,
    boolean enabled,
    Set<DayOfWeek> days,
    LocalTime start,
    LocalTime end,
    boolean anytime,
    int idleMinutes,
    @Nullable ZoneId zone) {

  /** What a rule goes by. */
  public enum Kind {
    /** The time of day. */
    TIME,
    /** How long nobody has used the machine. */
    IDLE
  }

  /**
   * Whether the rule makes a client available.
   *
   * @param now in any zone
   * @param own the client's zone
   * @param idle minutes since somebody used the machine, -1 = unknown, which matches no idle rule
   */
  boolean matches(ZonedDateTime now, ZoneId own, int idle) {
    if (!enabled) {
      return false;
    }
    if (kind == Kind.IDLE) {
      return idle >= idleMinutes && idle >= 0;
    }
    ZonedDateTime there = now.withZoneSameInstant(zone == null ? own : zone);
    LocalTime time = there.toLocalTime();
    DayOfWeek today = there.getDayOfWeek();
    if (anytime || start.equals(end)) {
      return isOn(today);
    }
    if (start.isBefore(end)) {
      return isOn(today) && !time.isBefore(start) && time.isBefore(end);
    }
    return (isOn(today) && !time.isBefore(start)) || (isOn(today.minus(1)) && time.isBefore(end));
  }

  private boolean isOn(DayOfWeek day) {
    return days.isEmpty() || days.contains(day);
  }
}
