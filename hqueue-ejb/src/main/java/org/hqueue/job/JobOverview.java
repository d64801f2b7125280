package org.hqueue.job;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@link JobOverviewService} tells of many jobs at once. */
public final class JobOverview {

  private JobOverview() {}

  /**
   * How much there is.
   *
   * @param jobs by status; a status that no job has may be left out
   * @param clients registered ones
   * @param busyClients those with a job on them
   */
  public record Counts(Map<JobStatus, Long> jobs, long clients, long busyClients) {

    /** Jobs that have one of the statuses. */
    public long of(Collection<JobStatus> statuses) {
      return statuses.stream().mapToLong(status -> jobs.getOrDefault(status, 0L)).sum();
    }
  }

  /**
   * A child in its parent's grid.
   *
   * @param started start of its command's last try, null before
   * @param ended end of that try or of the job, null while it lasts
   */
  public record Cell(
      int id, JobStatus status, @Nullable Instant started, @Nullable Instant ended) {}

  /** A job waits for another. */
  public record Edge(int parentId, int childId) {}

  /**
   * A try that went wrong, or a job whose client is silent, with the job as it is now.
   *
   * @param clientId 0 when unknown
   * @param client label, "" when unknown
   * @param outcome how the try ended: {@code EXITED}, {@code LOST}, {@code VANISHED}, {@code
   *     GIVEN_UP}, {@code REFUSED}, {@code ABANDONED}
   * @param exitCode null when there is none
   * @param reason in words, "" when it is not known for this try
   */
  public record Failure(
      int jobId,
      String name,
      JobStatus status,
      int rootId,
      String rootName,
      String submittedBy,
      int clientId,
      String client,
      String outcome,
      @Nullable Integer exitCode,
      String reason,
      Instant at) {}

  /**
   * A job whose command is on a client.
   *
   * @param parentId the lowest of its parents, null for a root
   * @param progress 0.0 to 1.0
   * @param usualMillis median running time of its finished siblings, 0 unknown
   */
  public record Run(
      int jobId,
      String name,
      JobStatus status,
      int rootId,
      String rootName,
      String submittedBy,
      int clientId,
      String client,
      @Nullable Integer parentId,
      double progress,
      Instant started,
      long usualMillis) {

    /** How long it has been running, in its siblings' usual running times; 0 unknown. */
    public double ratio(Instant now) {
      return usualMillis <= 0
          ? 0
          : (double) Duration.between(started, now).toMillis() / usualMillis;
    }

    Run usually(long millis) {
      return new Run(
          jobId,
          name,
          status,
          rootId,
          rootName,
          submittedBy,
          clientId,
          client,
          parentId,
          progress,
          started,
          millis);
    }
  }
}
