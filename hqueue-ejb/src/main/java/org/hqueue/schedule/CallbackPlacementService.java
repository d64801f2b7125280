package org.hqueue.schedule;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hqueue.assignment.Assignment;
import org.hqueue.assignment.AssignmentState;
import org.hqueue.assignment.AssignmentStore;
import org.hqueue.assignment.Callback;
import org.hqueue.assignment.CallbackStore;
import org.hqueue.assignment.Pausing;
import org.hqueue.config.Settings;
import org.hqueue.database.IdBlocks;
import org.hqueue.event.EventKind;
import org.hqueue.event.EventStore;
import org.hqueue.event.NewEvent;
import org.hqueue.job.ScheduledCallbackStore;
import org.hqueue.phrase.Phrase;
import org.hqueue.requirement.ConditionMatcher;
import org.hqueue.requirement.RequirementStore;
import org.hqueue.schedule.Placement.Bounds;
import org.hqueue.schedule.Placement.Farm;
import org.hqueue.schedule.Placement.Placed;
import org.hqueue.schedule.PlacementService.Turn;
import org.hqueue.schedule.ReadyJobs.ReadyJob;

/**
 * Gives clients to callbacks of jobs that ended without one, in a transaction of its own before the
 * jobs' turn: they are short, and what they belong to is over. Like that turn, it takes CPUs only
 * while it holds the scheduler's row.
 */
@Stateless
public class CallbackPlacementService {

  private static final Duration NEVER = Duration.ofDays(365_000);

  @Inject PlacementStore store;
  @Inject OfferableClientStore offerable;
  @Inject ScheduledCallbackStore scheduled;
  @Inject CallbackStore callbacks;
  @Inject AssignmentStore assignments;
  @Inject RequirementStore requirements;
  @Inject EventStore events;
  @Inject IdBlocks ids;
  @Inject Settings settings;
  @Inject Clock clock;

  /** Gives waiting callbacks to clients with room. */
  public Turn place() {
    ids.ensure(IdBlocks.Kind.ASSIGNMENT, PlacementService.MOST);
    requirements.ensureIds(PlacementService.MOST);
    if (!scheduled.isAnyWaiting()) {
      return new Turn(true, false, Set.of());
    }
    if (!store.takeTurn()) {
      return new Turn(false, false, Set.of());
    }
    if (!store.pauseReason().isEmpty()) {
      return new Turn(true, false, Set.of());
    }
    scheduled.settleDemands(PlacementService.MOST);
    Instant now = clock.instant();
    List<OfferableClient> clients =
        offerable.withRoom(now.minus(PlacementService.unheard(settings)), now);
    if (clients.isEmpty()) {
      return new Turn(true, false, Set.of());
    }
    Farm farm =
        new Farm(
            clients,
            () -> clients,
            List.of(),
            new Counters(),
            Shares.none(),
            new ConditionMatcher(offerable.knownNames()));
    // They are small, so nothing is ever kept free for them.
    Bounds bounds = new Bounds(now, NEVER, PlacementService.MOST);
    List<Placed> placed =
        new Placement(farm, limits -> waiting(limits, now), bounds)
            .place(requirements.demands(scheduled.requirementIds()))
            .placed();
    return new Turn(true, placed.size() == PlacementService.MOST, write(placed, now));
  }

  private List<ReadyJob> waiting(Map<Integer, Integer> limits, Instant now) {
    List<ReadyJob> ready = new ArrayList<>();
    limits.forEach(
        (requirementId, limit) -> {
          for (ScheduledCallbackStore.Waiting one : scheduled.waiting(requirementId, limit)) {
            ready.add(new ReadyJob(one.jobId(), one.requirementId(), one.priority(), now));
          }
        });
    return ready;
  }

  private Set<Integer> write(List<Placed> placed, Instant now) {
    Map<Integer, Integer> clientByJob = new LinkedHashMap<>();
    Map<Integer, String> labels = new HashMap<>();
    for (Placed one : placed) {
      ClientRoom room = one.spots().get(0).room();
      clientByJob.put(one.job().id(), room.id());
      labels.put(room.id(), room.client().traits().label());
    }
    Map<Integer, List<Callback>> taken = scheduled.take(clientByJob.keySet());
    if (taken.isEmpty()) {
      return Set.of();
    }
    int nextId = ids.take(IdBlocks.Kind.ASSIGNMENT, taken.size());
    List<Assignment> offers = new ArrayList<>();
    Map<Integer, List<Callback>> byAssignment = new TreeMap<>();
    Map<Integer, Integer> cpus = new TreeMap<>();
    List<NewEvent> log = new ArrayList<>();
    for (Map.Entry<Integer, List<Callback>> entry : taken.entrySet()) {
      int clientId = clientByJob.get(entry.getKey());
      byAssignment.put(nextId, entry.getValue());
      offers.add(
          new Assignment(
              nextId++,
              entry.getKey(),
              clientId,
              AssignmentState.CALLBACK,
              false,
              Pausing.RUN,
              new Assignment.Holds(1, 0, List.of(), List.of()),
              null,
              "",
              settings.killGraceSeconds()));
      cpus.merge(clientId, 1, Integer::sum);
      log.add(
          new NewEvent(
              EventKind.ASSIGNMENT,
              entry.getKey(),
              clientId,
              "",
              Phrase.CALLBACKS_START_ON.with(
                  Callback.names(entry.getValue()), labels.get(clientId))));
    }
    assignments.insert(offers, now);
    callbacks.insert(byAssignment);
    offerable.takeCpus(cpus);
    events.append(log, now);
    return cpus.keySet();
  }
}
