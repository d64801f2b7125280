package org.hqueue.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalDouble;
import org.hqueue.job.Forecast.Run;
import org.junit.jupiter.api.Test;

/** The rules of the ETA, jobs.md section 6. */
class ForecastTest {

  private static final OptionalDouble NONE = OptionalDouble.empty();

  @Test
  void aRunningCommandIsForetoldByItsProgressFromTwoPercentOn() {
    assertEquals(180, Forecast.ofRun(new Run(60, 0.25), NONE));
    assertEquals(4900, Forecast.ofRun(new Run(100, 0.02), OptionalDouble.of(110)));
    assertEquals(0, Forecast.ofRun(new Run(60, 1.0), NONE));
  }

  @Test
  void belowTwoPercentTheMedianOfItsSiblingsTells() {
    assertEquals(10, Forecast.ofRun(new Run(100, 0.019), OptionalDouble.of(110)));
    assertEquals(0, Forecast.ofRun(new Run(200, 0), OptionalDouble.of(110)), "never negative");
    assertEquals(Forecast.UNKNOWN, Forecast.ofRun(new Run(100, 0), NONE));
  }

  @Test
  void aTreeIsWhatWaitsOnThePlacesItHasAndTheLongestRest() {
    List<Run> two = List.of(new Run(50, 0.5), new Run(20, 0));
    assertEquals(4 * 100 / 2 + 80, Forecast.ofTree(4, OptionalDouble.of(100), two));
    assertEquals(50, Forecast.ofTree(0, NONE, two), "the other one is not known");
  }

  @Test
  void withoutEvidenceNothingIsForetold() {
    assertEquals(Forecast.UNKNOWN, Forecast.ofTree(4, OptionalDouble.of(100), List.of()));
    assertEquals(Forecast.UNKNOWN, Forecast.ofTree(4, NONE, List.of(new Run(50, 0.5))));
    assertEquals(Forecast.UNKNOWN, Forecast.ofTree(0, NONE, List.of(new Run(50, 0))));
  }

  @Test
  void theMedianIsTheLowerOneOfTwo() {
    assertEquals(OptionalDouble.of(2), Forecast.median(List.of(3.0, 1.0, 2.0)));
    assertEquals(OptionalDouble.of(1), Forecast.median(List.of(3.0, 1.0)));
    assertEquals(NONE, Forecast.median(List.of()));
  }
}
