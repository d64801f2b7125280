package org.hqueue.web.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class MomentTest {

  @Test
  void timesAreWholeSecondsInUtc() {
    Moment moment = new Moment(Instant.parse("2026-03-01T09:05:07.891Z"));
    assertEquals("2026-03-01 09:05:07 UTC", moment.text());
    assertEquals("2026-03-01T09:05:07Z", moment.iso());
  }
}
