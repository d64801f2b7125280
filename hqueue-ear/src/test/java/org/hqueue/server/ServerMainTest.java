package org.hqueue.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ServerMainTest {
  @Test
  void readsOldAndNewVersionNumbers() {
    assertEquals(8, ServerMain.feature("1.8"));
    assertEquals(11, ServerMain.feature("11"));
    assertEquals(17, ServerMain.feature("17"));
  }
}
