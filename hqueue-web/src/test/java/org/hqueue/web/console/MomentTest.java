package org.hqueue.web.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MomentTest {

  @Test
  void timesAreWholeSecondsInUtc() {
    Moment moment = new Moment(Instant.parse("2026-03-01T09:05:07.891Z"));
    assertEquals("2026-03-01 09:05:07 UTC", moment.text());
    assertEquals("2026-03-01T09:05:07Z", moment.iso());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 s",
    "59, 59 s",
    "60, 1 min 0 s",
    "3599, 59 min 59 s",
    "3661, 1 h 1 min",
    "90000, 1 d 1 h",
    "-5, 0 s"
  })
  void lengthsAreToldByTheirTwoLargestUnits(long seconds, String text) {
    assertEquals(text, Moment.length(Duration.ofSeconds(seconds)));
  }
}
