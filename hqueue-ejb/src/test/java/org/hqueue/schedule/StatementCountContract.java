package org.hqueue.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hqueue.client.ClientService;
import org.hqueue.history.HistoryService;
import org.hqueue.history.HistorySpan;
import org.hqueue.job.JobOverviewService;
import org.hqueue.job.JobPart;
import org.hqueue.note.NoteService;
import org.hqueue.resource.ResourceUseService;
import org.hqueue.search.JobSearch;
import org.hqueue.search.SearchService;
import org.hqueue.testfarm.SimulatedAgent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What must not cost more as the farm grows, told by the number of statements sent to the database:
 * times differ from machine to machine, this number does not. Each is taken after the same work was
 * done once, so that ids given out in blocks and prepared caches make no difference.
 */
abstract class StatementCountContract extends FarmFixture {

  @BeforeAll
  void warmUp() {
    host = "warm";
    SimulatedAgent agent = agent(1);
    submitTree(2);
    finishNext(agent, 0);
    finishNext(agent, 0);
    newestRoots(1);
  }

  @Test
  void theCountSeesEveryStatement() {
    int job = submit(spec("command", "true"));
    int once = farm.statements(() -> everything(List.of(job)));
    assertTrue(once > 0);
    assertEquals(
        3 * once,
        farm.statements(
            () -> {
              for (int i = 0; i < 3; i++) {
                everything(List.of(job));
              }
            }));
    cancel(job);
  }

  @Test
  void aPassDoesNotCostMoreWithTheLengthOfTheQueue() {
    int few = statementsOfAnEndAndTheNextStart(10);
    newHost();
    int many = statementsOfAnEndAndTheNextStart(1_000);
    assertEquals(few, many, "with 10 and with 1,000 jobs queued");
  }

  @Test
  void aPassDoesNotCostMoreWithDemandsThatNoClientFits() {
    int few = statementsBehindHopelessDemands(5);
    newHost();
    int many = statementsBehindHopelessDemands(200);
    assertEquals(few, many, "behind jobs of 5 and of 200 demands that no client fits");
  }

  @Test
  void aHeartbeatDoesNotCostMoreWithHistory() {
    SimulatedAgent agent = agent(1);
    beat(agent);
    int little = farm.statements(() -> beat(agent));
    int root = submitTree(100);
    for (int i = 0; i < 100; i++) {
      finishNext(agent, 0);
    }
    assertTrue(status(root).isFinished());
    beat(agent);
    int much = farm.statements(() -> beat(agent));
    assertEquals(little, much, "before and after 100 jobs have run on the client");
  }

  @Test
  void anActionOnOneJobDoesNotCostMoreWithTheSizeOfItsTree() {
    int small = submitTree(2) + 1;
    int large = submitTree(2_000) + 1;
    assertEquals(cancel(small), cancel(large), "cancel in a tree of 2 and of 2,000");
    assertEquals(reschedule(small), reschedule(large), "reschedule in a tree of 2 and of 2,000");
    assertEquals(priority(small), priority(large), "a priority in a tree of 2 and of 2,000");
    cancel(small - 1);
    cancel(large - 1);
  }

  @Test
  void aPageOfTheListDoesNotCostMoreWithTheNumberOfJobs() {
    submitRoots(20);
    newestRoots(10);
    int few = farm.statements(() -> newestRoots(10));
    submitRoots(500);
    int many = farm.statements(() -> newestRoots(10));
    assertEquals(few, many, "with 20 and with 520 more roots");
    int ofAllRows = farm.statements(() -> newestRoots(100));
    assertEquals(few, ofAllRows, "a page of 10 and of 100 rows");
  }

  @Test
  void thePagesOfTheConsoleDoNotCostMoreWithTheNumberOfJobs() {
    Map<String, Runnable> pages = new LinkedHashMap<>();
    pages.put("counts", () -> farm.get(JobOverviewService.class).counts());
    pages.put("failures", () -> farm.get(JobOverviewService.class).failures(Duration.ofHours(12)));
    pages.put("running", () -> farm.get(JobOverviewService.class).running());
    pages.put("clients", () -> farm.get(ClientService.class).all());
    pages.put("resources", () -> farm.get(ResourceUseService.class).holders());
    pages.put("notes", () -> farm.get(NoteService.class).newestThreads(50));
    pages.put("the feed of notes", () -> farm.get(NoteService.class).newestNotes(50));
    pages.put("what waits for what", () -> farm.get(WaitingService.class).demands(20));
    pages.put("a client's chart", () -> farm.get(HistoryService.class).client(1));
    pages.put("charts", () -> farm.get(HistoryService.class).points(HistorySpan.WEEK));
    SimulatedAgent agent = agent(1);
    submitTree(2);
    finishNext(agent, 1);
    Map<String, Integer> few = statementsOf(pages);
    submitTree(200);
    for (int i = 0; i < 20; i++) {
      finishNext(agent, i % 2);
    }
    assertEquals(few, statementsOf(pages));
  }

