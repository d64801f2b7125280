package org.hqueue.web.console;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A time as a page shows it: in UTC, which the page's script turns into the viewer's own zone.
 *
 * @param instant cut to whole seconds
 */
public record Moment(Instant instant) {

  private static final DateTimeFormatter TEXT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** Cuts to whole seconds. */
  public Moment {
    instant = instant.truncatedTo(ChronoUnit.SECONDS);
  }

  /** Null for a time that was not reached. */
  public static @Nullable Moment of(@Nullable Instant instant) {
    return instant == null ? null : new Moment(instant);
  }

  /** For people. */
  public String text() {
    return TEXT.format(instant);
  }

  /** For programs: ISO 8601. */
  public String iso() {
    return instant.toString();
  }
}
