package org.hqueue.client;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Set;
import org.hqueue.client.AvailabilityRule.Kind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When rules make a client available (jobs.md section 7). 2026-01-05 is a Monday. */
class AvailabilityRuleTest {

  private static final Set<DayOfWeek> MONDAY = Set.of(DayOfWeek.MONDAY);

  @Test
  void aSpanHoldsFromItsStartUntilJustBeforeItsEnd() {
    AvailabilityRule rule = time(MONDAY, "09:00", "17:00");
    assertFalse(matches(rule, "2026-01-05T08:59:59Z"));
    assertTrue(matches(rule, "2026-01-05T09:00:00Z"));
    assertTrue(matches(rule, "2026-01-05T16:59:59Z"));
    assertFalse(matches(rule, "2026-01-05T17:00:00Z"));
    assertFalse(matches(rule, "2026-01-06T12:00:00Z"), "another day");
  }

  @Test
  void aSpanPastMidnightBelongsToTheDayItBegins() {
    AvailabilityRule rule = time(MONDAY, "22:00", "06:30");
    assertFalse(matches(rule, "2026-01-05T03:00:00Z"), "that night began on Sunday");
    assertTrue(matches(rule, "2026-01-05T22:00:00Z"));
    assertTrue(matches(rule, "2026-01-06T06:29:00Z"));
    assertFalse(matches(rule, "2026-01-06T06:30:00Z"));
    assertFalse(matches(rule, "2026-01-06T23:00:00Z"));
  }

  @Test
  void equalTimesMeanTheWholeDay() {
    AvailabilityRule rule = time(MONDAY, "08:00", "08:00");
    assertFalse(matches(rule, "2026-01-04T23:59:59Z"));
    assertTrue(matches(rule, "2026-01-05T00:00:00Z"));
    assertTrue(matches(rule, "2026-01-05T23:59:59Z"));
    assertFalse(matches(rule, "2026-01-06T00:00:00Z"));
  }

  @Test
  void anytimeMeansTheWholeDayWhateverTheTimesSay() {
    AvailabilityRule rule =
        new AvailabilityRule(
            Kind.TIME, true, MONDAY, LocalTime.of(9, 0), LocalTime.of(10, 0), true, 0, null);
    assertTrue(matches(rule, "2026-01-05T23:00:00Z"));
    assertFalse(matches(rule, "2026-01-06T09:30:00Z"));
  }

  @Test
  void withoutDaysItHoldsOnEveryDay() {
    AvailabilityRule rule = time(Set.of(), "22:00", "06:30");
    assertTrue(matches(rule, "2026-01-05T03:00:00Z"));
    assertTrue(matches(rule, "2026-01-08T23:00:00Z"));
    assertFalse(matches(rule, "2026-01-08T12:00:00Z"));
  }

  @Test
  void theTimesAreTheClientsUnlessTheRuleNamesAZone() {
    ZoneId tokyo = ZoneId.of("Asia/Tokyo");
    ZonedDateTime morningInTokyo = ZonedDateTime.parse("2026-01-05T00:30:00Z");
    AvailabilityRule clients = time(MONDAY, "09:00", "10:00");
    assertTrue(clients.matches(morningInTokyo, tokyo, -1));
    assertFalse(clients.matches(morningInTokyo, ZoneOffset.UTC, -1));
    AvailabilityRule own = zoned(tokyo);
    assertTrue(own.matches(morningInTokyo, ZoneOffset.UTC, -1));
    assertTrue(
        own.matches(ZonedDateTime.parse("2026-01-04T19:30:00-05:00"), ZoneOffset.UTC, -1),
        "the day is that of the zone");
  }

  @Test
  void anIdleRuleHoldsFromItsMinutesOnAndNeverWhenTheyAreUnknown() {
    AvailabilityRule rule = idle(15);
    assertFalse(rule.matches(ZonedDateTime.parse("2026-01-05T12:00:00Z"), ZoneOffset.UTC, 14));
    assertTrue(rule.matches(ZonedDateTime.parse("2026-01-05T12:00:00Z"), ZoneOffset.UTC, 15));
    assertFalse(rule.matches(ZonedDateTime.parse("2026-01-05T12:00:00Z"), ZoneOffset.UTC, -1));
    assertFalse(idle(-1).matches(ZonedDateTime.parse("2026-01-05T12:00:00Z"), ZoneOffset.UTC, -1));
  }

  @Test
  void aRuleThatIsSwitchedOffNeverHolds() {
    AvailabilityRule rule =
        new AvailabilityRule(
            Kind.TIME, false, Set.of(), LocalTime.MIN, LocalTime.MIN, true, 0, null);
    assertFalse(matches(rule, "2026-01-05T12:00:00Z"));
  }

  private static AvailabilityRule time(Set<DayOfWeek> days, String start, String end) {
    return rule(days, start, end, null);
  }

  private static AvailabilityRule zoned(ZoneId zone) {
    return rule(MONDAY, "09:00", "10:00", zone);
  }

  private static AvailabilityRule rule(
      Set<DayOfWeek> days, String start, String end, @Nullable ZoneId zone) {
    return new AvailabilityRule(
        Kind.TIME, true, days, LocalTime.parse(start), LocalTime.parse(end), false, 0, zone);
  }

  private static AvailabilityRule idle(int minutes) {
    return new AvailabilityRule(
        Kind.IDLE, true, Set.of(), LocalTime.MIN, LocalTime.MIN, false, minutes, null);
  }

  private static boolean matches(AvailabilityRule rule, String time) {
    return rule.matches(ZonedDateTime.parse(time), ZoneOffset.UTC, -1);
  }
}