  private Map<String, Integer> statementsOf(Map<String, Runnable> pages) {
    Map<String, Integer> statements = new LinkedHashMap<>();
    pages.forEach((name, page) -> statements.put(name, farm.statements(() -> farm.run(page))));
    return statements;
  }

  @Test
  void everythingAboutRootsDoesNotCostMoreWithTheirNumber() {
    List<Integer> roots = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      roots.add(submitTree(3));
    }
    int one = farm.statements(() -> everything(roots.subList(0, 1)));
    int all = farm.statements(() -> everything(roots));
    assertTrue(all <= one + 1, "for 1 root " + one + " statements, for 300 roots " + all);
  }

  @Test
  void everythingAboutJobsBelowOthersDoesNotCostMoreWithTheirNumber() {
    List<Map<String, Object>> groups = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      List<Map<String, Object>> frames = new ArrayList<>();
      for (int j = 0; j < 10; j++) {
        frames.add(Map.of("name", "frame", "command", "true"));
      }
      groups.add(Map.of("name", "group", "children", frames));
    }
    List<Integer> ids = submitAll(List.of(spec("children", groups)), List.of(), List.of());
    List<Integer> inner = ids.subList(1, 21);
    List<Integer> leaves = ids.subList(21, ids.size());
    assertEquals(
        farm.statements(() -> everything(inner.subList(0, 1))),
        farm.statements(() -> everything(inner)),
        "1 and 20 jobs with children");
    assertEquals(
        farm.statements(() -> everything(leaves.subList(0, 1))),
        farm.statements(() -> everything(leaves)),
        "1 and 200 jobs without");
  }

  private int statementsOfAnEndAndTheNextStart(int queued) {
    SimulatedAgent agent = agent(1);
    int root = submitTree(queued);
    int first = startNext(agent);
    agent.exit(first, 0);
    int statements =
        farm.statements(
            () -> {
              HeartbeatAnswer answer = beat(agent);
              assertEquals(List.of(first), answer.forget());
              assertEquals(1, answer.start().size());
            });
    agent.forget(first);
    cancel(root);
    return statements;
  }

  private int statementsBehindHopelessDemands(int count) {
    List<Map<String, Object>> hopeless = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      hopeless.add(Map.of("name", "hopeless", "command", "true", "host", "no" + host + "x" + i));
    }
    int head = submit(Map.of("name", "head", "priority", 9, "children", hopeless));
    int statements = statementsOfAnEndAndTheNextStart(10);
    cancel(head);
    return statements;
  }

  private int cancel(int job) {
    return farm.statements(() -> farm.run(() -> actions.cancel(List.of(job))));
  }

  private int reschedule(int job) {
    return farm.statements(() -> farm.run(() -> actions.reschedule(List.of(job))));
  }

  private int priority(int job) {
    return farm.statements(() -> farm.run(() -> actions.setPriorities(List.of(job), 7)));
  }

  private void newestRoots(int rows) {
    JobSearch roots =
        new JobSearch(
            Set.of(), "", "", "", "", null, null, true, false, null, null, null, Map.of());
    JobSearch.Page page = new JobSearch.Page(JobSearch.Sort.ID, true, 0, rows);
    everything(farm.call(() -> farm.get(SearchService.class).find(roots, page)).ids());
  }

  private void everything(List<Integer> ids) {
    farm.call(() -> jobs.views(ids, EnumSet.allOf(JobPart.class)));
  }

  private void submitRoots(int count) {
    List<Map<String, Object>> specs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      specs.add(spec("command", "true"));
    }
    submitAll(specs, List.of(), List.of());
  }

  private int submitTree(int children) {
    List<Map<String, Object>> specs = new ArrayList<>();
    for (int i = 0; i < children; i++) {
      specs.add(Map.of("name", "child", "command", "true"));
    }
    return submit(spec("children", specs));
  }
}
