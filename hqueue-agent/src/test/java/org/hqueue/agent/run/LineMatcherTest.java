package org.hqueue.agent.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LineMatcherTest {
  @Test
  void theFirstLineThatMatchesIsFoundWhereverThePiecesEnd() {
    String text = "fine\r10%\rWarning: \u00e4\u20ac\nError: disk full\nError: other\n";
    for (int size = 1; size < text.length(); size++) {
      var matcher = new LineMatcher(List.of("licence", "^Error: d.*l$"));
      feed(matcher, text, size);
      assertEquals(new LineMatcher.Match("^Error: d.*l$", "Error: disk full"), matcher.match());
    }
  }

  @Test
  void aLineWithoutAnEndCountsOnceNothingFollows() {
    var matcher = new LineMatcher(List.of("\u00e4r$"));
    feed(matcher, "x\n\u00e4r", 1);
    assertNull(matcher.match());
    matcher.finish();
    assertNotNull(matcher.match());
  }

  @Test
  void ofAVeryLongLineTheBeginningCountsAndLittleIsTold() {
    var matcher = new LineMatcher(List.of("needle"));
    feed(matcher, "x".repeat(5000) + "needle\n", 1000);
    assertNull(matcher.match());
    feed(matcher, "x".repeat(3000) + "needle" + "x".repeat(9000) + "\n", 1000);
    assertEquals(400, matcher.match().line().length());
  }

  @Test
  @Timeout(20)
  void anExpressionThatBlowsUpIsGivenUpAndTheOthersGoOn() {
    var matcher = new LineMatcher(List.of("(a+)+$", "(", "(x|y|z)*;", "done"));
    long start = System.nanoTime();
    feed(matcher, ("a".repeat(60) + "b\n" + "xyz".repeat(1300) + "\n").repeat(50), 4096);
    assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(10));
    assertNull(matcher.match());
    feed(matcher, "done\n", 1);
    assertEquals("done", matcher.match().pattern());
  }

  private static void feed(LineMatcher matcher, String text, int size) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int from = 0; from < bytes.length; from += size) {
      int count = Math.min(size, bytes.length - from);
      byte[] piece = new byte[count];
      System.arraycopy(bytes, from, piece, 0, count);
      matcher.read(piece, count);
    }
  }
}
