package org.hqueue.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.hqueue.requirement.Condition;
import org.hqueue.requirement.ConditionMatcher;
import org.hqueue.requirement.Demand;
import org.hqueue.schedule.ReadyJobs.ReadyJob;

/**
 * Gives ready jobs to clients with room (jobs.md section 8): in {@link JobOrder}, and no job waits
 * while a client that could run it is free, whatever heads the queue, except for clients that are
 * kept for a big job which came first. It asks each distinct demand once which clients fit, so its
 * cost grows with demands and free clients, never with the length of the queue. Plain: no
 * container, no database. For one thread; each placement has its own instance.
 */
final class Placement {

  private final Farm farm;
  private final ReadyJobs ready;
  private final ClientFit fit;
  private final Map<Integer, ClientRoom> rooms = new LinkedHashMap<>();
  private final Map<List<Condition>, List<ClientRoom>> admitted = new HashMap<>();
  private final List<Placed> placed = new ArrayList<>();
  private final List<Kept> kept = new ArrayList<>();
  private final Map<Integer, Integer> reserved = new HashMap<>();
  private final Set<Integer> claimed = new HashSet<>();
  private final Set<Integer> impossible = new HashSet<>();
  private boolean knowsEveryone;

  /**
   * The farm at this moment.
   *
   * @param free clients with a CPU left
   * @param everyone asked at most once, and only if need be: all clients that are online, enabled
   *     and available
   * @param kept clients that are kept for multi-host jobs
   * @param counters resources and limits that the demands name
   * @param shares who uses how much
   * @param matcher for conditions
   */
  record Farm(
      List<OfferableClient> free,
      Supplier<List<OfferableClient>> everyone,
      List<Kept> kept,
      Counters counters,
      Shares shares,
      ConditionMatcher matcher) {}

  /**
   * How much a placement does.
   *
   * @param now the time
   * @param reserveAfter a job that waits so long has clients kept free for it
   * @param most how many jobs it gives out
   */
  record Bounds(Instant now, Duration reserveAfter, int most) {}

  /** A client of a job, with the indices of the cards that the job gets there. */
  record Spot(ClientRoom room, List<Integer> gpus) {}

  /** A job given to clients, the master first. */
  record Placed(ReadyJob job, Demand demand, List<Spot> spots) {}

  /** A client kept for a multi-host job. */
  record Kept(int clientId, int jobId, int requirementId) {}

  /**
   * What came of it.
   *
   * @param placed jobs to start
   * @param kept clients newly kept for multi-host jobs
   * @param reserved the job that a client becomes empty for, by client
   * @param impossible requirements that clients should have been kept for, but that too few fit
   */
  record Outcome(
      List<Placed> placed,
      List<Kept> kept,
      Map<Integer, Integer> reserved,
      Set<Integer> impossible) {}

  private final Bounds bounds;

  Placement(Farm farm, ReadyJobs ready, Bounds bounds) {
    this.farm = farm;
    this.ready = ready;
    this.bounds = bounds;
    this.fit = new ClientFit(farm.matcher(), bounds.now());
  }

  /**
   * What goes where.
   *
   * @param demands what the ready jobs demand, by requirement
   */
  Outcome place(Map<Integer, Demand> demands) {
    farm.free().forEach(client -> rooms.put(client.id(), new ClientRoom(client)));
    keepWhatIsKept(demands);
    Map<Integer, List<ClientRoom>> fitting = new HashMap<>();
    Map<Integer, String> shareOf = new HashMap<>();
    Candidates candidates = candidates(demands, fitting, shareOf);
    for (ReadyJob job = candidates.next();
        job != null && placed.size() < bounds.most();
        job = candidates.next()) {
      Demand demand = demands.get(job.requirementId());
      offer(job, demand, fitting.getOrDefault(job.requirementId(), List.of()));
    }
    return new Outcome(placed, kept, reserved, impossible);
  }

  private void keepWhatIsKept(Map<Integer, Demand> demands) {
    for (Kept one : farm.kept()) {
      ClientRoom room = rooms.get(one.clientId());
      Demand demand = demands.get(one.requirementId());
      if (room != null && demand != null) {
        room.take(demand);
        room.keepFor(one.jobId());
      }
    }
  }

