package org.hqueue.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hqueue.phrase.Sayings;
import org.hqueue.requirement.ClientTraits;
import org.hqueue.requirement.Condition;
import org.hqueue.requirement.ConditionMatcher;
import org.hqueue.requirement.Demand;
import org.hqueue.requirement.Demand.Avoided;
import org.hqueue.requirement.Demand.Hosts;
import org.hqueue.requirement.Demand.Room;
import org.hqueue.requirement.Machine;
import org.hqueue.schedule.OfferableClient.Held;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each reason in words (jobs.md section 6). */
class WaitingReasonsTest {

  private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");
  private static final int JOB = 10;

  private final List<RegisteredClient> clients = new ArrayList<>();
  private final Counters counters = new Counters();
  private Shares shares = Shares.none();

  @Test
  void aFarmWithoutClientsSaysSo() {
    assertEquals("no client has registered", of(room(1, 0, 0)));
  }

  @Test
  void aConditionThatNobodyMeetsIsNamed() {
    add("a", 4, 0);
    assertEquals("no client in group Simulation", where(Condition.GROUP, "Simulation"));
    assertEquals("no client named ghost", where(Condition.HOSTNAME, "ghost"));
    assertEquals("no client is permitted", where(Condition.HOSTNAME, ""));
    assertEquals("no client with os == windows", where("os", "windows"));
  }

  @Test
  void conditionsThatNobodyMeetsTogetherAreSaidToBeSo() {
    add("a", 4, 0);
    add("b", 4, 0);
    assertEquals(
        "no client meets all of its conditions together",
        of(
            Demand.of(
                1,
                List.of(
                    new Condition(Condition.HOSTNAME, Condition.Op.EQUAL, "a"),
                    new Condition(Condition.HOSTNAME, Condition.Op.EQUAL, "b")),
                List.of())));
  }

  @Test
  void aJobTooBigForEveryClientSaysHowBigTheLargestIs() {
    add("a", 8, 0);
    assertEquals("needs 16 CPUs, the largest client has 8", of(room(16, 0, 0)));
    assertEquals("needs 90000 MiB of memory, the largest client has 64000", of(room(1, 90_000, 0)));
    assertEquals("needs 2 GPUs, the largest client has 1", of(room(1, 0, 2)));
  }

  @Test
  void aJobThatNeedsMoreClientsThanFitSaysHowManyDo() {
    add("a", 4, 0);
    assertEquals("needs 2 clients at once, 1 fit", of(hosts(2, 2)));
  }

  @Test
  void aMultiHostJobSaysHowManyClientsAreFree() {
    add("a", 4, 0);
    add("b", 4, 4);
    assertEquals("needs 2 clients at once, 1 are free", of(hosts(2, 2)));
  }

  @Test
  void aResourceThatIsLackingIsNamedWithWhatIsFree() {
    add("a", 4, 0);
    counters.addResource(new Counters.Counter(7, "db_connection", false, 2, 2, Set.of()));
    assertEquals(
        "0 of 2 db_connection free, needs 1",
        of(demand(List.of(), "", List.of(), "db_connection")));
    assertEquals("there is no resource named ghost", of(demand(List.of(), "", List.of(), "ghost")));
  }

  @Test
  void aLimitOfAJobAboveIsNamed() {
    add("a", 4, 0);
    counters.addLimit(3, 2, 2);
    assertEquals(
        "job 3 lets 2 of its descendants run at once", of(room(1, 0, 0).limitedBy(List.of(3))));
  }

  @Test
  void aShareAtItsMostIsNamed() {
    add("a", 4, 0);
    shares = new Shares(false, Shares.rules("ann=1/2"), Map.of("ann", 2));
    assertEquals(
        "the share ann may use 2 CPUs and does", of(demand(List.of(), "ann", List.of(), null)));
  }

