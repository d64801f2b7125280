package org.hqueue.job;

import static org.hqueue.job.JobStatus.ABANDONED;
import static org.hqueue.job.JobStatus.CANCELLED;
import static org.hqueue.job.JobStatus.EJECTING;
import static org.hqueue.job.JobStatus.FAILED;
import static org.hqueue.job.JobStatus.PAUSED;
import static org.hqueue.job.JobStatus.PAUSING;
import static org.hqueue.job.JobStatus.QUEUED;
import static org.hqueue.job.JobStatus.RESUMING;
import static org.hqueue.job.JobStatus.RUNNABLE;
import static org.hqueue.job.JobStatus.RUNNING;
import static org.hqueue.job.JobStatus.SUCCEEDED;

import java.util.Optional;
import org.hqueue.assignment.Pausing;
import org.hqueue.phrase.Phrase;

/**
 * Decides how the status of one job moves (jobs.md section 5). It looks at nothing but what it is
 * given and writes nothing; {@link StatusRipple} carries a decision on to parents. For many
 * threads.
 */
public final class JobLifecycle {

  /** The first status of a job, by the children that it has already. */
  public JobStatus initial(JobState job, boolean belowCancelled, boolean belowPaused) {
    if (belowCancelled) {
      return CANCELLED;
    }
    if (belowPaused) {
      return PAUSED;
    }
    return waitingOrDone(job);
  }

  /**
   * What follows for a job when the counts of its children have changed: the last child has ended,
   * or an unfinished one has come. Empty when nothing does.
   */
  public Optional<StatusChange> afterChildren(JobState job) {
    boolean waits = job.children().unfinished() > 0;
    return switch (job.status()) {
      case QUEUED -> {
        JobStatus next = waitingOrDone(job);
        yield next == QUEUED ? Optional.empty() : Optional.of(toward(job, next));
      }
      case RUNNABLE -> {
        // A child that had succeeded may fail by a child of its own that came meanwhile.
        JobStatus next = waitingOrDone(job);
        yield next == RUNNABLE ? Optional.empty() : Optional.of(toward(job, next));
      }
      case SUCCEEDED -> {
        if (!waits && job.failsByChildren()) {
          yield Optional.of(toward(job, FAILED));
        }
        yield waits
            ? Optional.of(toward(job, job.pauseWished() ? PAUSED : QUEUED))
            : Optional.empty();
      }
      case FAILED ->
          waits ? Optional.of(toward(job, job.pauseWished() ? PAUSED : QUEUED)) : Optional.empty();
      case PAUSED -> {
        JobStatus next = job.onClient() ? PAUSED : waitingOrDone(job);
        yield next == PAUSED ? Optional.empty() : Optional.of(toward(job, next));
      }
      case RUNNING, PAUSING, RESUMING, EJECTING, ABANDONED, CANCELLED -> Optional.empty();
    };
  }

  /** What follows for a job when a try of its command has ended. Empty when the job is finished. */
  public Optional<StatusChange> afterCommand(JobState job, CommandEnd end) {
    if (job.status().isFinished()) {
      return Optional.empty();
    }
    CommandEnd.Verdict verdict = end.verdict();
    if (job.status() == EJECTING && verdict != CommandEnd.Verdict.GOOD) {
      verdict = CommandEnd.Verdict.PUT_BACK;
    }
    if (verdict == CommandEnd.Verdict.CANCELLED) {
      return Optional.of(
          StatusChange.of(job, CANCELLED, end.reason(), end.reason()).wishing(false));
    }
    OwnResult result =
        switch (verdict) {
          case GOOD -> OwnResult.GOOD;
          case BAD -> job.triesLeft() > 0 ? OwnResult.NONE : OwnResult.BAD;
          case PUT_BACK, LOST_CLIENT, REQUEUED -> OwnResult.NONE;
          case FAILED_FOR_GOOD, TIMED_OUT, CANCELLED -> OwnResult.BAD;
        };
    boolean usesTry = verdict == CommandEnd.Verdict.BAD && job.triesLeft() > 0;
    int triesLeft = usesTry ? job.triesLeft() - 1 : job.triesLeft();
    JobState after = job.afterTry(result, triesLeft);
    JobStatus next = result == OwnResult.BAD ? failedOrQueued(after) : waitingOrDone(after);
    return Optional.of(
        new StatusChange(
            job.id(),
            job.status(),
            next,
            end.reason(),
            job.pauseWished(),
            result,
            triesLeft,
            end.exitCode(),
            true,
            next == FAILED || result == OwnResult.BAD ? failureOf(after, end.reason()) : "",
            job.rules().sparesParents()));
  }

