package org.hqueue.job;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@link ClientJobsService} tells of the jobs on clients. */
public final class ClientJobs {

  private ClientJobs() {}

  /**
   * A job that holds part of a client.
   *
   * @param cpus that it holds
   * @param memoryMebibytes MiB that it holds
   * @param gpus indices of the cards that it holds
   * @param since when it was placed there
   */
  public record Held(
      int clientId,
      int jobId,
      String name,
      JobStatus status,
      int cpus,
      long memoryMebibytes,
      List<Integer> gpus,
      Instant since) {

    /** Its name; a job submitted without one is called by its id. */
    public String label() {
      return name.isBlank() ? "job " + jobId : name;
    }
  }

  /**
   * A try on a client that is over.
   *
   * @param status of the job now, null when it is gone
   * @param outcome how the try ended, as {@link JobOverview.Failure#outcome()}
   * @param exitCode null when there is none
   * @param started null when it never ran
   */
  public record Try(
      int jobId,
      String name,
      @Nullable JobStatus status,
      String outcome,
      @Nullable Integer exitCode,
      @Nullable Instant started,
      @Nullable Instant ended) {

    /** Its name; a job submitted without one is called by its id. */
    public String label() {
      return name.isBlank() ? "job " + jobId : name;
    }
  }
}
