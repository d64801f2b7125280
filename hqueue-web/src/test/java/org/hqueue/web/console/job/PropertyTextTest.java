package org.hqueue.web.console.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PropertyTextTest {

  @Test
  void whatSaysNothingIsLeftOut() {
    assertEquals("", PropertyText.of(null));
    assertEquals("", PropertyText.of(0));
    assertEquals("", PropertyText.of(List.of()));
    assertEquals("", PropertyText.of(Map.of("success", "", "requeue", "")));
  }

  @Test
  void listsAndStructsAreOneLine() {
    assertEquals("single, gpu", PropertyText.of(List.of("single", "gpu")));
    assertEquals("a 2, b x", PropertyText.of(Map.of("b", "x", "a", 2)));
    assertEquals("true", PropertyText.of(true));
  }
}
