package org.hqueue.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** From the call of {@code newjob} to the moment when an agent has the job. */
final class LatencyScenarios {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int CPUS = 16;
  private static final int HIGHEST = 9;

  private LatencyScenarios() {}

  /** Every agent is idle. */
  static void idleFarm(Bench bench, Consumer<Measurement> rows) throws Exception {
    String name = "latency, newjob to agent, %d idle agents".formatted(bench.plan().agents());
    Goal goal = Goal.medianAtMost(50).and(Goal.p99AtMost(250));
    measure(bench, rows, name, Duration.ZERO, 1, bench.plan().latencies(), goal);
  }

  /**
   * Every CPU is busy and jobs of a lower priority wait for it: a new one has to wait until a CPU
   * is free, which is on average the time that processes run divided by the number of CPUs.
   */
  static void loadedFarm(Bench bench, Consumer<Measurement> rows) throws Exception {
    int cpus = bench.plan().agents() * CPUS;
    Caller caller = bench.caller();
    List<Integer> queue = DispatchScenarios.queue(caller, bench.plan().loadedQueue());
    String name = "latency, newjob to agent, %,d busy CPUs".formatted(cpus);
    int busy = Math.min(cpus, bench.plan().loadedQueue());
    measure(bench, rows, name, bench.plan().work(), busy, bench.plan().reads(), Goal.NONE);
    caller.remove(queue);
  }

  /**
   * Measures job by job.
   *
   * @param work how long each process runs
   * @param busy jobs that agents must have received before
   * @param calls jobs that are measured
   */
  private static void measure(
      Bench bench,
      Consumer<Measurement> rows,
      String name,
      Duration work,
      int busy,
      int calls,
      Goal goal)
      throws Exception {
    Caller caller = bench.caller();
    Samples samples = new Samples();
    List<Integer> jobs = new ArrayList<>();
    try (SimulatedFarm farm =
        new SimulatedFarm(bench.address(), bench.plan().agents(), CPUS, work)) {
      farm.start();
      jobs.add(caller.newjob(Jobs.urgent("first", HIGHEST)).get(0));
      farm.watch().awaitReceived(jobs.get(0), PATIENCE);
      farm.watch().awaitReceivedCount(busy, PATIENCE);
      Bench.Meter meter = bench.meter();
      for (int i = 0; i < calls; i++) {
        long start = System.nanoTime();
        int job = caller.newjob(Jobs.urgent("alone", HIGHEST)).get(0);
        jobs.add(job);
        samples.add(farm.watch().awaitReceived(job, PATIENCE) - start);
        if (work.isZero()) {
          farm.watch().awaitEnded(jobs.size(), PATIENCE);
        }
      }
      rows.accept(meter.stop(name, samples.count(), samples, goal));
    }
    caller.remove(jobs);
  }
}
