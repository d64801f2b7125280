package org.hqueue.job;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is shown of a job: its row, and the {@link JobPart}s that were asked for. A part that was
 * not asked for is null.
 *
 * @param id the job
 * @param name as submitted
 * @param status what the queue has decided
 * @param priority 0 is lowest
 * @param cpus CPUs that it occupies while it runs
 * @param rootId lowest id among the jobs without parents above it, itself for a root
 * @param hasCommand false for a container, which only waits for its children
 * @param submittedBy "" when nobody said
 * @param times when it reached what
 * @param triesLeft automatic retries that remain
 * @param tries how often its command was started
 * @param exitCode of its last try, null before
 * @param failureReason in words, "" when it did not fail
 * @param progress of its own command from 0.0 to 1.0; of a container, the overall progress when
 *     that was asked for
 * @param spec the specification, without its links
 * @param parents ids, ascending
 * @param children ids, ascending
 * @param tasks counts of its children
 * @param whole its own command and all descendants together
 * @param forecast how long it may still take
 * @param clients where it is, or was last, the master first
 * @param clientsOnHold those that are kept for it until there are enough
 * @param log what happened to it, oldest first
 * @param blocked the clients that its root has failed on too often
 * @param waitingFor why it is not running, "" when it does not wait
 * @param outputs paths of the files that it has made or is to make
 * @param labels its own and those it took from parents, by name
 */
public record JobView(
    int id,
    String name,
    JobStatus status,
    int priority,
    int cpus,
    int rootId,
    boolean hasCommand,
    String submittedBy,
    Times times,
    int triesLeft,
    int tries,
    @Nullable Integer exitCode,
    String failureReason,
    double progress,
    @Nullable JobSpec spec,
    @Nullable List<Integer> parents,
    @Nullable List<Integer> children,
    @Nullable Tasks tasks,
    @Nullable Whole whole,
    @Nullable Forecast forecast,
    @Nullable List<OnClient> clients,
    @Nullable List<OnClient> clientsOnHold,
    @Nullable List<LogLine> log,
    @Nullable Blocked blocked,
    @Nullable String waitingFor,
    @Nullable List<String> outputs,
    Map<String, String> labels) {

  /**
   * When a job reached what; null until then.
   *
   * @param queued submitted
   * @param runnable ready for a client
   * @param started its own first start
   * @param commandStarted start of the last try
   * @param commandEnded end of the last try
   * @param ended finished
   */
  public record Times(
      Instant queued,
      @Nullable Instant runnable,
      @Nullable Instant started,
      @Nullable Instant commandStarted,
      @Nullable Instant commandEnded,
      @Nullable Instant ended) {}

  /**
   * A job's own command and all descendants together.
   *
   * @param progress 0.0 to 1.0
   * @param commands how many of them have something to run
   * @param started when the first of them was started, null before
   */
  public record Whole(double progress, long commands, @Nullable Instant started) {}

  /** Counts of a job's children by status. */
  public record Tasks(int total, int waiting, int running, int succeeded, int failed) {}

  /** A client that a job is or was on, with the indices of the cards that it has there. */
  public record OnClient(
      int clientId, String hostname, String name, boolean master, List<Integer> gpus) {

    /** {@code hostname}, or {@code hostname:name} for a named client. */
    public String label() {
      return name.isEmpty() ? hostname : hostname + ":" + name;
    }
  }

  /** The same with another reason for waiting. */
  public JobView waitingFor(String reason) {
    return new JobView(
        id,
        name,
        status,
        priority,
        cpus,
        rootId,
        hasCommand,
        submittedBy,
        times,
        triesLeft,
        tries,
        exitCode,
        failureReason,
        progress,
        spec,
        parents,
        children,
        tasks,
        whole,
        forecast,
        clients,
        clientsOnHold,
        log,
        blocked,
        reason,
        outputs,
        labels);
  }

  /**
   * The clients that a job's root has failed on too often.
   *
   * @param labels of the clients
   * @param shown whether the console warns of them
   */
  public record Blocked(List<String> labels, boolean shown) {}

  /** One line of a job's log. */
  public record LogLine(String text, Instant at) {}

  /**
   * The status as a person reads it; where the forecast was asked for, a queued job whose
   * descendants have clients says so.
   */
  public String uiStatus() {
    if (status == JobStatus.RUNNABLE) {
      return "waiting for resources";
    }
    int below = forecast == null ? 0 : forecast.clients();
    if (status != JobStatus.QUEUED || below == 0) {
      return status.word();
    }
    return "running (%d clients assigned)".formatted(below);
  }

  /** Progress over its own command and all descendants, 0.0 to 1.0; null when not asked for. */
  public @Nullable Double overallProgress() {
    return whole == null ? null : whole.progress();
  }

  /**
   * When it or the first of its descendants was started, null before. Of the descendants it knows
   * when the overall progress or the forecast was asked for.
   */
  public @Nullable Instant firstStarted() {
    Instant first = times.started();
    first = earlier(first, forecast == null ? null : forecast.startedBelow());
    return earlier(first, whole == null ? null : whole.started());
  }

  private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
    return one == null || (other != null && other.isBefore(one)) ? other : one;
  }
}
