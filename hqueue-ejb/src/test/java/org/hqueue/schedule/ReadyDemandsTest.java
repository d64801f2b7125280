package org.hqueue.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hqueue.schedule.ReadyJobs.ReadyJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadyDemandsTest {

  private static final Instant NOW = Instant.ofEpochSecond(1_000_000);
  private static final Instant BEFORE = NOW.minusSeconds(60);

  private final Map<Integer, ReadyJob> ready = new TreeMap<>();
  private final List<Set<Integer>> asked = new ArrayList<>();
  private final ReadyDemands demands = new ReadyDemands();
  private Set<Integer> known = Set.of();

  @BeforeEach
  @SuppressWarnings("UnnecessaryAssignment") // There is no container here.
  void store() {
    demands.store =
        new PlacementStore() {
          @Override
          List<Integer> readyRequirements(Set<Integer> alreadyKnown) {
            known = alreadyKnown;
            return List.copyOf(ready.keySet());
          }

          @Override
          List<ReadyJob> firstReady(Map<Integer, Integer> limits) {
            asked.add(Set.copyOf(limits.keySet()));
            return limits.keySet().stream().filter(ready::containsKey).map(ready::get).toList();
          }
        };
    ready(1, NOW);
    ready(2, BEFORE);
  }

  private void ready(int requirementId, Instant since) {
    ready.put(requirementId, new ReadyJob(100 + requirementId, requirementId, 0, since));
  }

  @Test
  void whatOnePassFoundIsKnownInTheNextOnesForASecond() {
    demands.requirements(NOW);
    assertEquals(Set.of(), known);
    demands.requirements(NOW.plusMillis(999));
    assertEquals(Set.of(1, 2), known);
    demands.requirements(NOW.plusMillis(1_000));
    assertEquals(Set.of(), known);
  }

  @Test
  void aClockSetBackForgets() {
    demands.requirements(NOW);
    demands.requirements(NOW.minusMillis(1));
    assertEquals(Set.of(), known);
  }

  @Test
  void aDemandWithoutJobsIsForgottenWhenItsJobsWereAskedFor() {
    demands.requirements(NOW);
    ready.remove(2);
    assertEquals(List.of(ready.get(1)), demands.jobs(NOW).first(Map.of(1, 5, 2, 5)));
    demands.requirements(NOW);
    assertEquals(Set.of(1), known);
  }

  @Test
  void aJobThatHasNotWaitedLongIsAskedForAgainAfterASecond() {
    assertEquals(List.of(ready.get(2)), waiting(NOW));
    assertEquals(List.of(ready.get(2)), waiting(NOW.plusMillis(999)));
    assertEquals(List.of(ready.get(2)), waiting(NOW.plusMillis(1_000)));
    assertEquals(List.of(Set.of(1, 2), Set.of(2), Set.of(1, 2)), asked);
  }

  @Test
  void whatNothingCanBeKeptForIsAskedForAgainAfterASecond() {
    demands.rest(Set.of(2), NOW);
    assertEquals(List.of(), waiting(NOW.plusMillis(999)));
    assertEquals(List.of(ready.get(2)), waiting(NOW.plusMillis(1_000)));
  }

  private List<ReadyJob> waiting(Instant now) {
    return demands.jobs(now).firstWaitingSince(Set.of(1, 2), BEFORE.plus(Duration.ofSeconds(1)));
  }
}
