package org.hqueue.web.console.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hqueue.client.AvailabilityRule;
import org.hqueue.database.BadValueException;
import org.junit.jupiter.api.Test;

class RuleFormTest {

  @Test
  void rulesAreReadAndThoseWithoutAKindLeftOut() {
    List<AvailabilityRule> rules =
        RuleForm.read(
            Map.of(
                    "kind0", new String[] {"time"},
                    "enabled0", new String[] {"1"},
                    "days0", new String[] {"mon", "fri"},
                    "start0", new String[] {"20:00"},
                    "end0", new String[] {"08:00"},
                    "zone0", new String[] {"Asia/Tokyo"},
                    "kind1", new String[] {""},
                    "kind2", new String[] {"idle"},
                    "idle2", new String[] {"30"})
                ::get);
    assertEquals(
        List.of(
            new AvailabilityRule(
                AvailabilityRule.Kind.TIME,
                true,
                Set.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                LocalTime.of(20, 0),
                LocalTime.of(8, 0),
                false,
                0,
                ZoneId.of("Asia/Tokyo")),
            new AvailabilityRule(
                AvailabilityRule.Kind.IDLE,
                false,
                Set.of(),
                LocalTime.MIDNIGHT,
                LocalTime.MIDNIGHT,
                false,
                30,
                null)),
        rules);
  }

  @Test
  void whatMakesNoSenseIsRefusedWithTheNumberOfItsRule() {
    assertRefused("rule 1: expected a time", Map.of("kind0", "time", "start0", "late"));
    assertRefused("rule 1: expected a zone", Map.of("kind0", "time", "zone0", "Mars/Base"));
    assertRefused("rule 2: expected minutes", Map.of("kind1", "idle", "idle1", "-1"));
  }

  private static void assertRefused(String begin, Map<String, String> fields) {
    BadValueException refused =
        assertThrows(
            BadValueException.class,
            () ->
                RuleForm.read(
                    name -> fields.containsKey(name) ? new String[] {fields.get(name)} : null));
    assertTrue(String.valueOf(refused.getMessage()).startsWith(begin), refused.getMessage());
  }
}
