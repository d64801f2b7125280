package org.hqueue.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.hqueue.requirement.ClientTraits;
import org.hqueue.requirement.Condition;
import org.hqueue.requirement.ConditionMatcher;
import org.hqueue.requirement.Demand;
import org.hqueue.requirement.Demand.Avoided;
import org.hqueue.requirement.Demand.Hosts;
import org.hqueue.requirement.Demand.Room;
import org.hqueue.requirement.Machine;
import org.hqueue.schedule.OfferableClient.Held;
import org.hqueue.schedule.Placement.Bounds;
import org.hqueue.schedule.Placement.Farm;
import org.hqueue.schedule.Placement.Kept;
import org.hqueue.schedule.Placement.Outcome;
import org.hqueue.schedule.ReadyJobs.ReadyJob;
import org.junit.jupiter.api.Test;

class PlacementTest {

  private static final Instant NOW = Instant.ofEpochSecond(1_000_000);
  private static final Demand ONE_CPU = Demand.of(1, List.of(), List.of());
  private static final Demand FOUR_CPUS = Demand.of(4, List.of(), List.of());
  private static final Demand ALONE = Demand.of(1, List.of(), List.of("single"));
  private static final Demand ALONE_OF_KIND = Demand.of(1, List.of(), List.of("single:1"));
  private static final Demand ON_B = on("b");
  private static final Demand ON_NOBODY = on("nobody");

  private final List<OfferableClient> clients = new ArrayList<>();
  private final List<OfferableClient> busy = new ArrayList<>();
  private final List<Kept> kept = new ArrayList<>();
  private final Counters counters = new Counters();
  private Shares shares = Shares.none();

  @Test
  void higherPriorityGoesFirstAndOldestAmongEquals() {
    free(1, "a", 2);
    assertEquals(
        List.of("11 on 1", "12 on 1"),
        place(Map.of(1, ONE_CPU), job(10, 1, 0), job(11, 1, 5), job(12, 1, 5)));
  }

  @Test
  void amongManyDemandsTheOrderHoldsAndOnlyTheFirstJobsOfMostAreRead() {
    free(1, "a", 60);
    Map<Integer, Demand> demands = new TreeMap<>();
    List<ReadyJob> queue = new ArrayList<>();
    for (int requirement = 1; requirement <= 500; requirement++) {
      demands.put(
          requirement,
          new Demand(
              new Room(1, requirement, 0),
              Hosts.ONE,
              List.of(),
              List.of(),
              Map.of(),
              List.of(),
              "",
              List.of()));
      int priority = requirement == 250 ? 9 : 5;
      for (int i = 0; i < 50; i++) {
        queue.add(job(requirement * 100 + i, requirement, priority));
      }
    }
    ReadyJobs all = fixed(queue.toArray(ReadyJob[]::new));
    int[] read = new int[1];
    ReadyJobs counted =
        limits -> {
          List<ReadyJob> first = all.first(limits);
          read[0] += first.size();
          return first;
        };
    List<Integer> expected = new ArrayList<>();
    IntStream.range(25_000, 25_050).forEach(expected::add);
    IntStream.range(100, 110).forEach(expected::add);
    assertEquals(
        expected,
        decide(demands, counted).placed().stream().map(placed -> placed.job().id()).toList());
    assertTrue(read[0] < 3_000, "of 25,000 jobs " + read[0] + " were read");
  }

  @Test
  void aClientNeverGetsMoreCpusThanItHas() {
    free(1, "a", 5);
    assertEquals(
        List.of("10 on 1", "12 on 1"),
        place(
            Map.of(1, FOUR_CPUS, 2, ONE_CPU),
            job(10, 1, 9),
            job(11, 1, 8),
            job(12, 2, 1),
            job(13, 2, 1)));
  }

  @Test
  void whatFitsNowhereAtTheHeadOfTheQueueHoldsNobodyUp() {
    free(1, "a", 2);
    List<ReadyJob> jobs = new ArrayList<>();
    for (int id = 1; id <= 1000; id++) {
      jobs.add(waiting(id, 1, 99));
    }
    jobs.add(job(2000, 2, 0));
    assertEquals(
        List.of("2000 on 1"),
        place(Map.of(1, ON_NOBODY, 2, ONE_CPU), jobs.toArray(new ReadyJob[0])));
  }

