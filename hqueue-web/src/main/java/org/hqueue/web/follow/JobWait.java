package org.hqueue.web.follow;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.hqueue.event.EventKind;
import org.hqueue.event.FeedEvent;
import org.hqueue.job.JobStatus;

/**
 * Waits until some jobs are finished, all at the same time; one that is deleted is waited for no
 * longer. For many threads.
 */
final class JobWait implements WaitingCall {

  private final Instant until;
  private final Map<Integer, JobStatus> statuses = new LinkedHashMap<>();
  private final Set<Integer> heardOf = new HashSet<>();
  private final CompletableFuture<Map<String, String>> answer = new CompletableFuture<>();
  private boolean begun;

  /** Knows the jobs only after {@link #begin}, but hears of them from now on. */
  JobWait(Instant until, Collection<Integer> jobIds) {
    this.until = until;
    for (Integer id : jobIds) {
      statuses.put(id, JobStatus.QUEUED);
    }
  }

  /**
   * Takes in how the jobs are, as read after this call was added; what the feed has told since
   * counts before it. Whether all are finished.
   *
   * @param read by job; a job that is missing does not exist
   */
  synchronized boolean begin(Map<Integer, JobStatus> read) {
    statuses.keySet().removeIf(id -> !heardOf.contains(id) && !read.containsKey(id));
    read.forEach(
        (id, status) -> {
          if (!heardOf.contains(id)) {
            statuses.put(id, status);
          }
        });
    begun = true;
    return allFinished();
  }

  @Override
  public Instant until() {
    return until;
  }

  @Override
  public synchronized boolean happened(List<FeedEvent> events) {
    boolean concerned = false;
    for (FeedEvent event : events) {
      Integer id = event.jobId();
      if (id != null && statuses.containsKey(id)) {
        concerned |= take(id, event);
      }
    }
    return concerned && begun && allFinished();
  }

  private boolean take(int id, FeedEvent event) {
    if (event.kind() == EventKind.DELETED) {
      statuses.remove(id);
      return true;
    }
    Optional<JobStatus> status = JobStatus.ofWord(event.status());
    if (status.isPresent()) {
      heardOf.add(id);
      statuses.put(id, status.get());
    }
    return status.isPresent();
  }

  private boolean allFinished() {
    return statuses.values().stream().allMatch(JobStatus::isFinished);
  }

  @Override
  public void answer() {
    Map<String, String> words = new LinkedHashMap<>();
    synchronized (this) {
      statuses.forEach((id, status) -> words.put(id.toString(), status.word()));
    }
    answer.complete(words);
  }

  /** Completes with the status word of each job, by its id as text. */
  CompletionStage<Map<String, String>> stage() {
    return answer;
  }
}