  /** What a cancel does to a job. Empty when it has ended. */
  public Optional<StatusChange> cancel(JobState job, String reason) {
    return job.status().isFinished()
        ? Optional.empty()
        : Optional.of(StatusChange.of(job, CANCELLED, reason, "").wishing(false));
  }

  /** What a cancel does to a job that waits. Empty when it has ended or is on a client. */
  Optional<StatusChange> cancelWaiting(JobState job, String reason) {
    boolean waits =
        job.status() == QUEUED
            || job.status() == RUNNABLE
            || (job.status() == PAUSED && !job.onClient());
    return waits
        ? Optional.of(StatusChange.of(job, CANCELLED, reason, reason).wishing(false))
        : Optional.empty();
  }

  /**
   * What a pause does to a job: a wish that only a user ends, and the status that follows from it.
   * Empty when it has ended or is paused already.
   */
  public Optional<StatusChange> pause(JobState job) {
    if (job.status().isFinished() || job.pauseWished()) {
      return Optional.empty();
    }
    JobStatus next =
        switch (job.status()) {
          case QUEUED, RUNNABLE -> PAUSED;
          case RUNNING, RESUMING -> job.onClient() ? PAUSING : job.status();
          case PAUSING, PAUSED, EJECTING, ABANDONED, SUCCEEDED, FAILED, CANCELLED -> job.status();
        };
    return Optional.of(StatusChange.of(job, next, Phrase.PAUSED_BY_USER.with(), "").wishing(true));
  }

  /** What a resume does to a job. Empty when nobody has paused it. */
  public Optional<StatusChange> resume(JobState job) {
    if (job.status().isFinished() || !job.pauseWished()) {
      return Optional.empty();
    }
    JobState free = job.unwished();
    JobStatus next =
        switch (job.status()) {
          case PAUSING -> RESUMING;
          case PAUSED -> job.onClient() ? RESUMING : waitingOrDone(free);
          case QUEUED, RUNNABLE, RUNNING, RESUMING, EJECTING, ABANDONED -> job.status();
          case SUCCEEDED, FAILED, CANCELLED -> job.status();
        };
    String reason = Phrase.RESUMED_BY_USER.with();
    String failure = next == FAILED ? failureOf(free, Phrase.COMMAND_FAILED.with()) : "";
    return Optional.of(StatusChange.of(free, next, reason, failure));
  }

  /** The agent has halted the job's process, or continued it. Empty when nobody waits for that. */
  public Optional<StatusChange> confirmed(JobState job, Pausing pausing) {
    if (job.status() == PAUSING && pausing == Pausing.PAUSED) {
      return Optional.of(StatusChange.of(job, PAUSED, "", ""));
    }
    if (job.status() == RESUMING && pausing == Pausing.RUN) {
      return Optional.of(StatusChange.of(job, RUNNING, "", ""));
    }
    return Optional.empty();
  }

  /** Its client has gone silent. Empty when it is on none. */
  public Optional<StatusChange> abandon(JobState job) {
    return switch (job.status()) {
      case RUNNING, PAUSING, RESUMING, EJECTING ->
          Optional.of(StatusChange.of(job, ABANDONED, Phrase.CLIENT_SILENT.with(), ""));
      case PAUSED ->
          job.onClient()
              ? Optional.of(StatusChange.of(job, ABANDONED, Phrase.CLIENT_SILENT.with(), ""))
              : Optional.empty();
      case QUEUED, RUNNABLE, ABANDONED, SUCCEEDED, FAILED, CANCELLED -> Optional.empty();
    };
  }

