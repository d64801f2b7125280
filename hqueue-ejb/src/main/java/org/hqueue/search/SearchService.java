package org.hqueue.search;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.hqueue.job.JobStatus;
import org.jspecify.annotations.Nullable;

/** What is asked about jobs and events by callers who know no ids. Reads only. */
@Stateless
public class SearchService {

  /** Most events and jobs of one answer. */
  public static final int MOST = 1000;

  @Inject SearchStore store;
  @Inject Clock clock;

  /** Jobs that ended on a client, the latest end first; empty for an unknown client. */
  public List<Integer> history(int clientId, int limit) {
    return store.history(clientId, limit);
  }

  /** Jobs that are on a client, ascending; empty for an unknown client. */
  public List<Integer> assignedTo(int clientId) {
    return store.assignedTo(clientId);
  }

  /** Whether a process of the job may still print something. */
  public boolean isOnClient(int jobId) {
    return store.isOnClient(jobId);
  }

  /** Jobs without parents that have one of the statuses, ascending. */
  public List<Integer> roots(Set<JobStatus> statuses) {
    return statuses.isEmpty() ? List.of() : store.roots(statuses);
  }

  /**
   * How many jobs wait for a client.
   *
   * @param minutes for at least so long; 0 or less for any
   * @param leastPriority inclusive, negative for any
   * @param mostPriority inclusive, negative for any
   */
  public long waiting(int minutes, int leastPriority, int mostPriority) {
    Instant since = minutes > 0 ? clock.instant().minus(Duration.ofMinutes(minutes)) : null;
    return store.waiting(since, unlessNegative(leastPriority), unlessNegative(mostPriority));
  }

  /** One page of a search. */
  public FoundJobs find(JobSearch search, JobSearch.Page page) {
    return store.find(search, page, Integer.MAX_VALUE - 1);
  }

  /**
   * One page of a search whose whole size matters only up to a limit, so that it costs the same
   * however many there are.
   *
   * @param mostCounted a greater total is told as one more than this, and in any other order than
   *     by id only so many, the newest, are sorted
   */
  public FoundJobs find(JobSearch search, JobSearch.Page page, int mostCounted) {
    return store.find(search, page, mostCounted);
  }

  /** Events after a place in the feed, in its order; at most {@link #MOST}. */
  public List<Happening> events(long after, int limit) {
    return store.after(after, Math.min(limit, MOST));
  }

  private static @Nullable Integer unlessNegative(int value) {
    return value < 0 ? null : value;
  }
}
