package org.hqueue.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SampleDisplayTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, UTF_8);

  @Test
  void elsewhereThanOnATerminalALineIsPrintedOnlyWhenItChanges() {
    SampleDisplay display = new SampleDisplay(out, false);
    display.show(List.of(job("running", 0.5)));
    display.show(List.of(job("running", 0.5)));
    display.show(List.of(job("succeeded", 1.0)));
    assertEquals(
        """
          Frame 1                  running    [##########----------]  50 %  on node:farm1
          Frame 1                  succeeded  [####################] 100 %  on node:farm1
        """,
        bytes.toString(UTF_8));
  }

  @Test
  void onATerminalTheLinesAreDrawnOver() {
    SampleDisplay display = new SampleDisplay(out, true);
    display.show(List.of(job("running", 0.5), job("runnable", 0.0)));
    display.show(List.of(job("running", 0.5), job("running", 0.1)));
    assertTrue(bytes.toString(UTF_8).contains("\u001b[2A"));
  }

  private static Map<?, ?> job(String status, double progress) {
    return Map.of(
        "id",
        7,
        "name",
        "Frame 1",
        "status",
        status,
        "progress",
        progress,
        "clients",
        List.of(Map.of("hostname", "node", "name", "farm1")));
  }
}
