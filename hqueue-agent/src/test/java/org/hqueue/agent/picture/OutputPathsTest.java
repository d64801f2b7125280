package org.hqueue.agent.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutputPathsTest {

  @Test
  void pathsAreWhatFollowsTheWordAtTheStartOfALine() {
    assertEquals(
        List.of("/show/a b.png", "beauty.exr"),
        paths("OUTPUT: /show/a b.png \nno OUTPUT: x\n OUTPUT: y\nOUTPUT y\r\nOUTPUT:beauty.exr"));
  }

  @Test
  void aPathCountsOnceAndAfterThoseThatAreKnown() {
    OutputPaths paths = new OutputPaths(List.of("b"));
    read(paths, "OUTPUT: a\nOUTPUT: b\nOUTPUT: a\n");
    assertEquals(List.of("b", "a"), paths.paths());
  }

  @Test
  void piecesMayEndAnywhere() {
    OutputPaths paths = new OutputPaths(List.of());
    for (byte b : "x\nOUTPUT: /é\nOUT".getBytes(StandardCharsets.UTF_8)) {
      paths.read(new byte[] {b}, 1);
    }
    paths.finish();
    assertEquals(List.of("/é"), paths.paths());
  }

  @Test
  void whatIsTooLongOrHoldsControlCharactersDoesNotCount() {
    String longest = "x".repeat(1000);
    assertEquals(
        List.of(longest),
        paths(
            "OUTPUT: %s\nOUTPUT: %sx\nOUTPUT: a\u0001b\nOUTPUT: \nOUTPUT: %s\n"
                .formatted(longest, longest, "y".repeat(100_000))));
  }

  @Test
  void aHundredCount() {
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      many.append("OUTPUT: ").append(i).append('\n');
    }
    List<String> paths = paths(many.toString());
    assertEquals(100, paths.size());
    assertEquals("99", paths.get(99));
  }

  private static List<String> paths(String output) {
    OutputPaths paths = new OutputPaths(List.of());
    read(paths, output);
    return paths.paths();
  }

  private static void read(OutputPaths paths, String output) {
    byte[] bytes = output.getBytes(StandardCharsets.UTF_8);
    paths.read(bytes, bytes.length);
    paths.finish();
  }
}
