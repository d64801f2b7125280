package org.hqueue.schedule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hqueue.schedule.ReadyJobs.ReadyJob;
import org.jspecify.annotations.Nullable;

/**
 * The order of jobs over the whole queue (jobs.md section 8): highest priority first; among equals
 * the oldest, or, where the order is fair, the oldest of the share that uses the least for its
 * weight at that moment. For one thread.
 */
final class JobOrder {

  private static final Comparator<ReadyJob> FIFO =
      Comparator.comparingInt(ReadyJob::priority).reversed().thenComparingInt(ReadyJob::id);

  private final Shares shares;
  private final Map<Integer, Map<String, Deque<ReadyJob>>> byPriority =
      new TreeMap<>(Comparator.reverseOrder());

  /**
   * @param jobs in any order
   * @param shareOf the share of each requirement's jobs
   */
  JobOrder(Collection<ReadyJob> jobs, Map<Integer, String> shareOf, Shares shares) {
    this.shares = shares;
    List<ReadyJob> sorted = new ArrayList<>(jobs);
    sorted.sort(FIFO);
    for (ReadyJob job : sorted) {
      String share = shares.isFair() ? shareOf.getOrDefault(job.requirementId(), "") : "";
      byPriority
          .computeIfAbsent(job.priority(), priority -> new HashMap<>())
          .computeIfAbsent(share, name -> new ArrayDeque<>())
          .add(job);
    }
  }

  /** The next job, null when there is none. */
  @Nullable ReadyJob next() {
    while (!byPriority.isEmpty()) {
      int highest = byPriority.keySet().iterator().next();
      Map<String, Deque<ReadyJob>> queues = byPriority.get(highest);
      String first = leastLoaded(queues);
      if (first == null) {
        byPriority.remove(highest);
        continue;
      }
      Deque<ReadyJob> queue = queues.get(first);
      ReadyJob job = queue.remove();
      if (queue.isEmpty()) {
        queues.remove(first);
      }
      return job;
    }
    return null;
  }

  /** The share with the least load; the one with the oldest job among equals. */
  private @Nullable String leastLoaded(Map<String, Deque<ReadyJob>> queues) {
    String best = null;
    for (Map.Entry<String, Deque<ReadyJob>> entry : queues.entrySet()) {
      if (best == null || comesBefore(entry, best, queues.get(best))) {
        best = entry.getKey();
      }
    }
    return best;
  }

  private boolean comesBefore(
      Map.Entry<String, Deque<ReadyJob>> one, String other, Deque<ReadyJob> otherQueue) {
    int byLoad = Double.compare(shares.load(one.getKey()), shares.load(other));
    return byLoad < 0
        || (byLoad == 0 && one.getValue().getFirst().id() < otherQueue.getFirst().id());
  }
}
