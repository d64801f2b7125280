package org.hqueue.schedule;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
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
import org.hqueue.phrase.Phrase;
import org.hqueue.requirement.ConditionMatcher;
import org.hqueue.requirement.Demand;
import org.hqueue.requirement.RequirementStore;
import org.hqueue.resource.ResourceStore;
import org.hqueue.schedule.Placement.Bounds;
import org.hqueue.schedule.Placement.Farm;
import org.hqueue.schedule.Placement.Kept;
import org.hqueue.schedule.Placement.Outcome;
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
  @Inject OfferableClientStore offerable;
  @Inject ReadyDemands ready;
  @Inject KeptClientStore kept;
  @Inject JobStore jobs;
  @Inject AssignmentStore assignments;
  @Inject RequirementStore requirements;
  @Inject ResourceStore resources;
  @Inject EventStore events;
  @Inject IdBlocks ids;
  @Inject Settings settings;
  @Inject Clock clock;

  /** The silence after which a client gets nothing. */
  static Duration unheard(Settings settings) {
    return settings.heartbeat().multipliedBy(MISSED_HEARTBEATS);
  }

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
    Instant now = clock.instant();
    // Most passes of an idle or of a full farm end here, and have written nothing.
    return store.anyReady() && offerable.anyRoom(now.minus(unheard(settings)), now)
        ? place(now)
        : new Turn(true, false, Set.of());
  }

  private Turn place(Instant now) {
    if (!store.takeTurn()) {
      return new Turn(false, false, Set.of());
    }
    if (!store.pauseReason().isEmpty()) {
      return new Turn(true, false, Set.of());
    }
    Instant heardSince = now.minus(unheard(settings));
    List<Kept> keptClients = kept.keptClients(heardSince);
    List<OfferableClient> clients = offerable.withRoom(heardSince, now);
    if (clients.isEmpty()) {
      return new Turn(true, false, Set.of());
    }
    Map<Integer, Demand> demands = requirements.demands(ready.requirements(now));
    Counters counters = store.counters(demands.values());
    Farm farm =
        new Farm(
            clients,
            () -> offerable.everyone(heardSince, now),
            keptClients,
            counters,
            shares(),
            new ConditionMatcher(offerable.knownNames()));
    Outcome outcome =
        new Placement(farm, ready.jobs(now), new Bounds(now, settings.reserveAfter(), MOST))
            .place(demands);
    ready.rest(outcome.impossible(), now);
    kept.writeReserved(outcome.reserved());
    kept.keep(outcome.kept());
    if (outcome.placed().isEmpty()) {
      return new Turn(true, false, Set.of());
    }
    boolean full = outcome.placed().size() == MOST;
    return new Turn(true, full, write(outcome.placed(), counters, now));
  }

  /** Shares are counted only where something follows from them. */
  private Shares shares() {
    Map<String, Shares.Rule> rules = Shares.rules(settings.shares());
    return settings.isOrderFair() || !rules.isEmpty()
        ? new Shares(settings.isOrderFair(), rules, store.cpusByShare())
        : Shares.none();
  }

  private Set<Integer> write(List<Placed> placed, Counters counters, Instant now) {
    int spots = placed.stream().mapToInt(one -> one.spots().size()).sum();
    int nextId = ids.take(IdBlocks.Kind.ASSIGNMENT, spots);
    Map<Integer, Placed> byMaster = new HashMap<>();
    List<JobStore.Start> starts = new ArrayList<>();
    for (Placed one : placed) {
      byMaster.put(nextId, one);
      starts.add(new JobStore.Start(one.job().id(), nextId));
      nextId += one.spots().size();
    }
    Map<Integer, Integer> graces =
        store.killGraces(placed.stream().map(one -> one.job().id()).toList());
    List<Assignment> written = new ArrayList<>();
    List<ResourceStore.Hold> holds = new ArrayList<>();
    List<NewEvent> log = new ArrayList<>();
    List<Integer> several = new ArrayList<>();
    for (JobStore.Start start : jobs.applyStarts(starts, now)) {
      Placed one = byMaster.get(start.assignmentId());
      int grace = graces.getOrDefault(start.jobId(), settings.killGraceSeconds());
      for (int i = 0; i < one.spots().size(); i++) {
        Assignment assignment = assignment(one, i, start.assignmentId(), grace);
        written.add(assignment);
        String host = one.spots().get(i).room().host();
        holds.addAll(counters.holds(one.demand(), assignment.id(), host, i == 0));
        log.add(assigned(one, i));
      }
      if (one.demand().hosts().max() > 1) {
        several.add(start.jobId());
      }
      log.add(
          new NewEvent(
              EventKind.STATUS,
              start.jobId(),
              one.spots().get(0).room().id(),
              JobStatus.RUNNING.word(),
              Phrase.STATUS.with(JobStatus.RUNNING.word())));
    }
    assignments.insert(written, now);
    resources.hold(holds);
    kept.keepNothing(several);
    Map<Integer, Integer> cpus = new TreeMap<>();
    written.forEach(one -> cpus.merge(one.clientId(), one.holds().cpus(), Integer::sum));
    offerable.takeCpus(cpus);
    offerable.writeTrials(onTrial(placed), now.plus(settings.sickRetry()));
    events.append(log, now);
    return new TreeSet<>(cpus.keySet());
  }

  private static Assignment assignment(Placed placed, int place, int masterId, int grace) {
    Placement.Spot spot = placed.spots().get(place);
    Demand demand = placed.demand();
    return new Assignment(
        masterId + place,
        placed.job().id(),
        spot.room().id(),
        place == 0 ? AssignmentState.OFFERED : AssignmentState.STARTED,
        false,
        Pausing.RUN,
        new Assignment.Holds(
            demand.room().cpus(), demand.room().memory(), spot.gpus(), demand.singleTags()),
        place == 0 ? null : masterId,
        demand.share(),
        grace);
  }

  private static Set<Integer> onTrial(List<Placed> placed) {
    Set<Integer> clientIds = new TreeSet<>();
    for (Placed one : placed) {
      for (Placement.Spot spot : one.spots()) {
        if (spot.room().client().onTrial()) {
          clientIds.add(spot.room().id());
        }
      }
    }
    return clientIds;
  }

  private static NewEvent assigned(Placed placed, int place) {
    ClientRoom room = placed.spots().get(place).room();
    String label = room.client().traits().label();
    return new NewEvent(
        EventKind.ASSIGNMENT,
        placed.job().id(),
        room.id(),
        "",
        (place == 0 ? Phrase.ASSIGNED_AS_MASTER : Phrase.ASSIGNED).with(label));
  }
}
