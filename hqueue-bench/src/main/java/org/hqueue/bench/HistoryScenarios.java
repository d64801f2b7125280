package org.hqueue.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A server of its own that keeps very many finished jobs. */
final class HistoryScenarios {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int CPUS = 16;

  /** How many are really run, and then multiplied. */
  private static final int SEED = 1_000;

  private HistoryScenarios() {}

  /** Calls on one job, pages, submission and dispatch as usual, and memory. */
  static void finishedJobs(Bench bench, Consumer<Measurement> rows) throws Exception {
    Path folder = bench.folder().resolve("history");
    MariaDb database = bench.database();
    String url = "jdbc:h2:file:" + folder.resolve("data/data/hqueue") + ";WRITE_DELAY=0";
    Map<String, String> settings = Map.of();
    String user = "sa";
    if (database != null) {
      database.makeSchema("hqueue_history");
      url = database.url("hqueue_history");
      settings = database.settings("hqueue_history");
      user = "root";
    }
    int root;
    try (ServerProcess server = bench.server().another(folder, settings)) {
      root = run(bench.at(server), Math.min(SEED, bench.plan().history() / 4) - 1);
    }
    int jobs = HistoryRows.multiply(url, user, bench.plan().history());
    try (ServerProcess server = bench.server().another(folder, settings)) {
      Bench there = bench.at(server);
      String with = "history: ";
      String first = "history of %,d jobs: start".formatted(jobs);
      ServerScenarios.start(there, row -> rows.accept(row.named(first, Goal.NONE)));
      reads(there, rows, root, with);
      SubmissionScenarios.singleCalls(
          there, row -> rows.accept(row.named(with + row.name(), row.goal())));
      DispatchScenarios.alone(there, row -> rows.accept(row.named(with + row.name(), row.goal())));
      ServerScenarios.memory(there, row -> rows.accept(row.named(with + "memory", row.goal())));
    }
  }

  /** Lets simulated agents run jobs to their end; gives the root. */
  private static int run(Bench bench, int count) throws Exception {
    int root = bench.caller().newjob(Jobs.tree("kept", 0, count, i -> Jobs.one("done"))).get(0);
    try (SimulatedFarm farm = new SimulatedFarm(bench.address(), 10, CPUS, Duration.ZERO)) {
      farm.start();
      farm.watch().awaitEnded(count, PATIENCE);
    }
    return root;
  }

  private static void reads(Bench bench, Consumer<Measurement> rows, int root, String with)
      throws Exception {
    call(bench, rows, with + "getJob of one", "getJob", root + 1);
    call(bench, rows, with + "getJob of a root", "getJob", root);
    List<Integer> ids = new ArrayList<>();
    for (int i = 0; i < Math.min(100, bench.plan().history()); i++) {
      ids.add(root + i);
    }
    call(
        bench,
        rows,
        with + "getJobs of 100, id and status",
        "getJobs",
        ids,
        List.of("id", "status"));
    call(bench, rows, with + "getJobIdsByStatus, running", "getJobIdsByStatus", List.of("running"));
    for (String path : List.of("/jobs", "/jobs?all=1", "/jobs/view/" + root, "/farm")) {
      ReadScenarios.page(bench, rows, path, with + "console " + path);
    }
  }

  private static void call(
      Bench bench, Consumer<Measurement> rows, String name, String method, Object... parameters)
      throws Exception {
    Caller caller = bench.caller();
    for (int i = 0; i < bench.plan().reads(); i++) {
      caller.call(method, parameters); // the server has just started
    }
    Samples samples = new Samples();
    Bench.Meter meter = bench.meter();
    for (int i = 0; i < bench.plan().reads(); i++) {
      Object answer = samples.time(() -> caller.call(method, parameters));
      if (answer == null) {
        throw new IOException(method + " answered nothing");
      }
    }
    rows.accept(meter.stop(name, samples.count(), samples, Goal.p95AtMost(100)));
  }
}