  /** The first jobs of each demand that may be placed now, or that has waited long enough. */
  private Candidates candidates(
      Map<Integer, Demand> demands,
      Map<Integer, List<ClientRoom>> fitting,
      Map<Integer, String> shareOf) {
    Map<Integer, Integer> limits = new HashMap<>();
    List<Integer> big = new ArrayList<>();
    demands.forEach(
        (requirementId, demand) -> {
          if (!farm.counters().mayHave(demand)
              || !farm.shares().allow(demand.share(), demand.room().cpus())) {
            return;
          }
          shareOf.put(requirementId, demand.share());
          List<ClientRoom> fits = fitting(requirementId, demand);
          fitting.put(requirementId, fits);
          if (fits.size() >= demand.hosts().min()) {
            limits.put(requirementId, capacity(fits, demand));
          } else {
            big.add(requirementId);
          }
        });
    Candidates candidates =
        new Candidates(
            ready,
            new JobOrder(shareOf, farm.shares()),
            limits,
            bounds.most(),
            id -> hasRoom(demands.get(id), fitting.get(id)));
    if (!big.isEmpty()) {
      candidates.addBig(ready.firstWaitingSince(big, bounds.now().minus(bounds.reserveAfter())));
    }
    return candidates;
  }

  private static boolean hasRoom(Demand demand, List<ClientRoom> fits) {
    for (ClientRoom room : fits) {
      if (room.has(demand)) {
        return true;
      }
    }
    return false;
  }

  private List<ClientRoom> fitting(int requirementId, Demand demand) {
    List<ClientRoom> fits = new ArrayList<>();
    Set<Integer> keptHere = new HashSet<>();
    for (Kept one : farm.kept()) {
      if (one.requirementId() == requirementId) {
        keptHere.add(one.clientId());
      }
    }
    for (ClientRoom room : admitted(demand)) {
      if (room.has(demand) || keptHere.contains(room.id())) {
        fits.add(room);
      }
    }
    return demand.avoided().isEmpty() ? fits : fit.withoutAvoided(demand, fits, this::everyone);
  }

  /** Those free clients that meet the conditions, which many demands have alike. */
  private List<ClientRoom> admitted(Demand demand) {
    return admitted.computeIfAbsent(
        demand.conditions(),
        conditions -> rooms.values().stream().filter(room -> fit.admits(demand, room)).toList());
  }

  /** How many jobs of a demand could start at the most. */
  private int capacity(List<ClientRoom> fits, Demand demand) {
    long capacity = 0;
    for (ClientRoom room : fits) {
      boolean lone = !demand.singleTags().isEmpty() || room.client().onTrial();
      capacity += lone ? 1 : Math.max(1, room.cpusFree() / demand.room().cpus());
    }
    capacity = Math.max(1, capacity / demand.hosts().min());
    int byCounters = farm.counters().mostJobs(demand);
    return (int) Math.min(Math.min(capacity, bounds.most()), Math.max(1, byCounters));
  }

  private void offer(ReadyJob job, Demand demand, List<ClientRoom> fits) {
    if (!farm.shares().allow(demand.share(), demand.room().cpus() * demand.hosts().min())) {
      return;
    }
    boolean multi = demand.hosts().max() > 1;
    List<ClientRoom> chosen = multi ? several(job, demand, fits) : one(job, demand, fits);
    if (chosen.size() >= demand.hosts().min()) {
      start(job, demand, chosen);
      return;
    }
    boolean hasWaited = !job.runnableAt().isAfter(bounds.now().minus(bounds.reserveAfter()));
    if (hasWaited && farm.counters().mayHave(demand)) {
      reserve(job, demand, chosen, fits);
    }
  }

  /** The client that holds the machine's units already, then the one with the most CPUs left. */
  private List<ClientRoom> one(ReadyJob job, Demand demand, List<ClientRoom> fits) {
    ClientRoom best = null;
    for (ClientRoom room : fits) {
      if (room.isOpenTo(job.id(), demand)
          && (best == null || isBetter(room, best, demand))
          && hasCounters(demand, List.of(room))) {
        best = room;
      }
    }
    return best == null ? List.of() : List.of(best);
  }

