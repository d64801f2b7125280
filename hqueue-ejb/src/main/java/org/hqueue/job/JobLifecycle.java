package org.hqueue.job;

import static org.hqueue.job.JobStatus.CANCELLED;
import static org.hqueue.job.JobStatus.FAILED;
import static org.hqueue.job.JobStatus.PAUSED;
import static org.hqueue.job.JobStatus.QUEUED;
import static org.hqueue.job.JobStatus.RUNNABLE;
import static org.hqueue.job.JobStatus.SUCCEEDED;

import java.util.Optional;

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
      case RUNNABLE -> waits ? Optional.of(StatusChange.of(job, QUEUED, "", "")) : Optional.empty();
      case SUCCEEDED, FAILED ->
          waits ? Optional.of(toward(job, job.pauseWished() ? PAUSED : QUEUED)) : Optional.empty();
      case RUNNING, PAUSING, PAUSED, RESUMING, EJECTING, ABANDONED, CANCELLED -> Optional.empty();
    };
  }

  /** What follows for a job when a try of its command has ended. Empty when the job is finished. */
  public Optional<StatusChange> afterCommand(JobState job, CommandEnd end) {
    if (job.status().isFinished()) {
      return Optional.empty();
    }
    OwnResult result =
        switch (end.verdict()) {
          case GOOD -> OwnResult.GOOD;
          case BAD -> job.triesLeft() > 0 ? OwnResult.NONE : OwnResult.BAD;
          case PUT_BACK -> OwnResult.NONE;
        };
    boolean usesTry = end.verdict() == CommandEnd.Verdict.BAD && job.triesLeft() > 0;
    int triesLeft = usesTry ? job.triesLeft() - 1 : job.triesLeft();
    JobState after =
        new JobState(
            job.id(),
            job.status(),
            job.pauseWished(),
            job.hasCommand(),
            result,
            triesLeft,
            job.assignmentId(),
            job.children());
    JobStatus next = result == OwnResult.BAD ? failedOrQueued(after) : waitingOrDone(after);
    return Optional.of(
        new StatusChange(
            job.id(),
            job.status(),
            next,
            end.reason(),
            result,
            triesLeft,
            end.exitCode(),
            true,
            next == FAILED || result == OwnResult.BAD ? failureOf(after, end.reason()) : ""));
  }

  /** What a cancel does to a job. Empty when it has ended. */
  public Optional<StatusChange> cancel(JobState job, String reason) {
    return job.status().isFinished()
        ? Optional.empty()
        : Optional.of(StatusChange.of(job, CANCELLED, reason, ""));
  }

  /** A command that failed for good still waits for children that came while it ran. */
  private static JobStatus failedOrQueued(JobState job) {
    return job.children().unfinished() > 0 ? QUEUED : FAILED;
  }

  private JobStatus waitingOrDone(JobState job) {
    if (job.children().unfinished() > 0) {
      return job.pauseWished() ? PAUSED : QUEUED;
    }
    if (job.children().unsuccessful() > 0 || job.ownResult() == OwnResult.BAD) {
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
    if (job.children().unsuccessful() > 0) {
      String reason = childrenFailed(job);
      return StatusChange.of(job, next, reason, reason);
    }
    return StatusChange.of(job, next, "its command failed", null);
  }

  private static String failureOf(JobState job, String ownReason) {
    return job.children().unsuccessful() > 0 ? childrenFailed(job) : ownReason;
  }

  private static String childrenFailed(JobState job) {
    return "%d of %d children did not succeed"
        .formatted(job.children().unsuccessful(), job.children().total());
  }
}