  @Test
  void demandsThatFitNowhereAreAskedForTheirFirstJobAlone() {
    free(1, "a", 3);
    List<Map<Integer, Integer>> asked = new ArrayList<>();
    decide(
        Map.of(1, ON_NOBODY, 2, ONE_CPU),
        limits -> {
          asked.add(new TreeMap<>(limits));
          return List.of();
        });
    assertEquals(List.of(Map.of(2, 3), Map.of(1, 1)), asked);
  }

  @Test
  void demandsForWhatIsTakenCostNoQuestionAtAll() {
    free(1, "a", 3);
    counters.addResource(new Counters.Counter(7, "db", false, 2, 2, Set.of()));
    List<Map<Integer, Integer>> asked = new ArrayList<>();
    decide(
        Map.of(1, needing("db", 1)),
        limits -> {
          asked.add(limits);
          return List.of();
        });
    assertEquals(List.of(), asked);
  }

  @Test
  void conditionsChooseTheClient() {
    free(1, "a", 8);
    free(2, "b", 1);
    assertEquals(List.of("10 on 2"), place(Map.of(1, ON_B), job(10, 1, 0), job(11, 1, 0)));
  }

  @Test
  void jobsSpreadOverTheClientsWithTheMostCpusLeft() {
    free(1, "a", 2);
    free(2, "b", 4);
    assertEquals(
        List.of("10 on 2", "11 on 1", "12 on 2"),
        place(
            Map.of(1, Demand.of(2, List.of(), List.of())),
            job(10, 1, 0),
            job(11, 1, 0),
            job(12, 1, 0)));
  }

  @Test
  void aSingleJobIsAloneOnItsClient() {
    free(1, "a", 8);
    free(2, "b", 4);
    assertEquals(
        List.of("10 on 1", "12 on 2"),
        place(Map.of(1, ALONE, 2, ONE_CPU), job(10, 1, 9), job(12, 2, 0)));
  }

  @Test
  void aSingleJobDoesNotJoinOthersNorOthersIt() {
    clients.add(client(3, "c", 8, 1, held()));
    assertEquals(List.of(), place(Map.of(1, ALONE), job(10, 1, 0)));
    clients.set(0, client(3, "c", 8, 1, held("single")));
    assertEquals(List.of(), place(Map.of(1, ONE_CPU), job(10, 1, 0)));
  }

  @Test
  void aSingleSuffixJobIsNeverBesideOneWithTheSameTag() {
    clients.add(client(3, "c", 8, 1, held("single:1")));
    assertEquals(
        List.of("11 on 3"),
        place(Map.of(1, ALONE_OF_KIND, 2, ONE_CPU), job(10, 1, 9), job(11, 2, 0)));
  }

  @Test
  void memoryIsCountedLikeCpus() {
    clients.add(client(1, "a", 8, 1, new Held(List.of(), 30_000, List.of())));
    Demand big = room(new Room(1, 40_000, 0));
    Demand small = room(new Room(1, 20_000, 0));
    assertEquals(List.of("11 on 1"), place(Map.of(1, big, 2, small), job(10, 1, 0), job(11, 2, 0)));
  }

  @Test
  void aJobGetsCardsThatNobodyElseHas() {
    clients.add(client(1, "a", 8, 1, new Held(List.of(), 0, List.of(1))));
    Demand one = room(new Room(1, 0, 1));
    Outcome outcome = decide(Map.of(1, one), fixed(job(10, 1, 0), job(11, 1, 0), job(12, 1, 0)));
    assertEquals(
        List.of("10 on 1 [0]", "11 on 1 [2]"),
        outcome.placed().stream()
            .map(
                placed ->
                    placed.job().id()
                        + " on "
                        + placed.spots().get(0).room().id()
                        + " "
                        + placed.spots().get(0).gpus())
            .toList());
  }

  @Test
  void aPerJobResourceIsTakenByEachJob() {
    free(1, "a", 8);
    counters.addResource(new Counters.Counter(7, "db", false, 5, 1, Set.of()));
    assertEquals(
        List.of("10 on 1", "11 on 1"),
        place(Map.of(1, needing("db", 2)), job(10, 1, 0), job(11, 1, 0), job(12, 1, 0)));
  }

