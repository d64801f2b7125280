package org.hqueue.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.junit.jupiter.api.Test;

class JobPolicyTest {

  @Test
  void furtherPatternsComeAfterItsOwnAndOnceEach() {
    JobPolicy own = JobPolicy.NONE.withPatterns(List.of("a"), List.of("x"));
    JobPolicy both = own.withPatterns(List.of("b", "a"), List.of("y"));
    assertEquals(List.of("a", "b"), both.errorPatterns());
    assertEquals(List.of("x", "y"), both.requeuePatterns());
    assertEquals(JobPolicy.NONE.retryElsewhere(), both.retryElsewhere());
    assertSame(own, own.withPatterns(List.of(), List.of()));
  }
}
