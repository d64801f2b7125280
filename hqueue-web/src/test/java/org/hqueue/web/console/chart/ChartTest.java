package org.hqueue.web.console.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChartTest {

  @Test
  void areasStandOnEachOther() {
    assertEquals(
        List.of(
            "M0 60H300L300 30H600L600 120H300L300 120H0Z",
            "M0 0H300L300 0H600L600 30H300L300 60H0Z"),
        Chart.paths(
            2, List.of(Map.of(0, 2.0, 1, 3.0), Map.of(0, 2.0, 1, 1.0)), 4, Chart.Form.AREA));
  }

  @Test
  void aLineIsBrokenWhereNothingIsKnown() {
    assertEquals(
        List.of("M0 120H200M400 0H600"),
        Chart.paths(3, List.of(Map.of(0, 0.0, 2, 5.0)), 5, Chart.Form.LINE));
  }

  @Test
  void aBarOfNothingIsNotDrawn() {
    assertEquals(
        List.of("M330 120V60H570V120Z"),
        Chart.paths(2, List.of(Map.of(0, 0.0, 1, 1.0)), 2, Chart.Form.BAR));
  }

  @Test
  void theUpperEdgeIsARoundNumber() {
    assertEquals(1, Chart.round(0.2));
    assertEquals(2, Chart.round(2));
    assertEquals(5, Chart.round(2.1));
    assertEquals(100, Chart.round(51));
    assertEquals(500_000, Chart.round(200_001));
  }
}
