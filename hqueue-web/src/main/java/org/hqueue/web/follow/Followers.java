package org.hqueue.web.follow;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.hqueue.job.JobService;
import org.hqueue.job.JobStatus;
import org.hqueue.job.JobView;
import org.hqueue.search.Happening;
import org.hqueue.search.SearchService;
import org.jspecify.annotations.Nullable;

/** Answers who waits for jobs or events. For many threads; holds none. */
@ApplicationScoped
public class Followers {

  @EJB JobService jobs;
  @EJB SearchService search;
  @Inject WaitingCalls calls;

  /**
   * Waits until all of the jobs are finished; jobs that do not exist are passed over.
   *
   * @param seconds for so long at most, 0 to {@link WaitingCalls#LONGEST_SECONDS}
   * @return completes with the status word of each job by its id as text; empty when too many wait
   */
  public Optional<CompletionStage<Map<String, String>>> jobs(List<Integer> jobIds, int seconds) {
    JobWait wait = new JobWait(calls.end(seconds), jobIds);
    // It listens before it reads, so that nothing happens in between unheard.
    boolean mayWait = seconds > 0;
    if (mayWait && !calls.add(wait)) {
      return Optional.empty();
    }
    boolean over;
    try {
      over = wait.begin(statuses(jobIds));
    } catch (RuntimeException e) {
      calls.finish(wait);
      throw e;
    }
    if (over || !mayWait) {
      calls.finish(wait);
    }
    return Optional.of(wait.stage());
  }

  private Map<Integer, JobStatus> statuses(List<Integer> jobIds) {
    Map<Integer, JobStatus> statuses = new HashMap<>();
    if (jobIds.isEmpty()) {
      return statuses;
    }
    for (JobView job : jobs.views(jobIds, Set.of())) {
      statuses.put(job.id(), job.status());
    }
    return statuses;
  }

  /**
   * Waits until there are events after a place in the feed.
   *
   * @param seconds for so long at most, 0 to {@link WaitingCalls#LONGEST_SECONDS}
   * @return completes when {@link #events} is to be asked; empty when too many wait
   */
  public Optional<CompletionStage<@Nullable Void>> eventsAfter(long after, int seconds) {
    EventWait wait = new EventWait(calls.end(seconds), after);
    boolean mayWait = seconds > 0;
    if (mayWait && !calls.add(wait)) {
      return Optional.empty();
    }
    boolean over;
    try {
      over = !mayWait || !search.events(after, 1).isEmpty();
    } catch (RuntimeException e) {
      calls.finish(wait);
      throw e;
    }
    if (over) {
      calls.finish(wait);
    }
    return Optional.of(wait.stage());
  }

  /** Events after a place in the feed, in its order. */
  public List<Happening> events(long after, int limit) {
    return limit == 0 ? List.of() : search.events(after, limit);
  }
}