  @Test
  void aPerMachineResourceIsTakenOnceForAMachine() {
    clients.add(client(1, "a", 2, 0));
    clients.add(client(2, "A", 2, 0));
    clients.add(client(3, "b", 9, 0));
    counters.addResource(new Counters.Counter(7, "lic", true, 1, 1, Set.of("a")));
    assertEquals(
        List.of("10 on 1", "11 on 2", "12 on 1", "13 on 2"),
        place(
            Map.of(1, needing("lic", 1)),
            job(10, 1, 0),
            job(11, 1, 0),
            job(12, 1, 0),
            job(13, 1, 0),
            job(14, 1, 0)));
  }

  @Test
  void aDrainedResourceStartsNothing() {
    free(1, "a", 8);
    counters.addResource(new Counters.Counter(7, "db", false, 1, 3, Set.of()));
    assertEquals(List.of(), place(Map.of(1, needing("db", 1)), job(10, 1, 0)));
  }

  @Test
  void aJobLimitsWhatRunsBelowIt() {
    free(1, "a", 8);
    counters.addLimit(5, 3, 1);
    Demand limited =
        new Demand(
            new Room(1, 0, 0),
            Hosts.ONE,
            List.of(),
            List.of(),
            Map.of(),
            List.of(5),
            "",
            List.of());
    assertEquals(
        List.of("10 on 1", "11 on 1", "13 on 1"),
        place(
            Map.of(1, limited, 2, ONE_CPU),
            job(10, 1, 0),
            job(11, 1, 0),
            job(12, 1, 0),
            job(13, 2, 0)));
  }

  @Test
  void amongEqualsTheShareThatUsesTheLeastForItsWeightGoesFirst() {
    free(1, "a", 4);
    shares = new Shares(true, Shares.rules("ann=2"), Map.of("ann", 4, "bob", 1));
    assertEquals(
        List.of("20 on 1", "10 on 1", "21 on 1", "11 on 1"),
        place(
            Map.of(1, shared("ann"), 2, shared("bob")),
            job(10, 1, 0),
            job(11, 1, 0),
            job(12, 1, 0),
            job(20, 2, 0),
            job(21, 2, 0)));
  }

  @Test
  void aShareNeverUsesMoreThanItsCap() {
    free(1, "a", 4);
    shares = new Shares(false, Shares.rules("ann=1/5"), Map.of("ann", 4));
    assertEquals(
        List.of("10 on 1", "20 on 1"),
        place(
            Map.of(1, shared("ann"), 2, shared("bob")),
            job(10, 1, 0),
            job(11, 1, 0),
            job(20, 2, 0)));
  }

  @Test
  void anAvoidedClientIsUsedOnlyWhenNoOtherThatFitsIsOnline() {
    free(1, "a", 4);
    Demand avoiding = ONE_CPU.avoiding(List.of(new Avoided(1, null)));
    assertEquals(List.of("10 on 1"), place(Map.of(1, avoiding), job(10, 1, 0)));
    busy.add(client(2, "b", 4, 4));
    assertEquals(List.of(), place(Map.of(1, avoiding), job(10, 1, 0)));
    free(3, "c", 1);
    assertEquals(List.of("10 on 3"), place(Map.of(1, avoiding), job(10, 1, 0), job(11, 1, 0)));
  }

  @Test
  void anAvoidedClientCountsAgainAfterItsTime() {
    free(1, "a", 4);
    busy.add(client(2, "b", 4, 4));
    Demand avoiding = ONE_CPU.avoiding(List.of(new Avoided(1, NOW.minusSeconds(1))));
    assertEquals(List.of("10 on 1"), place(Map.of(1, avoiding), job(10, 1, 0)));
  }

  @Test
  void aClientOnTrialGetsOneJob() {
    clients.add(new OfferableClient(1, traits("a", 4), 0, true, List.of()));
    assertEquals(List.of("10 on 1"), place(Map.of(1, ONE_CPU), job(10, 1, 0), job(11, 1, 0)));
  }

  @Test
  void aBigJobThatHasWaitedKeepsTheEmptiestClientForItself() {
    clients.add(client(1, "a", 4, 3, held()));
    clients.add(client(2, "b", 4, 1, held()));
    Outcome outcome =
        decide(
            Map.of(1, FOUR_CPUS, 2, ONE_CPU),
            fixed(waiting(10, 1, 0), job(11, 2, 0), job(12, 2, 0)));
    assertEquals(List.of("11 on 1"), words(outcome));
    assertEquals(Map.of(2, 10), outcome.reserved());
  }

