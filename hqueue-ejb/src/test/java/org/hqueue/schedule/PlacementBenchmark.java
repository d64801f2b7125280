package org.hqueue.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.hqueue.requirement.ClientTraits;
import org.hqueue.requirement.Condition;
import org.hqueue.requirement.ConditionMatcher;
import org.hqueue.requirement.Demand;
import org.hqueue.requirement.Demand.Hosts;
import org.hqueue.requirement.Demand.Room;
import org.hqueue.requirement.Machine;
import org.hqueue.schedule.Placement.Bounds;
import org.hqueue.schedule.Placement.Farm;
import org.hqueue.schedule.Placement.Outcome;
import org.hqueue.schedule.ReadyJobs.ReadyJob;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One placement without a database: matching demands and clients, and giving out at most 500 of
 * 200,000 ready jobs of all priorities. {@code bin/bench --core} runs it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 3, time = 5)
@Fork(
    value = 1,
    jvmArgs = {"-Xmx512m", "-XX:+UseSerialGC"})
public class PlacementBenchmark {

  private static final Instant NOW = Instant.ofEpochSecond(1_000_000);
  private static final int JOBS = 200_000;
  private static final int GROUPS = 20;
  private static final int CPUS = 16;
  private static final int PRIORITIES = 10;

  /** Clients that are online, each with 16 CPUs. */
  @Param({"100", "5000"})
  public int clients;

  /** Different demands of the ready jobs. */
  @Param({"1", "1000"})
  public int demands;

  /** CPUs that are free on each client. */
  @Param({"1", "16"})
  public int free;

  private final List<OfferableClient> farm = new ArrayList<>();
  private final Map<Integer, Demand> demanded = new HashMap<>();
  private final Map<Integer, List<ReadyJob>> ready = new HashMap<>();

  /** Makes the farm and its queue, the same at each run. */
  @Setup
  public void prepare() {
    Random random = new Random(1);
    for (int i = 1; i <= clients; i++) {
      ClientTraits traits =
          new ClientTraits(
              "Node%04d.farm.example".formatted(i),
              "",
              Set.of("group" + i % GROUPS),
              new Machine("linux-x86_64", CPUS, 65_536, List.of(), Map.of("pool", "p" + i % 7)));
      farm.add(new OfferableClient(i, traits, CPUS - free, false, List.of()));
    }
    for (int i = 1; i <= demands; i++) {
      demanded.put(i, demand(i));
    }
    for (int i = 0; i < JOBS; i++) {
      int requirement = 1 + i % demands;
      ready
          .computeIfAbsent(requirement, id -> new ArrayList<>())
          .add(new ReadyJob(i, requirement, random.nextInt(PRIORITIES), NOW));
    }
    for (List<ReadyJob> jobs : ready.values()) {
      jobs.sort(
          Comparator.comparingInt(ReadyJob::priority).reversed().thenComparingInt(ReadyJob::id));
    }
  }

  /** A third demands nothing special, a third a group, a third one of some hosts. */
  private Demand demand(int number) {
    List<Condition> conditions =
        switch (number % 3) {
          case 0 ->
              List.of(
                  new Condition(Condition.GROUP, Condition.Op.EQUAL, "group" + number % GROUPS));
          case 1 -> List.of();
          default ->
              List.of(
                  new Condition(
                      Condition.HOSTNAME,
                      Condition.Op.IN,
                      "node%04d, node%04d, node%04d".formatted(number, number + 1, number + 2)));
        };
    return new Demand(
        new Room(1, number, 0),
        Hosts.ONE,
        conditions,
        List.of(),
        Map.of(),
        List.of(),
        "",
        List.of());
  }

  /** What goes where. */
  @Benchmark
  public Outcome placement() {
    Farm now =
        new Farm(
            farm,
            () -> farm,
            List.of(),
            new Counters(),
            Shares.none(),
            new ConditionMatcher(Set.of()));
    Bounds bounds = new Bounds(NOW, Duration.ofMinutes(10), PlacementService.MOST);
    return new Placement(now, this::first, bounds).place(demanded);
  }

  private List<ReadyJob> first(Map<Integer, Integer> limits) {
    List<ReadyJob> jobs = new ArrayList<>();
    limits.forEach(
        (requirement, limit) -> {
          List<ReadyJob> all = ready.get(requirement);
          jobs.addAll(all.subList(0, Math.min(limit, all.size())));
        });
    return jobs;
  }
}
