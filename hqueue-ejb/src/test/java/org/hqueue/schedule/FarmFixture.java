package org.hqueue.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hqueue.client.ClientService;
import org.hqueue.client.ClientView;
import org.hqueue.config.Settings;
import org.hqueue.database.Database;
import org.hqueue.database.Retry;
import org.hqueue.event.ChangeSignal;
import org.hqueue.event.FeedService;
import org.hqueue.job.JobActionService;
import org.hqueue.job.JobPart;
import org.hqueue.job.JobService;
import org.hqueue.job.JobSpecReader;
import org.hqueue.job.JobStatus;
import org.hqueue.job.JobView;
import org.hqueue.phrase.Sayings;
import org.hqueue.testfarm.SimulatedAgent;
import org.hqueue.testfarm.TestFarm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** A farm on a new database, with a machine of its own for each test, and words to drive it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FarmFixture {

  TestFarm farm;
  JobService jobs;
  JobActionService actions;
  Collector collector;
  HeartbeatService heartbeats;
  final Retry retry = new Retry();
  private final Set<String> reasonsHeard = new TreeSet<>();
  private boolean isClosed = true;
  int hosts;
  String host = "";

  /** A new, empty database. */
  abstract Settings settings();

  @BeforeAll
  void assemble() {
    isClosed = false;
    farm = new TestFarm(settings());
    farm.replace(
        ReportService.class,
        new ReportService() {
          @Override
          public List<ReportService.Outcome> record(List<HeartbeatReport> reports) {
            return farm.inTransaction(() -> super.record(reports));
          }
        });
    farm.replace(
        PlacementService.class,
        new PlacementService() {
          @Override
          public Turn place() {
            return farm.inTransaction(super::place);
          }
        });
    farm.replace(
        CallbackPlacementService.class,
        new CallbackPlacementService() {
          @Override
          public PlacementService.Turn place() {
            return farm.inTransaction(super::place);
          }
        });
    farm.replace(
        AnswerService.class,
        new AnswerService() {
          @Override
          public Map<Integer, HeartbeatAnswer> answers(Map<Integer, HeartbeatReport> reports) {
            return farm.inTransaction(() -> super.answers(reports));
          }
        });
    farm.replace(
        FeedService.class,
        new FeedService() {
          @Override
          public boolean number(int limit) {
            return farm.inTransaction(() -> super.number(limit));
          }
        });
    jobs = farm.get(JobService.class);
    actions = farm.get(JobActionService.class);
    collector = farm.get(Collector.class);
    heartbeats = farm.get(HeartbeatService.class);
    farm.get(ChangeSignal.class).listen(collector::changed);
  }

  /** Whatever was said about jobs meanwhile is a phrase, which pages can say in each language. */
  @AfterAll
  void close() {
    Set<String> others = new TreeSet<>();
    for (String saying :
        List.of(
            "select text from job_event where job_id is not null",
            "select failure_reason as text from job",
            "select sick_reason as text from client")) {
      for (String text : said(saying)) {
        if (!text.isEmpty() && !Sayings.isPhrase(text)) {
          others.add(text);
        }
      }
    }
    farm.close();
    isClosed = true;
    reasonsHeard.stream()
        .filter(text -> !text.isEmpty() && !Sayings.isPhrase(text))
        .forEach(others::add);
    reasonsHeard.clear();
    assertEquals(Set.of(), others);
  }

  private List<String> said(String select) {
    return farm.call(() -> farm.get(Database.class).query(select, row -> row.text("text")));
  }

  /** Why jobs wait is not stored, so it is heard after each test. */
  @AfterEach
  void hearWhyJobsWait() {
    if (isClosed) {
      return;
    }
    List<Integer> unfinished =
        farm.call(
            () ->
                farm.get(Database.class)
                    .query(
                        "select id from job where status in ('QUEUED', 'RUNNABLE', 'PAUSED')"
                            + " order by id desc limit 100",
                        row -> row.integer("id")));
    reasonsHeard.addAll(
        farm
            .call(
                () ->
                    farm.get(WaitingService.class)
                        .explained(jobs.views(unfinished, Set.of(JobPart.WAITING))))
            .stream()
            .map(JobView::waitingFor)
            .toList());
  }

  /** Each test has a machine of its own, whose jobs nobody else takes. */
  @BeforeEach
  void newHost() {
    host = "host" + ++hosts;
  }

  void assertCountersEqualARecount() {
    Database database = farm.get(Database.class);
    List<String> wrong =
        database.query(
            "select c.job_id, c.total, c.unfinished, c.unsuccessful, c.failed, count(j.id) as t,"
                + " coalesce(sum(case when j.status in ('SUCCEEDED','FAILED','CANCELLED')"
                + " then 0 when j.id is null then 0 else 1 end), 0) as u,"
                + " coalesce(sum(case when j.status in ('FAILED','CANCELLED') and not j.spares_parents"
                + " then 1 else 0 end), 0)"
                + " as b,"
                + " coalesce(sum(case when j.status in ('FAILED','CANCELLED') then 1 else 0 end), 0)"
                + " as f"
                + " from job_children c left join job_link l on l.parent_id = c.job_id"
                + " left join job j on j.id = l.child_id"
                + " group by c.job_id, c.total, c.unfinished, c.unsuccessful, c.failed",
            row ->
                row.integer("total") == row.integer("t")
                        && row.integer("unfinished") == row.integer("u")
                        && row.integer("unsuccessful") == row.integer("b")
                        && row.integer("failed") == row.integer("f")
                    ? ""
                    : "job " + row.integer("job_id"));
    assertEquals(List.of(), wrong.stream().filter(text -> !text.isEmpty()).toList());
  }

  static void atOnce(int times, Runnable work) throws Exception {
    List<Runnable> all = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      all.add(work);
    }
    atOnce(all);
  }

  static void atOnce(List<Runnable> all) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(all.size());
    try {
      List<Future<?>> running = new ArrayList<>();
      for (Runnable one : all) {
        running.add(threads.submit(one));
      }
      for (Future<?> one : running) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  SimulatedAgent agent(int cpus) {
    SimulatedAgent agent = new SimulatedAgent(host, "", cpus);
    beat(agent);
    return agent;
  }

  HeartbeatAnswer beat(SimulatedAgent agent) {
    return answer(agent.report(0));
  }

  HeartbeatAnswer answer(HeartbeatReport report) {
    return send(report).join();
  }

  CompletableFuture<HeartbeatAnswer> send(HeartbeatReport report) {
    return heartbeats.heartbeat(report).toCompletableFuture();
  }

  int startNext(SimulatedAgent agent) {
    int id = beat(agent).start().get(0).id();
    agent.start(id);
    beat(agent);
    return id;
  }

  /** Ends the next job with something that its rules say of it. */
  void judgeNext(SimulatedAgent agent, HeartbeatReport.Verdict verdict, String cause) {
    int id = startNext(agent);
    agent.end(
        id,
        new HeartbeatReport.End(
            HeartbeatReport.Outcome.EXITED, 7, null, "", Instant.ofEpochMilli(1), verdict, cause));
    assertEquals(List.of(id), beat(agent).forget());
    agent.forget(id);
  }

  void finishNext(SimulatedAgent agent, int exitCode) {
    int id = startNext(agent);
    agent.exit(id, exitCode);
    assertEquals(List.of(id), beat(agent).forget());
    agent.forget(id);
  }

  /** A specification for this test's machine alone, with some properties. */
  Map<String, Object> spec(Object... properties) {
    Map<String, Object> spec = new HashMap<>(Map.of("name", "job", "host", host));
    for (int i = 0; i < properties.length; i += 2) {
      spec.put((String) properties[i], properties[i + 1]);
    }
    return spec;
  }

  int submit(Map<String, Object> spec) {
    return submitAll(spec).get(0);
  }

  List<Integer> submitAll(Map<String, Object> spec) {
    return submitAll(List.of(spec), List.of(), List.of());
  }

  List<Integer> submitAll(
      List<? extends Map<String, ?>> specs, List<Integer> parents, List<Integer> children) {
    return farm.call(() -> jobs.submit(JobSpecReader.read(specs), parents, children));
  }

  JobStatus status(int jobId) {
    return view(jobId, Set.of()).status();
  }

  JobView view(int jobId, Set<JobPart> parts) {
    JobView view = farm.call(() -> jobs.views(List.of(jobId), parts)).get(0);
    String reason = view.waitingFor();
    if (reason != null) {
      reasonsHeard.add(reason);
    }
    return view;
  }

  List<JobView> jobs(List<Integer> ids) {
    return farm.call(() -> jobs.views(ids, Set.of()));
  }

  long total() {
    return farm.get(Database.class)
        .first("select count(*) as n from job", row -> row.number("n"))
        .orElseThrow();
  }

  ClientView client() {
    return farm.call(() -> farm.get(ClientService.class).all()).stream()
        .filter(view -> view.hostname().equals(host))
        .findFirst()
        .orElseThrow();
  }
}
