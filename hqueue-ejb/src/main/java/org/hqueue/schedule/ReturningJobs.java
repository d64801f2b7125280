package org.hqueue.schedule;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hqueue.assignment.Assignment;
import org.hqueue.config.Settings;
import org.hqueue.job.Revivals;
import org.hqueue.job.Revivals.Candidate;
import org.hqueue.requirement.Demand;
import org.hqueue.resource.ResourceStore;
import org.hqueue.resource.ResourceStore.Hold;
import org.hqueue.schedule.Placement.Kept;

/**
 * Lets jobs return to the client that was silent and runs them still, as far as there is left what
 * they held of the farm's counters: units of resources, and their place under a limit of running
 * jobs. In the surrounding transaction.
 */
@ApplicationScoped
public class ReturningJobs {

  @Inject Revivals revivals;
  @Inject PlacementStore placements;
  @Inject OfferableClientStore offerable;
  @Inject KeptClientStore kept;
  @Inject ResourceStore resources;
  @Inject Settings settings;

  /**
   * Takes back what can be.
   *
   * @param assignmentIds that clients run although they are not open any more
   * @param hostnames of these clients, by id
   */
  void takeBack(Collection<Integer> assignmentIds, Map<Integer, String> hostnames, Instant now) {
    List<Candidate> candidates = revivals.candidates(assignmentIds);
    if (candidates.isEmpty()) {
      return;
    }
    List<Candidate> several =
        candidates.stream().filter(one -> !one.companions().isEmpty()).toList();
    boolean isCounted = candidates.stream().anyMatch(one -> one.demand().needsCounters());
    if (isCounted || !several.isEmpty()) {
      placements.lockTurn(); // nobody else takes from the counters, or puts jobs on the companions
    }
    Counters counters = isCounted ? counters(candidates) : new Counters();
    Companions companions = several.isEmpty() ? new Companions(List.of()) : companions(now);
    Map<Integer, List<Hold>> holds = new HashMap<>();
    List<Candidate> fitting = new ArrayList<>();
    for (Candidate one : candidates) {
      Map<Integer, String> hosts = companions.hosts(one);
      hosts.put(
          one.assignment().id(),
          hostnames.get(one.assignment().clientId()).toLowerCase(Locale.ROOT));
      if (companions.have(one) && counters.have(one.demand(), hosts.values())) {
        companions.take(one);
        counters.take(one.demand(), hosts.values());
        holds.put(one.assignment().id(), holds(one, hosts, counters));
        fitting.add(one);
      }
    }
    List<Hold> taken = new ArrayList<>();
    List<Candidate> returned = revivals.takeBack(fitting, now);
    for (Candidate one : returned) {
      taken.addAll(holds.get(one.assignment().id()));
    }
    resources.hold(taken);
    kept.keepNothing(
        returned.stream()
            .filter(one -> !one.companions().isEmpty())
            .map(one -> one.assignment().jobId())
            .toList());
  }

  private static List<Hold> holds(
      Candidate returning, Map<Integer, String> hosts, Counters counters) {
    List<Hold> holds = new ArrayList<>();
    for (Assignment one : returning.assignments()) {
      holds.addAll(
          counters.holds(returning.demand(), one.id(), hosts.get(one.id()), one.isMaster()));
    }
    return holds;
  }

  private Counters counters(List<Candidate> candidates) {
    return placements.counters(
        candidates.stream().map(Candidate::demand).filter(Demand::needsCounters).toList());
  }

  private Companions companions(Instant now) {
    Instant heardSince = now.minus(PlacementService.unheard(settings));
    Companions companions = new Companions(offerable.everyone(heardSince, now));
    kept.keptClients(heardSince).forEach(companions::keep);
    return companions;
  }

  /** The clients that jobs of several want beside that of their process. */
  private static final class Companions {

    private final Map<Integer, ClientRoom> rooms = new HashMap<>();
    private final Map<Integer, Integer> keptFor = new HashMap<>();

    Companions(List<OfferableClient> clients) {
      clients.forEach(client -> rooms.put(client.id(), new ClientRoom(client)));
    }

    void keep(Kept one) {
      keptFor.put(one.clientId(), one.jobId());
    }

    /** Whether all of a job's are there, have room for it still, and are not kept for another. */
    boolean have(Candidate returning) {
      for (Assignment one : returning.companions()) {
        ClientRoom room = rooms.get(one.clientId());
        int keptForJob = keptFor.getOrDefault(one.clientId(), one.jobId());
        if (room == null
            || keptForJob != one.jobId()
            || !room.hasAgain(returning.demand(), one.holds().gpus())) {
          return false;
        }
      }
      return true;
    }

    void take(Candidate returning) {
      for (Assignment one : returning.companions()) {
        rooms.get(one.clientId()).takeAgain(returning.demand(), one.holds().gpus());
      }
    }

    /** The host of each, as far as it is there, by assignment. */
    Map<Integer, String> hosts(Candidate returning) {
      Map<Integer, String> hosts = new HashMap<>();
      for (Assignment one : returning.companions()) {
        ClientRoom room = rooms.get(one.clientId());
        if (room != null) {
          hosts.put(one.id(), room.host());
        }
      }
      return hosts;
    }
  }
}
