package org.hqueue.schedule;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.TreeMap;
import org.hqueue.schedule.ReadyJobs.ReadyJob;
import org.jspecify.annotations.Nullable;

/**
 * The order of jobs over the whole queue (jobs.md section 8): highest priority first; among equals
 * the oldest, or, where the order is fair, the oldest of the share that uses the least for its
 * weight at that moment. For one thread.
 */
final class JobOrder {

  private final Shares shares;
  private final Map<Integer, String> shareOf;
  private final Map<Integer, Map<String, Queue<ReadyJob>>> byPriority =
      new TreeMap<>(Comparator.reverseOrder());

  /**
   * Without jobs yet.
   *
   * @param shareOf the share of each requirement's jobs
   */
  JobOrder(Map<Integer, String> shareOf, Shares shares) {
    this.shareOf = shareOf;
    this.shares = shares;
  }

  /** Puts jobs where they belong, in any order; also while others are taken. */
  void add(Collection<ReadyJob> jobs) {
    for (ReadyJob job : jobs) {
      String share = shares.isFair() ? shareOf.getOrDefault(job.requirementId(), "") : "";
      byPriority
          .computeIfAbsent(job.priority(), priority -> new HashMap<>())
          .computeIfAbsent(
              share, name -> new PriorityQueue<>(Comparator.comparingInt(ReadyJob::id)))
          .add(job);
    }
  }

  /** The next job, null when there is none. */
  @Nullable ReadyJob next() {
    while (!byPriority.isEmpty()) {
      int highest = byPriority.keySet().iterator().next();
      Map<String, Queue<ReadyJob>> queues = byPriority.get(highest);
      String first = leastLoaded(queues);
      if (first == null) {
        byPriority.remove(highest);
        continue;
      }
      Queue<ReadyJob> queue = queues.get(first);
      ReadyJob job = queue.remove();
      if (queue.isEmpty()) {
        queues.remove(first);
      }
      return job;
    }
    return null;
  }

  /** The share with the least load; the one with the oldest job among equals. */
  private @Nullable String leastLoaded(Map<String, Queue<ReadyJob>> queues) {
    String best = null;
    for (Map.Entry<String, Queue<ReadyJob>> entry : queues.entrySet()) {
      if (best == null || comesBefore(entry, best, queues.get(best))) {
        best = entry.getKey();
      }
    }
    return best;
  }

  private boolean comesBefore(
      Map.Entry<String, Queue<ReadyJob>> one, String other, Queue<ReadyJob> otherQueue) {
    int byLoad = Double.compare(shares.load(one.getKey()), shares.load(other));
    return byLoad < 0 || (byLoad == 0 && one.getValue().element().id() < otherQueue.element().id());
  }
}
