package org.hqueue.schedule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hqueue.requirement.ConditionMatcher;
import org.hqueue.requirement.Demand;
import org.hqueue.schedule.ReadyJobs.ReadyJob;
import org.jspecify.annotations.Nullable;

/**
 * Gives ready jobs to clients with room (jobs.md section 8): highest priority first, oldest among
 * equals, and no job waits while a client that could run it is free, whatever heads the queue. It
 * asks each distinct demand once which clients fit, so its cost grows with demands and free
 * clients, never with the length of the queue. Plain: no container, no database. For one thread.
 */
final class Placement {

  /** The tag of a job that is alone on its client. */
  static final String ALONE = "single";

  private final ConditionMatcher matcher;
  private final int most;

  /**
   * @param matcher for conditions
   * @param most how many jobs one placement gives out
   */
  Placement(ConditionMatcher matcher, int most) {
    this.matcher = matcher;
    this.most = most;
  }

  /** A job given to a client. */
  record Placed(ReadyJob job, Demand demand, int clientId) {}

  /**
   * What goes where.
   *
   * @param clients those with room
   * @param demands what the ready jobs demand, by requirement
   * @param ready where to get the jobs
   */
  List<Placed> place(List<OfferableClient> clients, Map<Integer, Demand> demands, ReadyJobs ready) {
    List<ClientRoom> rooms = clients.stream().map(ClientRoom::new).toList();
    Map<Integer, List<ClientRoom>> fitting = new HashMap<>();
    Map<Integer, Integer> limits = new HashMap<>();
    demands.forEach(
        (requirementId, demand) -> {
          List<ClientRoom> fits = fitting(rooms, demand);
          if (!fits.isEmpty()) {
            fitting.put(requirementId, fits);
            limits.put(requirementId, capacity(fits, demand));
          }
        });
    if (limits.isEmpty()) {
      return List.of();
    }
    List<ReadyJob> candidates = new ArrayList<>(ready.first(limits));
    candidates.sort(
        Comparator.comparingInt(ReadyJob::priority).reversed().thenComparingInt(ReadyJob::id));
    List<Placed> placed = new ArrayList<>();
    for (ReadyJob job : candidates) {
      if (placed.size() == most) {
        break;
      }
      Demand demand = demands.get(job.requirementId());
      ClientRoom room = roomiest(fitting.get(job.requirementId()), demand);
      if (room != null) {
        room.take(demand);
        placed.add(new Placed(job, demand, room.client().id()));
      }
    }
    return placed;
  }

  private List<ClientRoom> fitting(List<ClientRoom> rooms, Demand demand) {
    List<ClientRoom> fits = new ArrayList<>();
    for (ClientRoom room : rooms) {
      if (room.has(demand) && matcher.admits(demand.conditions(), room.client().traits())) {
        fits.add(room);
      }
    }
    return fits;
  }

  /** How many jobs of a demand these clients could take at the most. */
  private int capacity(List<ClientRoom> fits, Demand demand) {
    int capacity = 0;
    for (ClientRoom room : fits) {
      capacity += demand.singleTags().isEmpty() ? room.cpusFree() / demand.cpus() : 1;
    }
    return Math.min(capacity, most);
  }

  /** The client with the most CPUs left, so that jobs spread over the farm. */
  private static @Nullable ClientRoom roomiest(List<ClientRoom> fits, Demand demand) {
    ClientRoom best = null;
    for (ClientRoom room : fits) {
      if (room.has(demand) && (best == null || room.cpusFree() > best.cpusFree())) {
        best = room;
      }
    }
    return best;
  }
}
