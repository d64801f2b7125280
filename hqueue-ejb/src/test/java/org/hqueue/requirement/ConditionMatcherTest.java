package org.hqueue.requirement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.hqueue.requirement.Condition.Name;
import org.hqueue.requirement.Condition.Op;
import org.junit.jupiter.api.Test;

class ConditionMatcherTest {

  private final ConditionMatcher matcher = new ConditionMatcher(Set.of("High Mem", "a, b"));
  private final ClientTraits client =
      new ClientTraits("Node7.studio.local", "gpu", Set.of("GPU", "High Mem"));

  @Test
  void hostNamesAreComparedWithoutCaseAndByTheirFirstLabel() {
    assertTrue(holds(Name.HOSTNAME, Op.EQUAL, "node7.STUDIO.local"));
    assertTrue(holds(Name.HOSTNAME, Op.EQUAL, "NODE7"));
    assertFalse(holds(Name.HOSTNAME, Op.EQUAL, "node7.other.local"));
    assertFalse(holds(Name.HOSTNAME, Op.EQUAL, "node"));
    ClientTraits plain = new ClientTraits("node7", "", Set.of());
    assertTrue(matcher.holds(new Condition(Name.HOSTNAME, Op.EQUAL, "node7.studio.local"), plain));
  }

  @Test
  void listsOfHostsAreSeparatedByCommasBlanksAndSemicolons() {
    assertTrue(holds(Name.HOSTNAME, Op.IN, "a, b;c node7"));
    assertFalse(holds(Name.HOSTNAME, Op.IN, "a, b;c"));
    assertTrue(holds(Name.HOSTNAME, Op.NOT_IN, "a, b;c"));
  }

  @Test
  void listsOfGroupsAreSeparatedByCommasAlone() {
    assertTrue(holds(Name.GROUP, Op.IN, "Sim, GPU"));
    assertFalse(holds(Name.GROUP, Op.IN, "Sim GPU"));
    assertTrue(holds(Name.GROUP, Op.IN, "Sim,High Mem"));
  }

  @Test
  void aValueThatIsAnExistingNameAsAWholeIsOneItem() {
    assertEquals(List.of("a, b"), matcher.items(new Condition(Name.GROUP, Op.IN, "a, b")));
  }

  @Test
  void groupNamesAreComparedExactly() {
    assertTrue(holds(Name.GROUP, Op.EQUAL, "GPU"));
    assertFalse(holds(Name.GROUP, Op.EQUAL, "gpu"));
    assertTrue(holds(Name.GROUP, Op.NOT_EQUAL, "gpu"));
  }

  @Test
  void aLabelNamesOneClientOfAHostOrAll() {
    assertTrue(holds(Name.LABEL, Op.IN, "node7:gpu"));
    assertTrue(holds(Name.LABEL, Op.IN, "node7"));
    assertFalse(holds(Name.LABEL, Op.IN, "node7:"));
    assertFalse(holds(Name.LABEL, Op.IN, "node7:cpu"));
  }

  @Test
  void hostnameUnequalNothingIsEverybody() {
    assertTrue(holds(Name.HOSTNAME, Op.NOT_EQUAL, ""));
  }

  @Test
  void allConditionsMustHold() {
    Condition gpu = new Condition(Name.GROUP, Op.EQUAL, "GPU");
    Condition other = new Condition(Name.HOSTNAME, Op.EQUAL, "other");
    assertTrue(matcher.admits(List.of(), client));
    assertTrue(matcher.admits(List.of(gpu), client));
    assertFalse(matcher.admits(List.of(gpu, other), client));
  }

  private boolean holds(Name name, Op op, String value) {
    return matcher.holds(new Condition(name, op, value), client);
  }
}
