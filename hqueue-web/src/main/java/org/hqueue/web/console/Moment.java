package org.hqueue.web.console;

import java.time.Duration;
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

  /** A length of time for people, by its two largest units; "" for none. */
  public static String length(@Nullable Duration length) {
    if (length == null) {
      return "";
    }
    long seconds = Math.max(0, length.toSeconds());
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3_600) {
      return seconds / 60 + " min " + seconds % 60 + " s";
    }
    if (seconds < 86_400) {
      return seconds / 3_600 + " h " + seconds % 3_600 / 60 + " min";
    }
    return seconds / 86_400 + " d " + seconds % 86_400 / 3_600 + " h";
  }
}
