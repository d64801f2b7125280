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
import org.hqueue.job.Revivals;
import org.hqueue.job.Revivals.Candidate;
import org.hqueue.requirement.Demand;
import org.hqueue.resource.ResourceStore;
import org.hqueue.resource.ResourceStore.Hold;

/**
 * Lets jobs return to the client that was silent and runs them still, as far as there is left what
 * they held of the farm's counters: units of resources, and their place under a limit of running
 * jobs. In the surrounding transaction.
 */
@ApplicationScoped
public class ReturningJobs {

  @Inject Revivals revivals;
  @Inject PlacementStore placements;
  @Inject ResourceStore resources;

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
    Counters counters = counters(candidates);
    Map<Integer, List<Hold>> holds = new HashMap<>();
    List<Candidate> fitting = new ArrayList<>();
    for (Candidate one : candidates) {
      Assignment assignment = one.assignment();
      String host = hostnames.get(assignment.clientId()).toLowerCase(Locale.ROOT);
      if (counters.have(one.demand(), List.of(host))) {
        counters.take(one.demand(), List.of(host));
        holds.put(assignment.id(), counters.holds(one.demand(), assignment.id(), host, true));
        fitting.add(one);
      }
    }
    List<Hold> taken = new ArrayList<>();
    for (Candidate one : revivals.takeBack(fitting, now)) {
      taken.addAll(holds.get(one.assignment().id()));
    }
    resources.hold(taken);
  }

  /** As they are while nobody else takes from them. */
  private Counters counters(List<Candidate> candidates) {
    List<Demand> counted =
        candidates.stream().map(Candidate::demand).filter(Demand::needsCounters).toList();
    if (counted.isEmpty()) {
      return new Counters();
    }
    placements.lockTurn();
    return placements.counters(counted);
  }
}