  @Test
  void clientsThatMayNotWorkAreNamedWithTheReason() {
    OfferableClient one = client("a", 4, 0);
    assertEquals(
        "a that would fit: disabled",
        with(new RegisteredClient(one, false, true, true, "", "", null)));
    assertEquals(
        "a that would fit: offline",
        with(new RegisteredClient(one, true, false, true, "", "", null)));
    assertEquals(
        "a that would fit: unfit: disk full",
        with(new RegisteredClient(one, true, true, true, "disk full", "", null)));
    assertEquals(
        "a that would fit: not available at this time by its rules",
        with(new RegisteredClient(one, true, true, false, "", "", null)));
    assertEquals(
        "a that would fit: sick: 5 failures in a row",
        with(new RegisteredClient(one, true, true, true, "", "5 failures in a row", null)));
  }

  @Test
  void atMostThreeClientsAreNamed() {
    for (String name : List.of("a", "b", "c", "d", "e")) {
      clients.add(new RegisteredClient(client(name, 4, 0), true, false, true, "", "", null));
    }
    assertEquals("a, b, c and 2 more that would fit: offline", of(room(1, 0, 0)));
  }

  @Test
  void aFullFarmSaysWhatIsWanted() {
    add("a", 4, 3);
    assertEquals("no client that fits has 2 CPUs, 5 MiB free", of(room(2, 5, 0)));
  }

  @Test
  void aSingleJobSaysThatItIsAboutWhatRunsThere() {
    clients.add(
        new RegisteredClient(
            client("a", 4, 1, new Held(List.of(), 0, List.of())), true, true, true, "", "", null));
    assertEquals(
        "no client that fits has 1 CPU free beside what runs there (single)",
        of(demand(List.of("single"), "", List.of(), null)));
  }

  @Test
  void aClientThatIsKeptForAnotherJobIsNamed() {
    RegisteredClient kept = new RegisteredClient(client("a", 4, 0), true, true, true, "", "", 3);
    assertEquals("a is kept for job 3, which came first", with(kept));
  }

  @Test
  void aJobThatStaysAwayFromTheOnlyFreeClientSaysSo() {
    add("a", 4, 0);
    assertEquals(
        "it stays away from the client that it failed on or was taken off",
        of(demand(List.of(), "", List.of(new Avoided(1, null)), null)));
  }

  @Test
  void aJobThatNothingHoldsBackIsAboutToBeStarted() {
    add("a", 4, 0);
    assertEquals("about to be started", of(room(1, 0, 0)));
  }

  private String with(RegisteredClient only) {
    clients.clear();
    clients.add(only);
    return of(room(1, 0, 0));
  }

  private String where(String name, String value) {
    return of(Demand.of(1, List.of(new Condition(name, Condition.Op.EQUAL, value)), List.of()));
  }

  private String of(Demand demand) {
    String reason =
        new WaitingReasons(clients, counters, shares, new ConditionMatcher(Set.of()), NOW)
            .of(JOB, demand);
    assertTrue(Sayings.isPhrase(reason), "pages say it in each language: " + reason);
    return reason;
  }

  private void add(String hostname, int cpus, int cpusInUse) {
    clients.add(
        new RegisteredClient(client(hostname, cpus, cpusInUse), true, true, true, "", "", null));
  }

  private OfferableClient client(String hostname, int cpus, int cpusInUse, Held... held) {
    Machine machine =
        new Machine(
            "linux-x86_64", cpus, 64_000, List.of(new Machine.Card("L4", 24_000)), Map.of());
    return new OfferableClient(
        clients.size() + 1,
        new ClientTraits(hostname, "", Set.of(), machine),
        cpusInUse,
        false,
        List.of(held));
  }

  private static Demand room(int cpus, int memory, int gpus) {
    return new Demand(
        new Room(cpus, memory, gpus),
        Hosts.ONE,
        List.of(),
        List.of(),
        Map.of(),
        List.of(),
        "",
        List.of());
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

  private static Demand demand(
      List<String> singleTags, String share, List<Avoided> avoided, @Nullable String resource) {
    return new Demand(
        new Room(1, 0, 0),
        Hosts.ONE,
        List.of(),
        singleTags,
        resource == null ? Map.of() : Map.of(resource, 1),
        List.of(),
        share,
        avoided);
  }
}
