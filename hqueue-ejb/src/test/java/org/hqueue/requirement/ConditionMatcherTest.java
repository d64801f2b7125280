package org.hqueue.requirement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hqueue.requirement.Condition.Op;
import org.junit.jupiter.api.Test;

class ConditionMatcherTest {

  private static final Machine MACHINE =
      new Machine(
          "linux-x86_64",
          16,
          64_000,
          List.of(new Machine.Card("L4", 24_000), new Machine.Card("A2", 16_000)),
          Map.of("rack", "7", "room", "north"));

  private final ConditionMatcher matcher = new ConditionMatcher(Set.of("High Mem", "a, b"));
  private final ClientTraits client =
      new ClientTraits("Node7.studio.local", "gpu", Set.of("GPU", "High Mem"), MACHINE);

  @Test
  void hostNamesAreComparedWithoutCaseAndByTheirFirstLabel() {
    assertTrue(holds(Condition.HOSTNAME, Op.EQUAL, "node7.STUDIO.local"));
    assertTrue(holds(Condition.HOSTNAME, Op.EQUAL, "NODE7"));
    assertFalse(holds(Condition.HOSTNAME, Op.EQUAL, "node7.other.local"));
    assertFalse(holds(Condition.HOSTNAME, Op.EQUAL, "node"));
    ClientTraits plain = new ClientTraits("node7", "", Set.of(), MACHINE);
    assertTrue(
        matcher.holds(new Condition(Condition.HOSTNAME, Op.EQUAL, "node7.studio.local"), plain));
  }

  @Test
  void listsOfHostsAreSeparatedByCommasBlanksAndSemicolons() {
    assertTrue(holds(Condition.HOSTNAME, Op.IN, "a, b;c node7"));
    assertFalse(holds(Condition.HOSTNAME, Op.IN, "a, b;c"));
    assertTrue(holds(Condition.HOSTNAME, Op.NOT_IN, "a, b;c"));
  }

  @Test
  void listsOfGroupsAreSeparatedByCommasAlone() {
    assertTrue(holds(Condition.GROUP, Op.IN, "Sim, GPU"));
    assertFalse(holds(Condition.GROUP, Op.IN, "Sim GPU"));
    assertTrue(holds(Condition.GROUP, Op.IN, "Sim,High Mem"));
  }

  @Test
  void aValueThatIsAnExistingNameAsAWholeIsOneItem() {
    assertEquals(List.of("a, b"), matcher.items(new Condition(Condition.GROUP, Op.IN, "a, b")));
  }

  @Test
  void groupNamesAreComparedExactly() {
    assertTrue(holds(Condition.GROUP, Op.EQUAL, "GPU"));
    assertFalse(holds(Condition.GROUP, Op.EQUAL, "gpu"));
    assertTrue(holds(Condition.GROUP, Op.NOT_EQUAL, "gpu"));
  }

  @Test
  void aLabelNamesOneClientOfAHostOrAll() {
    assertTrue(holds(Condition.LABEL, Op.IN, "node7:gpu"));
    assertTrue(holds(Condition.LABEL, Op.IN, "node7"));
    assertFalse(holds(Condition.LABEL, Op.IN, "node7:"));
    assertFalse(holds(Condition.LABEL, Op.IN, "node7:cpu"));
  }

  @Test
  void hostnameUnequalNothingIsEverybody() {
    assertTrue(holds(Condition.HOSTNAME, Op.NOT_EQUAL, ""));
  }

  @Test
  void numbersOfTheMachineAreCompared() {
    assertTrue(holds("cpus", Op.AT_LEAST, "16"));
    assertFalse(holds("cpus", Op.AT_LEAST, "17"));
    assertTrue(holds("memory", Op.AT_MOST, "64000"));
    assertTrue(holds("gpus", Op.EQUAL, "2"));
    assertTrue(holds("gpuMemory", Op.AT_LEAST, "20000"));
    assertTrue(holds("cpus", Op.IN, "8, 16"));
  }

  @Test
  void systemArchitectureAndCardAreCompared() {
    assertTrue(holds("os", Op.EQUAL, "linux"));
    assertFalse(holds("os", Op.IN, "windows, macos"));
    assertTrue(holds("arch", Op.EQUAL, "x86_64"));
    assertTrue(holds("gpuModel", Op.EQUAL, "a2"));
    assertFalse(holds("gpuModel", Op.NOT_EQUAL, "L4"));
  }

  @Test
  void attributesAreComparedAsTextOrNumbersAndOneThatIsMissingIsEmpty() {
    assertTrue(holds("attribute:room", Op.EQUAL, "north"));
    assertTrue(holds("attribute:rack", Op.AT_LEAST, "7"));
    assertFalse(holds("attribute:room", Op.AT_LEAST, "1"));
    assertFalse(holds("attribute:floor", Op.EQUAL, "2"));
    assertTrue(holds("attribute:floor", Op.NOT_EQUAL, "2"));
  }

  @Test
  void allConditionsMustHold() {
    Condition gpu = new Condition(Condition.GROUP, Op.EQUAL, "GPU");
    Condition other = new Condition(Condition.HOSTNAME, Op.EQUAL, "other");
    assertTrue(matcher.admits(List.of(), client));
    assertTrue(matcher.admits(List.of(gpu), client));
    assertFalse(matcher.admits(List.of(gpu, other), client));
  }

  private boolean holds(String name, Op op, String value) {
    return matcher.holds(new Condition(name, op, value), client);
  }
}
