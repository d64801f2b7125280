package org.hqueue.web.console.job;

import java.time.Duration;
import java.time.Instant;
import org.hqueue.job.Forecast;
import org.hqueue.job.JobSpec;
import org.hqueue.job.JobState.Children;
import org.hqueue.job.JobStatus;
import org.hqueue.job.JobView;
import org.hqueue.web.console.Moment;
import org.hqueue.web.console.Texts;
import org.jspecify.annotations.Nullable;

/**
 * A job as pages show it.
 *
 * @param job what is shown
 * @param now when it was read
 * @param latestNote the last note about it, "" when there is none
 * @param children how far its children are
 * @param forecast how long it may still take; null when that was not asked for
 * @param texts in the viewer's language
 */
public record JobRow(
    JobView job,
    Instant now,
    String latestNote,
    Children children,
    @Nullable Forecast forecast,
    Texts texts) {

  /** Progress below which nothing can be said of the time left. */
  private static final double FORECAST_FROM = 0.02;

  /** Its name; a job submitted without one is called by its id. */
  public String name() {
    return texts.job(job.name(), job.id());
  }

  /** Shown with the name, "" when there is none. */
  public String description() {
    JobSpec spec = job.spec();
    return spec == null ? "" : spec.description();
  }

  /** The status as a class name of the style sheet. */
  public String statusClass() {
    return "status-" + job.status().word();
  }

  /** Progress over everything below and its own command, 0.0 to 1.0. */
  private double progress() {
    Double overall = job.overallProgress();
    return Math.max(0, Math.min(1, overall == null ? job.progress() : overall));
  }

  /** Whole percent of that; 100 only when all is done. */
  public int percent() {
    return (int) Math.floor(100 * progress());
  }

  /** How many jobs with something to run it is, with all below it. */
  long size() {
    JobView.Whole whole = job.whole();
    return whole == null ? totalTasks() : whole.commands();
  }

  /** Whether it has children. */
  public boolean hasTasks() {
    return children.total() > 0;
  }

  /**
   * The clients that its root is blocked on, in words; "" for none, or when nobody shall see it.
   */
  public String blocked() {
    JobView.Blocked blocked = job.blocked();
    return blocked == null || !blocked.shown()
        ? ""
        : String.join(texts.get("result.separator"), blocked.labels());
  }

  /** How many of its children have ended. */
  public int endedTasks() {
    return children.total() - children.unfinished();
  }

  /** How many children it has. */
  public int totalTasks() {
    return children.total();
  }

  /** How many of its children failed or were cancelled. */
  public int failedTasks() {
    return children.failed();
  }

  /** When it was submitted. */
  public Moment submitted() {
    return new Moment(job.times().queued());
  }

  /** When its children had ended; null before. */
  public @Nullable Moment runnable() {
    return Moment.of(job.times().runnable());
  }

  /** When it, or the first job below it, was started; null before. */
  public @Nullable Moment started() {
    return Moment.of(job.firstStarted());
  }

  /** When its last try started; null before. */
  public @Nullable Moment commandStarted() {
    return Moment.of(job.times().commandStarted());
  }

  /** When its last try ended; null before. */
  public @Nullable Moment commandEnded() {
    return Moment.of(job.times().commandEnded());
  }

  /** When it ended; null before. */
  public @Nullable Moment ended() {
    return Moment.of(job.times().ended());
  }

  /**
   * How long its last try ran, or has been running; with nothing but children, since the first of
   * them was started. "" before.
   */
  public String running() {
    JobView.Times times = job.times();
    Instant from = job.hasCommand() ? times.commandStarted() : job.firstStarted();
    if (from == null) {
      return "";
    }
    Instant ended = job.hasCommand() ? times.commandEnded() : null;
    return texts.length(Duration.between(from, untilNow(ended == null ? times.ended() : ended)));
  }

  /** How long it waited for its start, or that of the first job below it, or has waited. */
  public String waited() {
    Instant first = job.firstStarted();
    Instant until = first == null ? job.times().ended() : first;
    return texts.length(Duration.between(job.times().queued(), untilNow(until)));
  }

  private Instant untilNow(@Nullable Instant end) {
    return end == null ? now : end;
  }

  /**
   * Whether a forecast tells more than its progress: of a command that has told how far it is, both
   * say the same. Without progress its siblings tell, if they are known to be few.
   */
  boolean needsForecast(boolean siblingsTell) {
    boolean isLeaf = job.hasCommand() && !hasTasks();
    return mayEnd() && (!isLeaf || (siblingsTell && progress() < FORECAST_FROM));
  }

  /** Whether something of it was started, and it may end by itself. */
  private boolean mayEnd() {
    boolean moves =
        JobStatus.RUNNING_GROUP.contains(job.status()) || job.status() == JobStatus.QUEUED;
    return moves && job.firstStarted() != null;
  }

  /**
   * How long it may still take, as the API tells it; without a forecast, as far as its progress
   * tells. "" when nothing tells it, or it has ended.
   */
  public String left() {
    if (forecast != null) {
      boolean isKnown = forecast.secondsLeft() != Forecast.UNKNOWN && !job.status().isFinished();
      return isKnown ? texts.length(Duration.ofSeconds(forecast.secondsLeft())) : "";
    }
    if (!mayEnd()) {
      return "";
    }
    JobView.Times times = job.times();
    Instant from = times.commandStarted() == null ? job.firstStarted() : times.commandStarted();
    double progress = progress();
    if (from == null || progress < FORECAST_FROM || progress >= 1) {
      return "";
    }
    double run = Duration.between(from, now).toMillis();
    return texts.length(Duration.ofMillis(Math.round(run * (1 - progress) / progress)));
  }

  /** The same with a forecast. */
  JobRow foretold(@Nullable Forecast known) {
    return new JobRow(job, now, latestNote, children, known, texts);
  }
}
