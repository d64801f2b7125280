package org.hqueue.bench;

import java.util.List;
import java.util.function.Consumer;

/** What a user does to a whole tree. */
final class TreeScenarios {
  private TreeScenarios() {}

  /** A tree is cancelled, rescheduled, cancelled again and deleted. */
  static void actionsOnATree(Bench bench, Consumer<Measurement> rows) throws Exception {
    int children = bench.plan().actedOn();
    Caller caller = bench.caller();
    int root = caller.newjob(Jobs.tree("tree", 0, children, i -> Jobs.one("child " + i))).get(0);
    act(bench, rows, caller, "cancelJobs", root);
    act(bench, rows, caller, "rescheduleJobs", root);
    caller.call("cancelJobs", List.of(root));
    act(bench, rows, caller, "deleteJobs", root);
  }

  private static void act(
      Bench bench, Consumer<Measurement> rows, Caller caller, String action, int root)
      throws Exception {
    Samples samples = new Samples();
    Bench.Meter meter = bench.meter();
    samples.time(() -> String.valueOf(caller.call(action, List.of(root))));
    String name = "%s, tree of %,d".formatted(action, bench.plan().actedOn());
    rows.accept(meter.stop(name, 1, samples, Goal.NONE));
  }
}
