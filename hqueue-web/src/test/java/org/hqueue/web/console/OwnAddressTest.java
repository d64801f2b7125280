package org.hqueue.web.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class OwnAddressTest {

  @Test
  void theAddressIsTheOneThatTheViewerUsed() {
    assertEquals("http://farm:5000", OwnAddress.of(false, "farm:5000", "ip:1", ""));
    assertEquals("https://farm/queue", OwnAddress.of(true, "farm", "ip:1/queue", "/queue"));
    assertEquals("http://[::1]:5000", OwnAddress.of(false, "[::1]:5000", "ip:1", ""));
  }

  @Test
  void whatIsNoHostIsNotRepeated() {
    assertEquals("http://ip:1", OwnAddress.of(false, "a b; rm -rf $HOME", "ip:1", ""));
    assertEquals("http://ip:1", OwnAddress.of(false, null, "ip:1", ""));
  }

  @Test
  void anAddressOfThisMachineAloneIsKnown() {
    assertTrue(OwnAddress.isLoopback("http://127.0.0.1:5000"));
    assertTrue(OwnAddress.isLoopback("http://localhost/queue"));
    assertTrue(OwnAddress.isLoopback("http://[::1]:5000"));
    assertFalse(OwnAddress.isLoopback("http://localhost.example:5000"));
    assertFalse(OwnAddress.isLoopback("http://192.168.1.127:5000"));
  }
}
