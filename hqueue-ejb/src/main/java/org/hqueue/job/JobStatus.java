package org.hqueue.job;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What the queue has decided about a job. What is really on a client is told by its assignments,
 * which may outlive a status.
 *
 * <p>Each status lists the statuses that may follow it; {@link JobLifecycle} decides which one
 * does, and {@link JobStore#apply} alone writes it. The chart is in {@code docs/job-status.md}.
 */
public enum JobStatus {
  /** Waits for its children. The end of the last of them moves it out. */
  QUEUED,
  /**
   * Ready, waits for a client. A placement moves it out, or a child that came or failed after all.
   */
  RUNNABLE,
  /** Its command is on a client. The report of its end moves it out. */
  RUNNING,
  /** Asked to pause, its process not confirmed stopped yet. The agent's report moves it out. */
  PAUSING,
  /** Halted, with or without a process. A resume moves it out. */
  PAUSED,
  /** Asked to go on, not confirmed yet. The agent's report moves it out. */
  RESUMING,
  /** Being taken off its client. The confirmed death of its process moves it out. */
  EJECTING,
  /** Its client has gone silent. The client's return, or time, moves it out. */
  ABANDONED,
  /** Ended well. A reschedule, or a child added later, moves it out. */
  SUCCEEDED,
  /** Its own command or a child failed. A reschedule, or a child added later, moves it out. */
  FAILED,
  /** Ended by a user or by its time limit. A reschedule moves it out. */
  CANCELLED;

  /** Every one. */
  public static final Set<JobStatus> ALL =
      Collections.unmodifiableSet(EnumSet.allOf(JobStatus.class));

  /** Will not move by itself any more. */
  public static final Set<JobStatus> FINISHED = setOf(SUCCEEDED, FAILED, CANCELLED);

  /** Everything else. */
  public static final Set<JobStatus> UNFINISHED =
      Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(SUCCEEDED, FAILED, CANCELLED)));

  /** Counted as running by the API, also while a process is only being brought to its end. */
  public static final Set<JobStatus> RUNNING_GROUP = setOf(RUNNING, RESUMING, EJECTING);

  /** Has a process on a client, or had one that may come back. */
  public static final Set<JobStatus> UNDER_WAY =
      setOf(RUNNING, PAUSING, PAUSED, RESUMING, EJECTING, ABANDONED);

  /** Halted, or about to be. */
  public static final Set<JobStatus> PAUSED_GROUP = setOf(PAUSING, PAUSED);

  /** Waiting for a client. */
  public static final Set<JobStatus> WAITING_GROUP = setOf(RUNNABLE);

  /** Ended well. */
  public static final Set<JobStatus> SUCCEEDED_GROUP = setOf(SUCCEEDED);

  /** Went wrong, for the API; an abandoned job may still recover. */
  public static final Set<JobStatus> FAILED_GROUP = setOf(ABANDONED, FAILED, CANCELLED);

  /** The statuses that may follow this one. */
  public Set<JobStatus> successors() {
    return switch (this) {
      case QUEUED -> setOf(RUNNABLE, RUNNING, PAUSED, SUCCEEDED, FAILED, CANCELLED);
      case RUNNABLE -> setOf(QUEUED, RUNNING, PAUSED, FAILED, CANCELLED);
      case RUNNING ->
          setOf(
              QUEUED, RUNNABLE, PAUSING, PAUSED, EJECTING, ABANDONED, SUCCEEDED, FAILED, CANCELLED);
      case PAUSING ->
          setOf(
              QUEUED, RUNNABLE, PAUSED, RESUMING, EJECTING, ABANDONED, SUCCEEDED, FAILED,
              CANCELLED);
      case PAUSED ->
          setOf(QUEUED, RUNNABLE, RESUMING, EJECTING, ABANDONED, SUCCEEDED, FAILED, CANCELLED);
      case RESUMING ->
          setOf(
              QUEUED, RUNNABLE, RUNNING, PAUSING, PAUSED, EJECTING, ABANDONED, SUCCEEDED, FAILED,
              CANCELLED);
      case EJECTING -> setOf(RUNNABLE, PAUSED, QUEUED, ABANDONED, SUCCEEDED, FAILED, CANCELLED);
      case ABANDONED ->
          setOf(QUEUED, RUNNABLE, RUNNING, PAUSING, PAUSED, EJECTING, SUCCEEDED, FAILED, CANCELLED);
      case SUCCEEDED -> setOf(QUEUED, RUNNABLE, PAUSED, FAILED);
      case FAILED -> setOf(QUEUED, RUNNABLE, PAUSED);
      case CANCELLED -> setOf(QUEUED, RUNNABLE, PAUSED);
    };
  }

  /** Whether {@code next} may follow this status. */
  public boolean mayBecome(JobStatus next) {
    return successors().contains(next);
  }

  /** Ended, whatever way. */
  public boolean isFinished() {
    return FINISHED.contains(this);
  }

  /** The word that HQueue and the API use. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The status of a word of the API, in any case; {@code waiting} is another word for {@code
   * runnable}. Empty when there is no such status.
   */
  public static Optional<JobStatus> ofWord(String word) {
    String asked = word.toLowerCase(Locale.ROOT);
    if (asked.equals("waiting")) {
      return Optional.of(RUNNABLE);
    }
    for (JobStatus status : values()) {
      if (status.word().equals(asked)) {
        return Optional.of(status);
      }
    }
    return Optional.empty();
  }

  private static Set<JobStatus> setOf(JobStatus... statuses) {
    Set<JobStatus> set = EnumSet.noneOf(JobStatus.class);
    Collections.addAll(set, statuses);
    return Collections.unmodifiableSet(set);
  }
}
