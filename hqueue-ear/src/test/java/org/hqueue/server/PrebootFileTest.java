package org.hqueue.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrebootFileTest {
  @Test
  void bindsToTheAddressThatWasAskedFor() {
    List<String> commands = PrebootFile.commands(InetAddress.getLoopbackAddress());
    assertEquals(
        1,
        commands.stream().filter(line -> line.endsWith("http-listener.address=127.0.0.1")).count());
    assertTrue(commands.stream().allMatch(line -> line.startsWith("set")));
  }
}
