package org.hqueue.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.hqueue.xmlrpc.XmlRpcFault;

/** Real processes on a real agent. */
final class RealScenarios {
  private static final int CPUS = 16;
  private static final double AT_ONCE_SECONDS = 60;

  private RealScenarios() {}

  /**
   * {@code true} on one agent with 16 CPUs, from {@code newjob} to the last end that is written.
   * The CPU is that of server and database; memory in the second row is the agent's.
   */
  static void processes(Bench bench, Consumer<Measurement> rows) throws Exception {
    int count = bench.plan().realJobs();
    try (AgentProcess agent =
        AgentProcess.start(
            bench.agentJar(), bench.folder().resolve("agent"), bench.address(), CPUS)) {
      runAll(bench, Math.min(count, bench.plan().first()));
      Bench.Meter meter = bench.meter();
      ProcessUse before = agent.use();
      runAll(bench, count);
      Measurement row =
          meter.stop(
              "real processes (true), one agent, 16 CPUs",
              count,
              new Samples(),
              Goal.perSecond(150));
      rows.accept(row);
      rows.accept(ofAgent(row, before, agent.use()));
    }
  }

  private static Measurement ofAgent(Measurement row, ProcessUse before, ProcessUse after) {
    double none = Double.NaN;
    return new Measurement(
        "the agent meanwhile, without its processes",
        row.pieces(),
        none,
        none,
        none,
        row.seconds(),
        after.cpuMillis() - before.cpuMillis(),
        0,
        after.residentMebibytes(),
        0,
        row.machine(),
        Goal.NONE);
  }

  private static void runAll(Bench bench, int count) throws Exception {
    Caller caller = bench.caller();
    int root = caller.newjob(Jobs.tree("real", 0, count, i -> Jobs.one("true " + i))).get(0);
    while (!hasSucceeded(caller, root)) {
      // The call itself waits.
    }
    caller.call("deleteJobs", List.of(root));
  }

  private static boolean hasSucceeded(Caller caller, int root)
      throws XmlRpcFault, IOException, InterruptedException {
    Object statuses = caller.call("waitForJobs", List.of(root), AT_ONCE_SECONDS);
    Object status = statuses instanceof Map<?, ?> map ? map.get(Integer.toString(root)) : null;
    if ("failed".equals(status) || "cancelled".equals(status)) {
      throw new IOException("a job of real processes is " + status);
    }
    return "succeeded".equals(status);
  }
}
