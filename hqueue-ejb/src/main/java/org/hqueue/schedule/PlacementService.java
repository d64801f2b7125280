package org.hqueue.schedule;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hqueue.assignment.Assignment;
import org.hqueue.assignment.AssignmentState;
import org.hqueue.assignment.AssignmentStore;
import org.hqueue.assignment.Pausing;
import org.hqueue.config.Settings;
import org.hqueue.database.IdBlocks;
import org.hqueue.event.EventKind;
import org.hqueue.event.EventStore;
import org.hqueue.event.NewEvent;
import org.hqueue.job.JobStatus;
import org.hqueue.job.JobStore;
import org.hqueue.requirement.ConditionMatcher;
import org.hqueue.requirement.Demand;
import org.hqueue.requirement.RequirementStore;
import org.hqueue.schedule.Placement.Placed;

/**
 * The second transaction of a pass: only the holder of the scheduler's row takes CPUs, so they
 * cannot be overdrawn, whatever else happens at the same time.
 */
@Stateless
public class PlacementService {

  /** A client that has missed so many heartbeats gets nothing until it is heard again. */
  private static final int MISSED_HEARTBEATS = 3;

  /** How many jobs one placement gives out at the most. */
  static final int MOST = 500;

  @Inject PlacementStore store;
  @Inject JobStore jobs;
  @Inject AssignmentStore assignments;
  @Inject RequirementStore requirements;
  @Inject EventStore events;
  @Inject IdBlocks ids;
  @Inject Settings settings;
  @Inject Clock clock;

  /**
   * What came of a turn.
   *
   * @param hadTurn false when another pass held the scheduler's row; then it should be tried again
   *     soon
   * @param full as many jobs as one placement may give out were given out, so there may be more
   * @param clientIds the clients that got something
   */
  public record Turn(boolean hadTurn, boolean full, Set<Integer> clientIds) {}

  /** Gives ready jobs to clients with room. */
  public Turn place() {
    ids.ensure(IdBlocks.Kind.ASSIGNMENT, MOST);
    if (store.readyRequirements().isEmpty()) {
      return new Turn(true, false, Set.of());
    }
    return place(clock.instant());
  }

  private Turn place(Instant now) {
    if (!store.takeTurn()) {
      return new Turn(false, false, Set.of());
    }
    if (store.isPaused()) {
      return new Turn(true, false, Set.of());
    }
    List<OfferableClient> clients =
        store.offerable(now.minus(settings.heartbeat().multipliedBy(MISSED_HEARTBEATS)));
    if (clients.isEmpty()) {
      return new Turn(true, false, Set.of());
    }
    Map<Integer, Demand> demands = requirements.demands(store.readyRequirements());
    Placement placement = new Placement(new ConditionMatcher(store.knownNames()), MOST);
    List<Placed> placed = placement.place(clients, demands, store::firstReady);
    if (placed.isEmpty()) {
      return new Turn(true, false, Set.of());
    }
    return new Turn(true, placed.size() == MOST, write(placed, now));
  }

  private Set<Integer> write(List<Placed> placed, Instant now) {
    int nextId = ids.take(IdBlocks.Kind.ASSIGNMENT, placed.size());
    Map<Integer, Placed> byAssignment = new HashMap<>();
    List<JobStore.Start> starts = new ArrayList<>();
    for (Placed one : placed) {
      byAssignment.put(nextId, one);
      starts.add(new JobStore.Start(one.job().id(), nextId++));
    }
    Map<Integer, String> labels =
        store.labels(placed.stream().map(Placed::clientId).distinct().toList());
    Map<Integer, Integer> graces =
        store.killGraces(placed.stream().map(one -> one.job().id()).toList());
    List<Assignment> offers = new ArrayList<>();
    Map<Integer, Integer> cpus = new TreeMap<>();
    List<NewEvent> log = new ArrayList<>();
    Set<Integer> clientIds = new TreeSet<>();
    for (JobStore.Start start : jobs.applyStarts(starts, now)) {
      Placed one = byAssignment.get(start.assignmentId());
      offers.add(
          new Assignment(
              start.assignmentId(),
              start.jobId(),
              one.clientId(),
              AssignmentState.OFFERED,
              false,
              Pausing.RUN,
              one.demand().cpus(),
              one.demand().singleTags(),
              graces.getOrDefault(start.jobId(), settings.killGraceSeconds())));
      cpus.merge(one.clientId(), one.demand().cpus(), Integer::sum);
      clientIds.add(one.clientId());
      log.add(
          new NewEvent(
              EventKind.ASSIGNMENT,
              start.jobId(),
              one.clientId(),
              "",
              "Assigned to " + labels.get(one.clientId()) + " (master)"));
      log.add(
          new NewEvent(
              EventKind.STATUS,
              start.jobId(),
              one.clientId(),
              JobStatus.RUNNING.word(),
              "setting status to running"));
    }
    assignments.insert(offers, now);
    store.takeCpus(cpus);
    events.append(log, now);
    return clientIds;
  }
}
