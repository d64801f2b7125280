package org.hqueue.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FiguresTest {
  @TempDir Path folder;

  @Test
  void aPercentileIsTheSmallestSampleThatSoManyDoNotExceed() {
    Samples samples = new Samples();
    for (int i = 100; i >= 1; i--) {
      samples.add(i * 1_000_000L);
    }
    assertEquals(50, samples.percentile(50));
    assertEquals(95, samples.percentile(95));
    assertEquals(99, samples.percentile(99));
    assertEquals(100, samples.percentile(100));
  }

  @Test
  void nothingMeasuredHasNoPercentile() {
    assertTrue(Double.isNaN(new Samples().percentile(50)));
  }

  @Test
  void aGoalOfTwoPartsIsReachedOnlyWithBoth() {
    Goal goal = Goal.perSecond(1000).and(Goal.cpuAtMost(1));
    assertEquals("1,000/s, 1 ms CPU", goal.text());
    assertTrue(row(2000, 1, 1500, goal).isGoalReached());
    assertFalse(row(2000, 1, 2500, goal).isGoalReached(), "too much CPU");
    assertFalse(row(2000, 4, 1500, goal).isGoalReached(), "too slow");
  }

  @Test
  void whatWasNotMeasuredMissesItsGoal() {
    assertFalse(row(10, 1, 10, Goal.medianAtMost(50)).isGoalReached());
  }

  @Test
  void theTableTellsWhetherAGoalIsMet() {
    StringWriter text = new StringWriter();
    new Table(new PrintWriter(text)).row(row(500, 1, 100, Goal.perSecond(1000)));
    assertTrue(text.toString().contains("1,000/s: **not met**"), text.toString());
  }

  @Test
  void aMissedGoalComesWithWhatTheMachineDid() {
    assertTrue(unmet(1_950, 20).contains("all were busy, so CPU is the limit"));
    String waited = unmet(900, 300);
    assertTrue(
        waited.contains("server 0.60, database 0.20, all else 0.10, waiting for the disk 0.30"),
        waited);
    assertTrue(waited.contains("0.80 had nothing to do"), waited);
  }

  private static String unmet(double busyMillis, double diskMillis) {
    double none = Double.NaN;
    MachineUse machine = new MachineUse(busyMillis, diskMillis);
    Measurement row =
        new Measurement(
            "work", 500, none, none, none, 1, 600, 200, 100, 50, machine, Goal.perSecond(1000));
    StringWriter text = new StringWriter();
    new Table(new PrintWriter(text)).unmet(List.of(row), 2);
    return text.toString();
  }

  @Test
  void aRunWithEveryGoalMetSaysNothingMore() {
    StringWriter text = new StringWriter();
    new Table(new PrintWriter(text)).unmet(List.of(row(2000, 1, 100, Goal.perSecond(1000))), 2);
    assertEquals("", text.toString());
  }

  @Test
  void aRunIsComparedWithAnEarlierOne() throws IOException {
    Path old = folder.resolve("old.json");
    ResultFile.write(old, "h2", List.of(row(500, 1, 100, Goal.NONE)));
    StringWriter text = new StringWriter();
    ResultFile.compare(old, List.of(row(1000, 1, 100, Goal.NONE)), new PrintWriter(text));
    assertTrue(
        text.toString().matches("(?s).*\\| work +\\| +\\| +\\| +2.00 \\| +0.50 \\|.*"),
        text.toString());
  }

  private static Measurement row(int pieces, double seconds, double cpuMillis, Goal goal) {
    double none = Double.NaN;
    return new Measurement(
        "work", pieces, none, none, none, seconds, cpuMillis, 0, 100, 0, MachineUse.UNKNOWN, goal);
  }
}
