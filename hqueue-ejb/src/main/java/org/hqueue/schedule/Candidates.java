package org.hqueue.schedule;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import org.hqueue.schedule.ReadyJobs.ReadyJob;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that a placement looks at, in their order over all demands. Of each demand only the
 * first few are read, and more when these have been looked at: a placement gives out a few hundred
 * jobs, and with many demands most of what they could give comes too late in the order. For one
 * thread.
 */
final class Candidates {

  /** Jobs that are read of each demand at first are at least so many. */
  private static final int FEW = 4;

  private static final int GROWTH = 4;

  private final ReadyJobs ready;
  private final JobOrder order;
  private final Map<Integer, Integer> limits;
  private final IntPredicate hasRoom;
  private final Map<Integer, Window> windows = new HashMap<>();

  /** What has been read of one demand. */
  private static final class Window {
    private final Set<Integer> read = new HashSet<>();
    private int asked;
    private int ahead;

    /** More may be there, and what was read has all been looked at. */
    private boolean isUsedUp(int limit) {
      return ahead == 0 && read.size() >= asked && asked < limit;
    }
  }

  /**
   * Reads the first of each demand.
   *
   * @param order empty yet
   * @param limits how many of each demand could start at the most, by requirement
   * @param most how many jobs the placement gives out
   * @param hasRoom whether a client has room for another job of a requirement; if not, none is read
   */
  Candidates(
      ReadyJobs ready,
      JobOrder order,
      Map<Integer, Integer> limits,
      int most,
      IntPredicate hasRoom) {
    this.ready = ready;
    this.order = order;
    this.limits = limits;
    this.hasRoom = hasRoom;
    int each = Math.max(FEW, 2 * most / Math.max(1, limits.size()));
    read(limits.keySet(), each);
  }

  /** Adds jobs of other demands, of which no more are read. */
  void addBig(Collection<ReadyJob> jobs) {
    order.add(jobs);
  }

  /** The next job, null when there is none. */
  @Nullable ReadyJob next() {
    ReadyJob job = order.next();
    Window window = job == null ? null : windows.get(job.requirementId());
    if (job != null && window != null) {
      window.ahead--;
      if (window.isUsedUp(limits.get(job.requirementId())) && hasRoom.test(job.requirementId())) {
        read(Set.of(job.requirementId()), window.asked * GROWTH);
      }
    }
    return job;
  }

  private void read(Collection<Integer> requirementIds, int each) {
    Map<Integer, Integer> asked = new HashMap<>();
    for (Integer requirementId : requirementIds) {
      int number = Math.min(each, limits.get(requirementId));
      windows.computeIfAbsent(requirementId, id -> new Window()).asked = number;
      asked.put(requirementId, number);
    }
    if (asked.isEmpty()) {
      return;
    }
    List<ReadyJob> fresh = new ArrayList<>();
    for (ReadyJob job : ready.first(asked)) {
      Window window = windows.get(job.requirementId());
      if (window.read.add(job.id())) {
        window.ahead++;
        fresh.add(job);
      }
    }
    order.add(fresh);
  }
}
