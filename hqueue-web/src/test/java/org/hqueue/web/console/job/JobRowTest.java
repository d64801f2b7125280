package org.hqueue.web.console.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.hqueue.job.Forecast;
import org.hqueue.job.JobState.Children;
import org.hqueue.job.JobStatus;
import org.hqueue.job.JobView;
import org.hqueue.web.console.Texts;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How long jobs have run and may still take, as a list tells it. */
class JobRowTest {

  private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");
  private static final Children NONE = Children.NONE;
  private static final Children TEN = new Children(10, 6, 0, 0);

  @Test
  void aJobWithNothingButChildrenHasRunSinceTheFirstOfThem() {
    JobRow row = row(false, JobStatus.QUEUED, null, null, whole(0.4, 10, 60), TEN);
    assertEquals("1 min 0 s", row.running());
    assertEquals("4 min 0 s", row.waited());
    assertEquals("", row(false, JobStatus.QUEUED, null, null, null, TEN).running());
  }

  @Test
  void aCommandHasRunSinceItsLastTryWhateverIsBelow() {
    JobRow row =
        row(
            true,
            JobStatus.RUNNING,
            ago(50),
            ago(30),
            whole(0.4, 10, 60),
            new Children(1, 0, 0, 0));
    assertEquals("30 s", row.running());
  }

  @Test
  void theForecastTellsTheTimeLeftWhereThereIsOne() {
    JobRow row = row(false, JobStatus.QUEUED, null, null, whole(0.4, 10, 60), TEN);
    assertTrue(row.needsForecast(false));
    assertEquals("1 h 0 min", row.foretold(new Forecast(3_600, 2, null)).left());
    assertEquals("", row.foretold(new Forecast(Forecast.UNKNOWN, 0, null)).left());
    assertEquals("1 min 30 s", row.left(), "goes on from the progress");
  }

  @Test
  void aCommandThatTellsItsProgressNeedsNoForecast() {
    JobRow told = row(true, JobStatus.RUNNING, ago(30), ago(30), whole(0.25, 1, 30), NONE);
    assertFalse(told.needsForecast(true));
    assertEquals("1 min 30 s", told.left());
    JobRow silent = row(true, JobStatus.RUNNING, ago(30), ago(30), whole(0.01, 1, 30), NONE);
    assertTrue(silent.needsForecast(true));
    assertFalse(silent.needsForecast(false), "its siblings may be any number");
    assertEquals("", silent.left());
  }

  @Test
  void nothingIsForetoldOfWhatHasNotStartedOrHasEnded() {
    assertFalse(row(false, JobStatus.QUEUED, null, null, null, TEN).needsForecast(true));
    JobRow ended = row(false, JobStatus.FAILED, null, null, whole(1, 10, 60), TEN);
    assertFalse(ended.needsForecast(true));
    assertEquals("", ended.foretold(new Forecast(0, 0, null)).left());
    assertEquals("", ended.left());
  }

  private static Instant ago(int seconds) {
    return NOW.minusSeconds(seconds);
  }

  private static JobView.Whole whole(double progress, long commands, int startedAgo) {
    return new JobView.Whole(progress, commands, ago(startedAgo));
  }

  private static JobRow row(
      boolean command,
      JobStatus status,
      @Nullable Instant started,
      @Nullable Instant commandStarted,
      JobView.@Nullable Whole whole,
      Children children) {
    Instant queued = NOW.minus(Duration.ofMinutes(5));
    JobView view =
        new JobView(
            7,
            "shot",
            status,
            0,
            1,
            7,
            command,
            "ann",
            new JobView.Times(queued, queued, started, commandStarted, null, null),
            0,
            1,
            null,
            "",
            0,
            null,
            null,
            null,
            null,
            whole,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            Map.of());
    return new JobRow(view, NOW, "", children, null, Texts.of(Locale.ENGLISH));
  }
}