  private boolean isBetter(ClientRoom room, ClientRoom other, Demand demand) {
    if (demand.needsCounters()) {
      boolean served = farm.counters().isServed(demand, room.host());
      if (served != farm.counters().isServed(demand, other.host())) {
        return served;
      }
    }
    return room.cpusFree() > other.cpusFree();
  }

  private boolean hasCounters(Demand demand, List<ClientRoom> at) {
    return !demand.needsCounters()
        || farm.counters().have(demand, at.stream().map(ClientRoom::host).toList());
  }

  /** As many clients as there are for a multi-host job, up to its most; kept ones first. */
  private List<ClientRoom> several(ReadyJob job, Demand demand, List<ClientRoom> fits) {
    List<ClientRoom> open = new ArrayList<>();
    for (ClientRoom room : fits) {
      if (room.isOpenTo(job.id(), demand)) {
        open.add(room);
      }
    }
    open.sort(
        Comparator.comparing((ClientRoom room) -> !room.isKeptFor(job.id()))
            .thenComparing(Comparator.comparingInt(ClientRoom::cpusFree).reversed()));
    List<ClientRoom> chosen = new ArrayList<>();
    for (ClientRoom room : open) {
      if (chosen.size() == demand.hosts().max()) {
        break;
      }
      chosen.add(room);
      if (!hasCounters(demand, chosen)) {
        chosen.remove(room);
      }
    }
    return chosen;
  }

  private void start(ReadyJob job, Demand demand, List<ClientRoom> chosen) {
    List<Spot> spots = new ArrayList<>();
    for (ClientRoom room : chosen) {
      if (room.isKeptFor(job.id())) {
        room.giveBack(demand, List.of());
      }
      spots.add(new Spot(room, room.take(demand)));
    }
    farm.counters().take(demand, chosen.stream().map(ClientRoom::host).toList());
    farm.shares().take(demand.share(), demand.room().cpus() * chosen.size());
    placed.add(new Placed(job, demand, spots));
  }

  /**
   * Keeps clients free for a job that has waited long: those that it could have now, if it needs
   * several, and busy ones until there are enough; the ones that will be empty soonest.
   */
  private void reserve(
      ReadyJob job, Demand demand, List<ClientRoom> available, List<ClientRoom> fits) {
    boolean multi = demand.hosts().min() > 1;
    List<ClientRoom> could = new ArrayList<>();
    for (ClientRoom room : everyone()) {
      if (fit.admits(demand, room) && room.wouldHave(demand)) {
        could.add(room);
      }
    }
    if (could.size() < demand.hosts().min()) {
      impossible.add(job.requirementId());
      return;
    }
    Set<ClientRoom> having = new HashSet<>();
    if (multi) {
      for (ClientRoom room : available) {
        if (having.size() < demand.hosts().min()
            && (room.isKeptFor(job.id()) || !claimed.contains(room.id()))) {
          keep(job, demand, room);
          having.add(room);
        }
      }
    } else if (!fits.isEmpty() && !hasCounters(demand, fits.subList(0, 1))) {
      return;
    }
    could.sort(
        Comparator.comparingInt(ClientRoom::cpusFree)
            .reversed()
            .thenComparingInt(ClientRoom::assignments)
            .thenComparingInt(ClientRoom::id));
    int missing = demand.hosts().min() - having.size();
    for (ClientRoom room : could) {
      if (missing > 0
          && !having.contains(room)
          && room.reservedFor() == null
          && !(multi && claimed.contains(room.id()))) {
        room.reserveFor(job.id());
        reserved.put(room.id(), job.id());
        missing--;
      }
    }
    if (multi) {
      could.forEach(room -> claimed.add(room.id()));
    }
  }

  private void keep(ReadyJob job, Demand demand, ClientRoom room) {
    if (!room.isKeptFor(job.id())) {
      room.take(demand);
      room.keepFor(job.id());
      kept.add(new Kept(room.id(), job.id(), job.requirementId()));
    }
  }

  private Collection<ClientRoom> everyone() {
    if (!knowsEveryone) {
      knowsEveryone = true;
      for (OfferableClient client : farm.everyone().get()) {
        rooms.computeIfAbsent(client.id(), id -> new ClientRoom(client));
      }
    }
    return rooms.values();
  }
}