  @Test
  void aBigJobThatHasJustComeKeepsNothing() {
    clients.add(client(2, "b", 4, 1, held()));
    Outcome outcome = decide(Map.of(1, FOUR_CPUS, 2, ONE_CPU), fixed(job(10, 1, 0), job(11, 2, 0)));
    assertEquals(List.of("11 on 2"), words(outcome));
    assertEquals(Map.of(), outcome.reserved());
  }

  @Test
  void aBigJobKeepsNothingFromThoseBeforeItInOrder() {
    clients.add(client(2, "b", 4, 1, held()));
    Outcome outcome =
        decide(Map.of(1, FOUR_CPUS, 2, ONE_CPU), fixed(waiting(10, 1, 0), job(9, 2, 0)));
    assertEquals(List.of("9 on 2"), words(outcome));
  }

  @Test
  void aJobThatWaitsForAResourceKeepsNoClient() {
    free(1, "a", 4);
    counters.addResource(new Counters.Counter(7, "lic", true, 1, 1, Set.of("z")));
    Outcome outcome =
        decide(Map.of(1, needing("lic", 1), 2, ONE_CPU), fixed(waiting(10, 1, 0), job(11, 2, 0)));
    assertEquals(List.of("11 on 1"), words(outcome));
    assertEquals(Map.of(), outcome.reserved());
  }

  @Test
  void aMultiHostJobStartsOnAllItCanGetUpToItsMost() {
    free(1, "a", 2);
    free(2, "b", 4);
    free(3, "c", 1);
    free(4, "d", 3);
    assertEquals(List.of("10 on 2,4,1"), place(Map.of(1, hosts(2, 3)), job(10, 1, 0)));
  }

  @Test
  void aMultiHostJobWithoutEnoughClientsTakesNoneAtFirst() {
    free(1, "a", 2);
    busy.add(client(2, "b", 2, 2, held()));
    Outcome outcome =
        decide(Map.of(1, hosts(2, 2), 2, ONE_CPU), fixed(job(10, 1, 0), job(11, 2, 0)));
    assertEquals(List.of("11 on 1"), words(outcome));
    assertEquals(List.of(), outcome.kept());
  }

  @Test
  void aMultiHostJobThatHasWaitedCollectsClients() {
    free(1, "a", 1);
    busy.add(client(2, "b", 2, 2, held()));
    Outcome outcome =
        decide(Map.of(1, hosts(2, 2), 2, ONE_CPU), fixed(waiting(10, 1, 0), job(11, 2, 0)));
    assertEquals(List.of(), words(outcome));
    assertEquals(List.of(new Kept(1, 10, 1)), outcome.kept());
    assertEquals(Map.of(2, 10), outcome.reserved());
  }

  @Test
  void aMultiHostJobStartsWithWhatItKeptAndWhatIsFreeNow() {
    free(1, "a", 1);
    free(2, "b", 2);
    kept.add(new Kept(1, 10, 1));
    assertEquals(
        List.of("10 on 1,2"), place(Map.of(1, hosts(2, 2), 2, ONE_CPU), waiting(10, 1, 0)));
  }

  @Test
  void aLaterMultiHostJobKeepsNoClientThatAnEarlierOneCouldUse() {
    free(1, "a", 1);
    busy.add(client(2, "b", 1, 1, held()));
    busy.add(client(3, "c", 1, 1, held()));
    Outcome outcome =
        decide(Map.of(1, hosts(2, 2), 2, hosts(2, 2)), fixed(waiting(10, 1, 0), waiting(11, 2, 0)));
    assertEquals(List.of(new Kept(1, 10, 1)), outcome.kept());
    assertEquals(Map.of(2, 10), outcome.reserved());
  }

  @Test
  void aMultiHostJobThatTheFarmIsTooSmallForKeepsNothing() {
    free(1, "a", 1);
    Outcome outcome =
        decide(Map.of(1, hosts(2, 2), 2, ONE_CPU), fixed(waiting(10, 1, 0), job(11, 2, 0)));
    assertEquals(List.of("11 on 1"), words(outcome));
    assertEquals(List.of(), outcome.kept());
  }

