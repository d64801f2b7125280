package org.hqueue.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** {@code newjob}, without clients. */
final class SubmissionScenarios {
  private SubmissionScenarios() {}

  /** One job a call, over one connection and over eight. */
  static void singleCalls(Bench bench, Consumer<Measurement> rows) throws Exception {
    Plan plan = bench.plan();
    String first = "newjob, the first %,d, 8 connection(s)".formatted(plan.first());
    singleCalls(bench, row -> rows.accept(row.named(first, Goal.NONE)), 8, plan.first());
    if (plan.warmUp() > 0) {
      singleCalls(bench, unused -> {}, 8, plan.warmUp());
    }
    singleCalls(
        bench, row -> rows.accept(row.named(row.name(), Goal.NONE)), 1, plan.submissions() / 4);
    singleCalls(bench, rows, 8, plan.submissions());
  }

  private static void singleCalls(
      Bench bench, Consumer<Measurement> rows, int connections, int count) throws Exception {
    int each = count / connections;
    ExecutorService callers = Executors.newFixedThreadPool(connections);
    List<Integer> jobs = new ArrayList<>();
    Samples samples = new Samples();
    try {
      Bench.Meter meter = bench.meter();
      List<Future<Calls>> running = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        running.add(callers.submit(() -> submit(bench.caller(), each)));
      }
      for (Future<Calls> calls : running) {
        samples.addAll(calls.get().samples());
        jobs.addAll(calls.get().jobs());
      }
      String name = "newjob, one job a call, %d connection(s)".formatted(connections);
      rows.accept(meter.stop(name, samples.count(), samples, Goal.perSecond(1000)));
    } finally {
      callers.shutdownNow();
    }
    bench.caller().remove(jobs);
  }

  private record Calls(Samples samples, List<Integer> jobs) {}

  private static Calls submit(Caller caller, int count) throws Exception {
    Samples samples = new Samples();
    List<Integer> jobs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      jobs.addAll(samples.time(() -> caller.newjob(Jobs.one("single"))));
    }
    return new Calls(samples, jobs);
  }

  /** A job with very many children in one call. */
  static void oneBigCall(Bench bench, Consumer<Measurement> rows) throws Exception {
    int children = bench.plan().bigTree();
    Caller caller = bench.caller();
    Samples samples = new Samples();
    List<Integer> roots = new ArrayList<>();
    Bench.Meter meter = bench.meter();
    for (int round = 0; round < bench.plan().rounds(); round++) {
      var spec = Jobs.tree("big", 0, children, i -> Jobs.one("child " + i));
      roots.add(samples.time(() -> caller.newjob(spec)).get(0));
    }
    rows.accept(
        meter.stop(
            "newjob, one call with %,d children".formatted(children),
            samples.count(),
            samples,
            Goal.medianAtMost(2000)));
    caller.remove(roots);
  }
}
