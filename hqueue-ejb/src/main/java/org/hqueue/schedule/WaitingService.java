package org.hqueue.schedule;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.hqueue.config.Settings;
import org.hqueue.job.JobStatus;
import org.hqueue.job.JobView;
import org.hqueue.requirement.ConditionMatcher;
import org.hqueue.requirement.Demand;
import org.hqueue.requirement.RequirementStore;

/** Completes views of jobs by the exact reason why they wait for a client. */
@Stateless
public class WaitingService {

  private static final int MOST_QUEUES = 500;

  @Inject WaitingStore store;
  @Inject PlacementStore placement;
  @Inject OfferableClientStore offerable;
  @Inject RequirementStore requirements;
  @Inject Settings settings;
  @Inject Clock clock;

  /**
   * The same views, with the reason in those of runnable jobs that nothing else is known of. Costs
   * a look at all clients if there is any, however many jobs.
   */
  public List<JobView> explained(List<JobView> views) {
    List<Integer> unknown = new ArrayList<>();
    for (JobView view : views) {
      if (isUnknown(view)) {
        unknown.add(view.id());
      }
    }
    if (unknown.isEmpty()) {
      return views;
    }
    Map<Integer, String> reasons = reasons(unknown, clock.instant());
    List<JobView> explained = new ArrayList<>();
    for (JobView view : views) {
      explained.add(isUnknown(view) ? view.waitingFor(reasons.getOrDefault(view.id(), "")) : view);
    }
    return explained;
  }

  /** What the most ready jobs wait for, the most frequent first; counts all that are ready. */
  public List<WaitingDemand> demands(int limit) {
    return demands(limit, demand -> true, limit);
  }

  /**
   * The same of those alone that demand a resource, looked for among the {@value #MOST_QUEUES} most
   * frequent.
   */
  public List<WaitingDemand> demandsOfResources(int limit) {
    return demands(MOST_QUEUES, demand -> !demand.resources().isEmpty(), limit);
  }

  private List<WaitingDemand> demands(int looked, Predicate<Demand> wanted, int limit) {
    List<WaitingStore.Queue> queues = new ArrayList<>(store.longestQueues(looked));
    Map<Integer, Demand> demands =
        requirements.demands(
            queues.stream().map(WaitingStore.Queue::requirementId).collect(Collectors.toSet()));
    queues.removeIf(queue -> !wanted.test(demands.get(queue.requirementId())));
    queues.subList(Math.min(limit, queues.size()), queues.size()).clear();
    if (queues.isEmpty()) {
      return List.of();
    }
    WaitingReasons words = words(demands.values(), clock.instant());
    List<WaitingDemand> waiting = new ArrayList<>();
    for (WaitingStore.Queue queue : queues) {
      Demand demand = Objects.requireNonNull(demands.get(queue.requirementId()));
      waiting.add(
          new WaitingDemand(
              demand, queue.jobs(), queue.firstJob(), words.of(queue.firstJob(), demand)));
    }
    return waiting;
  }

  private static boolean isUnknown(JobView view) {
    return view.status() == JobStatus.RUNNABLE && "".equals(view.waitingFor());
  }

  private Map<Integer, String> reasons(List<Integer> jobIds, Instant now) {
    Map<Integer, String> reasons = new HashMap<>(store.heldBack(jobIds, now));
    Map<Integer, Integer> requirementIds = store.requirements(jobIds);
    Map<Integer, Demand> demands = requirements.demands(new HashSet<>(requirementIds.values()));
    WaitingReasons words = words(demands.values(), now);
    requirementIds.forEach(
        (jobId, requirementId) ->
            reasons.computeIfAbsent(
                jobId, id -> words.of(id, Objects.requireNonNull(demands.get(requirementId)))));
    return reasons;
  }

  private WaitingReasons words(Collection<Demand> demands, Instant now) {
    Instant heardSince = now.minus(PlacementService.unheard(settings));
    Map<String, Shares.Rule> rules = Shares.rules(settings.shares());
    return new WaitingReasons(
        store.registered(heardSince, now),
        placement.counters(demands),
        rules.isEmpty()
            ? Shares.none()
            : new Shares(settings.isOrderFair(), rules, placement.cpusByShare()),
        new ConditionMatcher(offerable.knownNames()),
        now);
  }
}
