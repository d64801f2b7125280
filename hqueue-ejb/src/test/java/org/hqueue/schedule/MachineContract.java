package org.hqueue.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.hqueue.client.ClientView;
import org.hqueue.client.Gpu;
import org.hqueue.client.Machine;
import org.hqueue.testfarm.SimulatedAgent;
import org.junit.jupiter.api.Test;

/** What agents tell of their machines, on each database. */
abstract class MachineContract extends FarmFixture {

  private static final List<Gpu> CARDS =
      List.of(new Gpu(0, "RTX A6000", 49_140), new Gpu(1, "Tesla\tT4", 15_360));

  @Test
  void whatAnAgentTellsOfItsMachineIsKeptAndShown() {
    answer(told(new SimulatedAgent(host, "", 8), ""));
    ClientView client = client();
    assertEquals("the fast one", client.description());
    assertEquals(3_200, client.cpuMegahertz());
    assertEquals(64_000_000L, client.memoryKilobytes());
    assertEquals(900_000_000L, client.diskCapacityKilobytes());
    assertEquals(
        List.of(new Gpu(0, "RTX A6000", 49_140), new Gpu(1, "Tesla T4", 15_360)), client.gpus());
    assertEquals(Map.of("rack", "7", "über", "größe = 3"), client.attributes());
    assertEquals("/opt/hqueue", client.installLocation());
    assertEquals(500_000_000L, client.freeDiskKilobytes());
    assertEquals(42, client.idleMinutes());
    assertEquals("", client.unfit());
  }

  @Test
  void anUnfitMachineSaysWhyAndGetsNothing() {
    SimulatedAgent agent = new SimulatedAgent(host, "", 8);
    submit(spec("command", "true"));
    assertTrue(answer(told(agent, "The disk is full.")).start().isEmpty());
    assertEquals("The disk is full.", client().unfit());
    assertEquals(1, answer(told(agent, "")).start().size());
    assertEquals("", client().unfit());
  }

  @Test
  void aReportWithMoreThanTheColumnsHoldIsCutNotRefused() {
    SimulatedAgent agent = new SimulatedAgent(host, "", 1);
    HeartbeatReport report = agent.report(0);
    String much = "\u00e4".repeat(9_000);
    answer(
        with(
            report,
            new HeartbeatReport.Facts(
                5001,
                "test",
                "",
                false,
                new Machine(
                    "linux-x86_64",
                    1,
                    0,
                    0,
                    0,
                    List.of(new Gpu(0, much, 1)),
                    Map.of("a", "b", "big", much),
                    much,
                    much),
                0,
                0,
                0,
                -1,
                much)));
    assertEquals(Map.of("a", "b"), client().attributes());
    assertEquals(500, client().description().length());
    assertEquals(1000, client().unfit().length());
  }

  private static HeartbeatReport told(SimulatedAgent agent, String unfit) {
    return with(
        agent.report(0),
        new HeartbeatReport.Facts(
            5001,
            "test",
            "",
            false,
            new Machine(
                "linux-x86_64",
                8,
                3_200,
                64_000_000,
                900_000_000,
                CARDS,
                Map.of("rack", "7", "über", "größe = 3"),
                "the fast one",
                "/opt/hqueue"),
            32_000_000,
            0.5,
            500_000_000,
            42,
            unfit));
  }

  private static HeartbeatReport with(HeartbeatReport report, HeartbeatReport.Facts facts) {
    return new HeartbeatReport(
        report.agent(),
        facts,
        report.number(),
        report.holdSeconds(),
        report.leaving(),
        report.assignments(),
        report.address());
  }
}
