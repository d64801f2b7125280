package org.hqueue.web.console.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ClientListStateTest {

  @Test
  void aUrlComesBackAsItWas() {
    ClientListState state =
        ClientListState.of(
            Map.of("q", "büro & 1", "state", "offline", "sort", "load", "desc", "1", "page", "3")
                ::get);
    assertEquals("?q=b%C3%BCro+%26+1&state=offline&sort=load&desc=1&page=3", state.queryString());
    assertEquals(state, ClientListState.ofQuery(state.queryString().substring(1)));
    assertEquals("q=b%C3%BCro+%26+1&state=offline", state.matchQuery());
  }

  @Test
  void whatMakesNoSenseIsPassedOver() {
    ClientListState state =
        ClientListState.of(Map.of("state", "asleep", "sort", "colour", "page", "0")::get);
    assertEquals("", state.queryString());
    assertFalse(state.isFiltered());
  }

  @Test
  void aSecondClickTurnsTheOrderRound() {
    ClientListState state = ClientListState.of(name -> null).sortedBy("load");
    assertFalse(state.descending());
    assertTrue(state.sortedBy("load").descending());
  }
}