  /** Its client is back and still has its process. Empty when it was not abandoned. */
  public Optional<StatusChange> found(JobState job) {
    if (job.status() != ABANDONED) {
      return Optional.empty();
    }
    JobStatus next = job.pauseWished() ? PAUSING : RUNNING;
    return Optional.of(
        StatusChange.of(job, job.onClient() ? next : EJECTING, Phrase.CLIENT_BACK.with(), ""));
  }

  /**
   * It was put back since its client stayed silent, and that one still runs it. Empty when it has
   * ended meanwhile or is on a client.
   */
  Optional<StatusChange> takenBack(JobState job) {
    String reason = Phrase.CLIENT_BACK_WITH_IT.with();
    return switch (job.status()) {
      case QUEUED, RUNNABLE -> Optional.of(StatusChange.of(job, RUNNING, reason, ""));
      case PAUSED ->
          job.onClient() ? Optional.empty() : Optional.of(StatusChange.of(job, PAUSED, reason, ""));
      case RUNNING, PAUSING, RESUMING, EJECTING, ABANDONED, SUCCEEDED, FAILED, CANCELLED ->
          Optional.empty();
    };
  }

  /** What an eject does to a job. Empty when it is on no client. */
  public Optional<StatusChange> eject(JobState job) {
    return switch (job.status()) {
      case RUNNING, PAUSING, PAUSED, RESUMING ->
          job.onClient()
              ? Optional.of(StatusChange.of(job, EJECTING, Phrase.EJECTED_BY_USER.with(), ""))
              : Optional.empty();
      case QUEUED, RUNNABLE, EJECTING, ABANDONED, SUCCEEDED, FAILED, CANCELLED -> Optional.empty();
    };
  }

  /**
   * What a hold does to a job: off its client, then paused without one. Empty when it has ended.
   */
  public Optional<StatusChange> hold(JobState job) {
    Optional<StatusChange> ejected = eject(job).map(move -> move.wishing(true));
    return ejected.isPresent() ? ejected : pause(job);
  }

  /**
   * Sends a job back to the start: it waits for its children, or is paused if that is wished.
   *
   * @param anew its command has to run again
   * @param triesLeft automatic retries that it has then
   * @param liftsPause a user asked for this job itself, which ends a pause
   */
  public StatusChange reschedule(
      JobState job, boolean anew, int triesLeft, boolean liftsPause, String reason) {
    boolean pause = job.pauseWished() && !liftsPause;
    return new StatusChange(
        job.id(),
        job.status(),
        pause ? PAUSED : QUEUED,
        reason,
        pause,
        anew ? OwnResult.NONE : job.ownResult(),
        triesLeft,
        null,
        false,
        "",
        job.rules().sparesParents());
  }

  /** A command that failed for good still waits for children that came while it ran. */
  private static JobStatus failedOrQueued(JobState job) {
    return job.children().unfinished() > 0 ? QUEUED : FAILED;
  }

  private JobStatus waitingOrDone(JobState job) {
    if (job.children().unfinished() > 0) {
      return job.pauseWished() ? PAUSED : QUEUED;
    }
    if (job.failsByChildren() || job.ownResult() == OwnResult.BAD) {
      return FAILED;
    }
    if (!job.hasCommand() || job.ownResult() == OwnResult.GOOD) {
      return SUCCEEDED;
    }
    return job.pauseWished() ? PAUSED : RUNNABLE;
  }

  /** A command that failed for good keeps its reason, whatever becomes of the children. */
  private static StatusChange toward(JobState job, JobStatus next) {
    if (next != FAILED) {
      return StatusChange.of(job, next, "", job.ownResult() == OwnResult.BAD ? null : "");
    }
    if (job.failsByChildren()) {
      String reason = childrenFailed(job);
      return StatusChange.of(job, next, reason, reason);
    }
    return StatusChange.of(job, next, Phrase.COMMAND_FAILED.with(), null);
  }

  private static String failureOf(JobState job, String ownReason) {
    return job.failsByChildren() ? childrenFailed(job) : ownReason;
  }

  private static String childrenFailed(JobState job) {
    return Phrase.CHILDREN_UNSUCCESSFUL.with(job.children().unsuccessful(), job.children().total());
  }
}
