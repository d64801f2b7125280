package org.hqueue.web.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class AgentLogServletTest {

  @Test
  void assignmentsAndOffsetsAreWholeNumbersWithinTheirRange() {
    assertEquals(OptionalLong.of(0), AgentLogServlet.number("0", 10));
    assertEquals(OptionalLong.of(10), AgentLogServlet.number("10", 10));
    assertEquals(OptionalLong.empty(), AgentLogServlet.number("11", 10));
    assertEquals(OptionalLong.empty(), AgentLogServlet.number("-1", 10));
    assertEquals(OptionalLong.empty(), AgentLogServlet.number("1/2", 10));
    assertEquals(OptionalLong.empty(), AgentLogServlet.number(null, 10));
  }
}