  @Test
  void aMultiHostJobTakesAPerMachineResourceForEachMachineAndAPerJobOneOnce() {
    free(1, "a", 1);
    free(2, "b", 1);
    free(3, "c", 1);
    counters.addResource(new Counters.Counter(7, "lic", true, 2, 0, Set.of()));
    counters.addResource(new Counters.Counter(8, "db", false, 1, 0, Set.of()));
    Demand demand =
        new Demand(
            new Room(1, 0, 0),
            new Hosts(2, 3),
            List.of(),
            List.of(),
            Map.of("lic", 1, "db", 1),
            List.of(),
            "",
            List.of());
    assertEquals(List.of("10 on 1,2"), place(Map.of(1, demand), job(10, 1, 0)));
  }

  private List<String> place(Map<Integer, Demand> demands, ReadyJob... jobs) {
    return words(decide(demands, fixed(jobs)));
  }

  private Outcome decide(Map<Integer, Demand> demands, ReadyJobs jobs) {
    List<OfferableClient> everyone = new ArrayList<>(clients);
    everyone.addAll(busy);
    Farm farm =
        new Farm(clients, () -> everyone, kept, counters, shares, new ConditionMatcher(Set.of()));
    return new Placement(farm, jobs, new Bounds(NOW, Duration.ofSeconds(60), PlacementService.MOST))
        .place(demands);
  }

  private static List<String> words(Outcome outcome) {
    return outcome.placed().stream()
        .map(
            placed ->
                placed.job().id()
                    + " on "
                    + String.join(
                        ",",
                        placed.spots().stream()
                            .map(spot -> Integer.toString(spot.room().id()))
                            .toList()))
        .toList();
  }

  /** What the store does with its index. */
  private static ReadyJobs fixed(ReadyJob... jobs) {
    return limits -> {
      List<ReadyJob> first = new ArrayList<>();
      limits.forEach(
          (requirementId, limit) ->
              List.of(jobs).stream()
                  .filter(job -> job.requirementId() == requirementId)
                  .sorted(
                      Comparator.comparingInt(ReadyJob::priority)
                          .reversed()
                          .thenComparingInt(ReadyJob::id))
                  .limit(limit)
                  .forEach(first::add));
      return first;
    };
  }

  private static ReadyJob job(int id, int requirementId, int priority) {
    return new ReadyJob(id, requirementId, priority, NOW);
  }

  private static ReadyJob waiting(int id, int requirementId, int priority) {
    return new ReadyJob(id, requirementId, priority, NOW.minusSeconds(60));
  }

  private void free(int id, String hostname, int cpus) {
    clients.add(client(id, hostname, cpus, 0));
  }

  private static OfferableClient client(
      int id, String hostname, int cpus, int cpusInUse, Held... held) {
    return new OfferableClient(id, traits(hostname, cpus), cpusInUse, false, List.of(held));
  }

  private static Held held(String... singleTags) {
    return new Held(List.of(singleTags), 0, List.of());
  }

  private static ClientTraits traits(String hostname, int cpus) {
    Machine.Card card = new Machine.Card("L4", 24_000);
    return new ClientTraits(
        hostname,
        "",
        Set.of(),
        new Machine("linux-x86_64", cpus, 64_000, List.of(card, card, card), Map.of()));
  }

  private static Demand on(String host) {
    return Demand.of(
        1, List.of(new Condition(Condition.HOSTNAME, Condition.Op.EQUAL, host)), List.of());
  }

  private static Demand room(Room room) {
    return new Demand(room, Hosts.ONE, List.of(), List.of(), Map.of(), List.of(), "", List.of());
  }

  private static Demand hosts(int min, int max) {
    return new Demand(
        new Room(1, 0, 0),
        new Hosts(min, max),
        List.of(),
        List.of(),
        Map.of(),
        List.of(),
        "",
        List.of());
  }

  private static Demand shared(String share) {
    return new Demand(
        new Room(1, 0, 0), Hosts.ONE, List.of(), List.of(), Map.of(), List.of(), share, List.of());
  }

  private static Demand needing(String resource, int units) {
    return new Demand(
        new Room(1, 0, 0),
        Hosts.ONE,
        List.of(),
        List.of(),
        Map.of(resource, units),
        List.of(),
        "",
        List.of());
  }
}
