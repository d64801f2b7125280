package org.hqueue.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.hqueue.xmlrpc.XmlRpcFault;

/** Jobs on their way to agents and back. */
final class DispatchScenarios {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int CPUS = 16;
  private static final int HIGH = 5;
  private static final int HIGHEST = 9;

  /** The longest tree that one call submits. */
  private static final int TREE = 10_000;

  private static final Goal GOAL = Goal.perSecond(1000).and(Goal.cpuAtMost(1));

  private DispatchScenarios() {}

  /** Jobs that end at once, with queues of several lengths behind them. */
  static void depths(Bench bench, Consumer<Measurement> rows) throws Exception {
    warmUp(bench, rows);
    for (int depth : bench.plan().depths()) {
      List<Integer> queue = queue(bench.caller(), depth);
      for (int demands : bench.plan().demands()) {
        String name = "dispatch, %,d queued, %,d demand(s)".formatted(depth, demands);
        List<Integer> made = dispatch(bench, rows, name, demands, bench.plan().dispatched());
        bench.caller().remove(made);
      }
      bench.caller().remove(queue);
    }
  }

  /** The same with nothing else in the queue. */
  static void alone(Bench bench, Consumer<Measurement> rows) throws Exception {
    warmUp(bench, rows);
    bench.caller().remove(dispatch(bench, rows, "dispatch", 1, bench.plan().dispatched()));
  }

  private static void warmUp(Bench bench, Consumer<Measurement> rows) throws Exception {
    int first = bench.plan().first();
    String name = "dispatch, the first %,d".formatted(first);
    Consumer<Measurement> aimless = row -> rows.accept(row.named(name, Goal.NONE));
    bench.caller().remove(dispatch(bench, aimless, name, 1, first));
    for (int done = 0; done < bench.plan().warmUp(); done += TREE) {
      int count = Math.min(TREE, bench.plan().warmUp() - done);
      bench.caller().remove(dispatch(bench, unused -> {}, "warming up", 1, count));
    }
  }

  /** The same behind jobs that come first and that no client may run. */
  static void hopelessAtTheHead(Bench bench, Consumer<Measurement> rows) throws Exception {
    bench.caller().remove(dispatch(bench, unused -> {}, "warming up", 1, bench.plan().first()));
    int count = bench.plan().hopeless();
    Caller caller = bench.caller();
    var hopeless = Jobs.tree("hopeless", HIGHEST, count, Jobs::hopeless);
    List<Integer> head = List.of(caller.newjob(hopeless).get(0));
    String name = "dispatch, %,d that fit nobody first".formatted(count);
    List<Integer> made = dispatch(bench, rows, name, 1, bench.plan().dispatched());
    caller.remove(made);
    caller.remove(head);
  }

  /** Waiting jobs of a low priority; gives the roots. */
  static List<Integer> queue(Caller caller, int length)
      throws XmlRpcFault, IOException, InterruptedException {
    List<Integer> roots = new ArrayList<>();
    for (int done = 0; done < length; done += TREE) {
      int children = Math.min(TREE, length - done);
      roots.add(caller.newjob(Jobs.tree("queue", 0, children, i -> Jobs.one("waiting"))).get(0));
    }
    return roots;
  }

  /** Submits jobs that come before the queue, then lets agents come; gives the root. */
  private static List<Integer> dispatch(
      Bench bench, Consumer<Measurement> rows, String name, int demands, int count)
      throws Exception {
    Caller caller = bench.caller();
    var spec = Jobs.tree("measured", HIGH, count, i -> Jobs.demanding("no-op " + i, i % demands));
    int root = caller.newjob(spec).get(0);
    try (SimulatedFarm farm =
        new SimulatedFarm(bench.address(), bench.plan().agents(), CPUS, Duration.ZERO)) {
      Bench.Meter meter = bench.meter();
      farm.start();
      farm.watch().awaitEnded(count, PATIENCE);
      int ended = farm.watch().endedCount();
      rows.accept(meter.stop(name, ended, new Samples(), GOAL));
    }
    return List.of(root);
  }

  /** Agents that have nothing to do and report every 10 s. */
  static void heartbeats(Bench bench, Consumer<Measurement> rows) throws Exception {
    for (int agents : bench.plan().idleAgents()) {
      Duration time = Duration.ofSeconds(bench.plan().idleSeconds());
      try (SimulatedFarm farm = new SimulatedFarm(bench.address(), agents, CPUS, Duration.ZERO)) {
        farm.start();
        farm.watch().awaitAnswered(agents, PATIENCE); // all have registered and been told something
        Bench.Meter meter = bench.meter();
        int before = farm.watch().answeredCount();
        Thread.sleep(time.toMillis());
        int answered = farm.watch().answeredCount() - before;
        if (farm.watch().failedCount() > 0) {
          throw new IllegalStateException(
              "%,d heartbeats got no answer or were refused".formatted(farm.watch().failedCount()));
        }
        String name = "heartbeats, %,d idle agents".formatted(agents);
        rows.accept(meter.stop(name, answered, new Samples(), Goal.coresAtMost(0.5)));
      }
    }
  }
}
