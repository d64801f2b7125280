package org.hqueue.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hqueue.requirement.ClientTraits;
import org.hqueue.requirement.Condition;
import org.hqueue.requirement.ConditionMatcher;
import org.hqueue.requirement.Demand;
import org.hqueue.requirement.Machine;
import org.hqueue.schedule.ReadyJobs.ReadyJob;
import org.junit.jupiter.api.Test;

class PlacementTest {

  private static final Demand ONE_CPU = new Demand(1, List.of(), List.of());
  private static final Demand FOUR_CPUS = new Demand(4, List.of(), List.of());
  private static final Demand ALONE = new Demand(1, List.of(), List.of("single"));
  private static final Demand ALONE_OF_KIND = new Demand(1, List.of(), List.of("single:1"));
  private static final Demand ON_B =
      new Demand(1, List.of(new Condition(Condition.HOSTNAME, Condition.Op.EQUAL, "b")), List.of());
  private static final Demand ON_NOBODY =
      new Demand(1, List.of(new Condition(Condition.GROUP, Condition.Op.EQUAL, "none")), List.of());

  private final Placement placement =
      new Placement(new ConditionMatcher(Set.of()), PlacementService.MOST);

  @Test
  void higherPriorityGoesFirstAndOldestAmongEquals() {
    List<String> placed =
        place(
            List.of(client(1, "a", 2)),
            Map.of(1, ONE_CPU),
            new ReadyJob(10, 1, 0),
            new ReadyJob(11, 1, 5),
            new ReadyJob(12, 1, 5));
    assertEquals(List.of("11 on 1", "12 on 1"), placed);
  }

  @Test
  void aClientNeverGetsMoreCpusThanItHas() {
    List<String> placed =
        place(
            List.of(client(1, "a", 5)),
            Map.of(1, FOUR_CPUS, 2, ONE_CPU),
            new ReadyJob(10, 1, 9),
            new ReadyJob(11, 1, 8),
            new ReadyJob(12, 2, 1),
            new ReadyJob(13, 2, 1));
    assertEquals(List.of("10 on 1", "12 on 1"), placed);
  }

  @Test
  void whatFitsNowhereAtTheHeadOfTheQueueHoldsNobodyUp() {
    List<ReadyJob> jobs = new ArrayList<>();
    for (int id = 1; id <= 1000; id++) {
      jobs.add(new ReadyJob(id, 1, 99));
    }
    jobs.add(new ReadyJob(2000, 2, 0));
    assertEquals(
        List.of("2000 on 1"),
        place(
            List.of(client(1, "a", 2)),
            Map.of(1, ON_NOBODY, 2, ONE_CPU),
            jobs.toArray(new ReadyJob[0])));
  }

  @Test
  void demandsThatFitNowhereAreNotReadAtAll() {
    List<Map<Integer, Integer>> asked = new ArrayList<>();
    placement.place(
        List.of(client(1, "a", 3)),
        Map.of(1, ON_NOBODY, 2, ONE_CPU),
        limits -> {
          asked.add(limits);
          return List.of();
        });
    assertEquals(List.of(Map.of(2, 3)), asked);
  }

  @Test
  void conditionsChooseTheClient() {
    assertEquals(
        List.of("10 on 2"),
        place(
            List.of(client(1, "a", 8), client(2, "b", 1)),
            Map.of(1, ON_B),
            new ReadyJob(10, 1, 0),
            new ReadyJob(11, 1, 0)));
  }

  @Test
  void jobsSpreadOverTheClientsWithTheMostCpusLeft() {
    assertEquals(
        List.of("10 on 2", "11 on 1", "12 on 2"),
        place(
            List.of(client(1, "a", 2), client(2, "b", 4)),
            Map.of(1, new Demand(2, List.of(), List.of())),
            new ReadyJob(10, 1, 0),
            new ReadyJob(11, 1, 0),
            new ReadyJob(12, 1, 0)));
  }

  @Test
  void aSingleJobIsAloneOnItsClient() {
    assertEquals(
        List.of("10 on 1", "12 on 2"),
        place(
            List.of(client(1, "a", 8), client(2, "b", 4)),
            Map.of(1, ALONE, 2, ONE_CPU),
            new ReadyJob(10, 1, 9),
            new ReadyJob(12, 2, 0)));
    OfferableClient busy = new OfferableClient(3, traits("c"), 8, 1, List.of(), 1);
    assertEquals(List.of(), place(List.of(busy), Map.of(1, ALONE), new ReadyJob(10, 1, 0)));
    OfferableClient taken = new OfferableClient(3, traits("c"), 8, 1, List.of("single"), 1);
    assertEquals(List.of(), place(List.of(taken), Map.of(1, ONE_CPU), new ReadyJob(10, 1, 0)));
  }

  @Test
  void aSingleSuffixJobIsNeverBesideOneWithTheSameTag() {
    OfferableClient busy = new OfferableClient(3, traits("c"), 8, 1, List.of("single:1"), 1);
    assertEquals(
        List.of("11 on 3"),
        place(
            List.of(busy),
            Map.of(1, ALONE_OF_KIND, 2, ONE_CPU),
            new ReadyJob(10, 1, 9),
            new ReadyJob(11, 2, 0)));
  }

  private List<String> place(
      List<OfferableClient> clients, Map<Integer, Demand> demands, ReadyJob... jobs) {
    return placement.place(clients, demands, limits -> firstOf(jobs, limits)).stream()
        .map(placed -> placed.job().id() + " on " + placed.clientId())
        .toList();
  }

  /** What the store does with its index. */
  private static List<ReadyJob> firstOf(ReadyJob[] jobs, Map<Integer, Integer> limits) {
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
  }

  private static OfferableClient client(int id, String hostname, int cpus) {
    return new OfferableClient(id, traits(hostname), cpus, 0, List.of(), 0);
  }

  private static ClientTraits traits(String hostname) {
    return new ClientTraits(hostname, "", Set.of(), Machine.of("linux-x86_64", 8));
  }
}
