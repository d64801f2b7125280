package org.hqueue.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.hqueue.xmlrpc.XmlRpcFault;

/** What monitoring scripts and browsers ask for. */
final class ReadScenarios {
  private ReadScenarios() {}

  /** The status of thousands of jobs in one call, and everything about one. */
  static void statusOfMany(Bench bench, Consumer<Measurement> rows) throws Exception {
    int count = bench.plan().asked();
    Caller caller = bench.caller();
    List<Integer> ids =
        caller.newjob(Jobs.tree("asked", 0, count - 1, i -> Jobs.one("child " + i)));
    Samples many = new Samples();
    Bench.Meter meter = bench.meter();
    for (int i = 0; i < bench.plan().reads(); i++) {
      many.time(() -> caller.call("getJobs", ids, List.of("id", "status")));
    }
    String name = "getJobs, id and status of %,d".formatted(count);
    rows.accept(meter.stop(name, many.count(), many, Goal.NONE));

    Samples one = new Samples();
    Bench.Meter oneMeter = bench.meter();
    for (int i = 0; i < bench.plan().reads(); i++) {
      int id = ids.get(i % ids.size());
      one.time(() -> caller.call("getJob", id));
    }
    rows.accept(oneMeter.stop("getJob, everything", one.count(), one, Goal.p95AtMost(100)));
    caller.remove(List.of(ids.get(0)));
  }

  /** Scripts that ask for thousands of jobs again and again, all at the same time. */
  static void polling(Bench bench, Consumer<Measurement> rows) throws Exception {
    int count = bench.plan().asked();
    List<Integer> ids =
        bench.caller().newjob(Jobs.tree("polled", 0, count - 1, i -> Jobs.one("child " + i)));
    ExecutorService scripts = Executors.newFixedThreadPool(bench.plan().pollers());
    Samples samples = new Samples();
    try {
      Bench.Meter meter = bench.meter();
      List<Future<Samples>> running = new ArrayList<>();
      for (int i = 0; i < bench.plan().pollers(); i++) {
        running.add(scripts.submit(() -> poll(bench, ids)));
      }
      for (Future<Samples> script : running) {
        samples.addAll(script.get());
      }
      String name =
          "polling, %d scripts, progress of %,d jobs".formatted(bench.plan().pollers(), count);
      rows.accept(meter.stop(name, samples.count(), samples, Goal.NONE));
    } finally {
      scripts.shutdownNow();
    }
    bench.caller().remove(List.of(ids.get(0)));
  }

  private static Samples poll(Bench bench, List<Integer> ids) throws Exception {
    Caller caller = bench.caller();
    Samples samples = new Samples();
    List<String> asked = List.of("id", "status", "progress", "startTime", "endTime");
    for (int i = 0; i < Math.max(2, bench.plan().reads() / 10); i++) {
      samples.time(() -> caller.call("getJobs", ids, asked));
    }
    return samples;
  }

  /** Roots with all attributes, which are numbers of everything below them. */
  static void rootsWithAllAttributes(Bench bench, Consumer<Measurement> rows) throws Exception {
    Caller caller = bench.caller();
    List<Integer> roots = trees(bench, caller);
    Samples samples = new Samples();
    Bench.Meter meter = bench.meter();
    for (int i = 0; i < Math.max(3, bench.plan().reads() / 10); i++) {
      samples.time(() -> caller.call("getJobs", roots));
    }
    String name =
        "getJobs, everything of %,d roots of %,d"
            .formatted(roots.size(), bench.plan().childrenOfRoot());
    rows.accept(meter.stop(name, samples.count(), samples, Goal.medianAtMost(500)));
    caller.remove(roots);
  }

  private static List<Integer> trees(Bench bench, Caller caller)
      throws XmlRpcFault, IOException, InterruptedException {
    List<Integer> roots = new ArrayList<>();
    for (int i = 0; i < bench.plan().roots(); i++) {
      var spec = Jobs.tree("root", 0, bench.plan().childrenOfRoot(), n -> Jobs.one("child"));
      roots.add(caller.newjob(spec).get(0));
    }
    return roots;
  }

  /** The list of jobs and the page of one, with trees in the farm. */
  static void consolePages(Bench bench, Consumer<Measurement> rows) throws Exception {
    Caller caller = bench.caller();
    List<Integer> roots = trees(bench, caller);
    page(bench, rows, "/jobs", "console, list of jobs");
    page(bench, rows, "/jobs/view/" + roots.get(0), "console, page of a job");
    caller.remove(roots);
  }

  static void page(Bench bench, Consumer<Measurement> rows, String path, String name)
      throws Exception {
    HttpClient http = HttpClient.newHttpClient();
    URI address = bench.address().resolve(path);
    Samples samples = new Samples();
    get(http, address); // the first one compiles the page
    Bench.Meter meter = bench.meter();
    for (int i = 0; i < bench.plan().reads(); i++) {
      samples.time(() -> get(http, address));
    }
    rows.accept(meter.stop(name, samples.count(), samples, Goal.p95AtMost(300)));
  }

  private static int get(HttpClient http, URI address) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new IOException("HTTP status %d from %s".formatted(answer.statusCode(), address));
    }
    return answer.body().length;
  }
}
