package org.hqueue.web.console.job;

import java.time.Duration;
import java.time.Instant;
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
 * @param texts in the viewer's language
 */
public record JobRow(JobView job, Instant now, String latestNote, Children children, Texts texts) {

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

  /** When its command, or something below it, first started; null before. */
  public @Nullable Moment started() {
    return Moment.of(job.times().started());
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

  /** How long its last try ran, or has been running; of a container, since its start. "" before. */
  public String running() {
    JobView.Times times = job.times();
    return runningSince(job.hasCommand() ? times.commandStarted() : times.started());
  }

  /** How long it ran since a time, or has been running; "" with null. */
  String runningSince(@Nullable Instant from) {
    if (from == null) {
      return "";
    }
    JobView.Times times = job.times();
    Instant ended = times.commandEnded() == null ? times.ended() : times.commandEnded();
    return texts.length(Duration.between(from, ended == null ? now : ended));
  }

  /** How long it waited for a start, or has waited with null. */
  String waited(@Nullable Instant start) {
    Instant until = start == null ? job.times().ended() : start;
    return texts.length(Duration.between(job.times().queued(), until == null ? now : until));
  }

  /**
   * What is left as far as its progress tells, "" when it cannot be told. The forecast that the API
   * tells would read every job below.
   */
  public String left() {
    JobView.Times times = job.times();
    Instant from = times.commandStarted() == null ? times.started() : times.commandStarted();
    boolean moves =
        JobStatus.RUNNING_GROUP.contains(job.status()) || job.status() == JobStatus.QUEUED;
    double progress = progress();
    if (from == null || !moves || progress < FORECAST_FROM || progress >= 1) {
      return "";
    }
    double run = Duration.between(from, now).toMillis();
    return texts.length(Duration.ofMillis(Math.round(run * (1 - progress) / progress)));
  }
}
