package org.hqueue.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Weights and caps of shares (jobs.md section 8). */
class SharesTest {

  @Test
  void theLoadOfAShareIsItsCpusByItsWeight() {
    Shares shares = new Shares(true, Shares.rules("ann=2"), Map.of("ann", 6, "bob", 4));
    assertEquals(3.0, shares.load("ann"));
    assertEquals(4.0, shares.load("bob"), "a share that nobody names has weight 1");
    assertEquals(0.0, shares.load("cid"));
  }

  @Test
  void aShareNeverUsesMoreThanItsMost() {
    Shares shares = new Shares(false, Shares.rules("ann=1/8"), Map.of("ann", 6));
    assertTrue(shares.allow("ann", 2));
    assertFalse(shares.allow("ann", 3));
    shares.take("ann", 2);
    assertFalse(shares.allow("ann", 1));
    assertEquals(8, shares.most("ann"));
    assertTrue(shares.allow("bob", Integer.MAX_VALUE));
  }

  @Test
  void theStarIsTheRuleOfAllOthers() {
    Map<String, Shares.Rule> rules = Shares.rules("ann = 2, bob=0.5/64, *=1/4");
    assertEquals(new Shares.Rule(2, Integer.MAX_VALUE), rules.get("ann"));
    assertEquals(new Shares.Rule(0.5, 64), rules.get("bob"));
    Shares shares = new Shares(true, rules, Map.of());
    assertFalse(shares.allow("cid", 5));
    assertTrue(shares.allow("ann", 5));
    assertFalse(shares.allow("bob", 65));
  }

  @Test
  void withoutRulesNobodyIsToldApart() {
    assertEquals(Map.of(), Shares.rules(""));
    assertFalse(Shares.none().isFair());
    assertTrue(Shares.none().allow("", Integer.MAX_VALUE));
  }
}
