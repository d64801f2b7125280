package org.hqueue.web.console.job;

import java.util.Locale;
import java.util.Optional;
import org.hqueue.job.JobStatus;
import org.jspecify.annotations.Nullable;

/** What the console's buttons do to jobs, and how to tell afterwards whether it took a job. */
enum JobAction {
  /** Halts. */
  PAUSE,
  /** Lets go on. */
  RESUME,
  /** Ends for good. */
  CANCEL,
  /** Takes off its client, back to the queue. */
  EJECT,
  /** Takes off its client, then pauses. */
  HOLD,
  /** Runs again from the start. */
  RESCHEDULE,
  /** Forgets. */
  DELETE,
  /** Gives a priority. */
  PRIORITY;

  /** Its word in forms and texts. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<JobAction> ofWord(@Nullable String word) {
    for (JobAction action : values()) {
      if (action.word().equals(word)) {
        return Optional.of(action);
      }
    }
    return Optional.empty();
  }

  /**
   * Whether the action did something to a job.
   *
   * @param before its status before
   * @param after its status after, null when it is gone
   */
  boolean took(JobStatus before, @Nullable JobStatus after) {
    return switch (this) {
      case PAUSE ->
          JobStatus.PAUSED_GROUP.contains(after) && !JobStatus.PAUSED_GROUP.contains(before);
      case RESUME -> JobStatus.PAUSED_GROUP.contains(before) && before != after;
      case CANCEL -> after == JobStatus.CANCELLED && before != after;
      case EJECT, HOLD -> !before.isFinished() && after != null && before != after;
      case RESCHEDULE -> isOver(before) && after != null && before != after;
      case DELETE -> after == null;
      case PRIORITY -> after != null;
    };
  }

  /** Key of the text that says why a job of that status was left alone. */
  String leftAlone(JobStatus before) {
    return switch (this) {
      case PAUSE ->
          before.isFinished()
              ? "left.finished"
              : JobStatus.PAUSED_GROUP.contains(before) ? "left.paused" : "left.needed";
      case RESUME -> "left.notPaused";
      case CANCEL -> before.isFinished() ? "left.finished" : "left.needed";
      case EJECT, HOLD -> before.isFinished() ? "left.finished" : "left.notOnClient";
      case RESCHEDULE -> "left.notOver";
      case DELETE -> isOver(before) ? "left.needed" : "left.notOver";
      case PRIORITY -> "left.gone";
    };
  }

  /** Whether a job of that status may be asked at all; a refused one would spoil the others. */
  boolean mayBeAsked(JobStatus before) {
    return this != DELETE || isOver(before);
  }

  static boolean isOver(JobStatus status) {
    return status.isFinished() || status == JobStatus.ABANDONED;
  }
}
