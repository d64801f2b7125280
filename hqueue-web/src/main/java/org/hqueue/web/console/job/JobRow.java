package org.hqueue.web.console.job;

import java.time.Duration;
import java.time.Instant;
import org.hqueue.job.JobView;
import org.hqueue.web.console.Moment;
import org.jspecify.annotations.Nullable;

/**
 * A job as pages show it.
 *
 * @param job what is shown
 * @param now when it was read
 */
public record JobRow(JobView job, Instant now) {

  /** Its name; a job submitted without one is called by its id. */
  public String name() {
    return job.name().isBlank() ? "job " + job.id() : job.name();
  }

  /** The status for people. */
  public String status() {
    return job.uiStatus();
  }

  /** The status as a class name of the style sheet. */
  public String statusClass() {
    return "status-" + job.status().word();
  }

  /** Whole percent of everything below and of its own command; 100 only when all is done. */
  public int percent() {
    Double overall = job.overallProgress();
    double progress = overall == null ? job.progress() : overall;
    return (int) Math.floor(100 * Math.max(0, Math.min(1, progress)));
  }

  /** Whether it has children. */
  public boolean hasTasks() {
    JobView.Tasks tasks = job.tasks();
    return tasks != null && tasks.total() > 0;
  }

  /** Its children: how many have ended, of how many. */
  public String tasks() {
    JobView.Tasks tasks = job.tasks();
    if (tasks == null || tasks.total() == 0) {
      return "";
    }
    return tasks.succeeded() + tasks.failed() + " / " + tasks.total();
  }

  /** How many of its children failed. */
  public int failedTasks() {
    JobView.Tasks tasks = job.tasks();
    return tasks == null ? 0 : tasks.failed();
  }

  /** When it was submitted. */
  public Moment submitted() {
    return new Moment(job.times().queued());
  }

  /** When its command, or something below it, first started; null before. */
  public @Nullable Moment started() {
    return Moment.of(job.times().started());
  }

  /** When it ended; null before. */
  public @Nullable Moment ended() {
    return Moment.of(job.times().ended());
  }

  /** How long its last try ran, or has been running; "" before. */
  public String running() {
    Instant from = job.times().commandStarted();
    if (from == null) {
      return "";
    }
    Instant end = job.times().commandEnded();
    Instant ended = end == null ? job.times().ended() : end;
    return Moment.length(Duration.between(from, ended == null ? now : ended));
  }
}
