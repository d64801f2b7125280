package org.hqueue.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hqueue.client.Client;
import org.hqueue.client.ClientStore;
import org.hqueue.config.Settings;
import org.hqueue.database.Database;
import org.hqueue.event.EventFeed;
import org.hqueue.event.FeedService;
import org.hqueue.job.JobService;
import org.hqueue.job.JobSpecReader;
import org.hqueue.job.JobStatus;
import org.hqueue.search.JobSearch.Page;
import org.hqueue.search.JobSearch.Sort;
import org.hqueue.testfarm.TestFarm;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is found of jobs and events, on each database. */
abstract class SearchContract {

  private static final Page FIRST = new Page(Sort.ID, false, 0, 100);

  private TestFarm farm;
  private JobService jobs;
  private SearchService search;
  private Database database;

  /** A new, empty database. */
  abstract Settings settings();

  @BeforeEach
  void assemble() {
    farm = new TestFarm(settings());
    farm.replace(
        FeedService.class,
        new FeedService() {
          @Override
          public boolean number(int limit) {
            return farm.inTransaction(() -> super.number(limit));
          }
        });
    jobs = farm.get(JobService.class);
    search = farm.get(SearchService.class);
    database = farm.get(Database.class);
  }

  @AfterEach
  void close() {
    farm.close();
  }

  @Test
  void rootsAreToldByWhetherTheyAreFinished() {
    int open =
        submit(
            Map.of("command", "x", "children", List.of(Map.of("name", "below", "command", "y"))));
    int done = submit(Map.of("name", "nothing to do"));
    assertEquals(List.of(open), farm.call(() -> search.roots(JobStatus.UNFINISHED)));
    assertEquals(List.of(done), farm.call(() -> search.roots(JobStatus.FINISHED)));
    assertEquals(List.of(), farm.call(() -> search.roots(Set.of())));
  }

  @Test
  void aResultTooLargeForTheMemoryIsSortedByEachColumn() {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      all.add(submit(Map.of("name", "a job", "command", "x", "submittedBy", "ann")));
    }
    JobSearch any =
        new JobSearch(
            Set.of(), "", "", "", "", null, null, false, false, null, null, null, Map.of());
    JobSearch roots =
        new JobSearch(
            Set.of(), "", "", "", "", null, null, true, false, null, null, null, Map.of());
    JobSearch anns = new Query().with("submittedBy", "ann").search();
    List<Integer> newestFirst = new ArrayList<>(all);
    Collections.reverse(newestFirst);
    for (JobSearch search : List.of(any, roots, anns)) {
      for (Sort sort : Sort.values()) {
        assertEquals(all, ids(search, new Page(sort, false, 0, 100)), sort.name());
        assertEquals(newestFirst, ids(search, new Page(sort, true, 0, 100)), sort.name());
      }
    }
  }

  private List<Integer> ids(JobSearch search, Page page) {
    return farm.call(() -> this.search.find(search, page)).ids();
  }

  @Test
  void waitingJobsAreCountedByPriorityAndTime() {
    submit(Map.of("command", "x", "priority", 3));
    submit(Map.of("command", "x", "priority", 7));
    submit(
        Map.of(
            "command",
            "x",
            "children",
            List.of(Map.of("name", "below", "command", "y", "priority", 5))));
    assertEquals(3, waiting(0, -1, -1));
    assertEquals(2, waiting(0, 5, -1));
    assertEquals(1, waiting(0, -1, 3));
    assertEquals(1, waiting(0, 4, 6));
    assertEquals(0, waiting(10, -1, -1));
    farm.clock().advance(Duration.ofMinutes(10));
    assertEquals(3, waiting(10, -1, -1));
    assertEquals(0, waiting(11, -1, -1));
  }

  @Test
  void historyTellsTheLatestEndFirstAndAssignedWhatIsThereNow() {
    int client = client("Node");
    int first = submit(Map.of("command", "x"));
    int second = submit(Map.of("command", "x"));
    int running = submit(Map.of("command", "x"));
    assign(1, first, client, "GONE", 1000L, 9000L);
    assign(2, second, client, "GONE", 2000L, 5000L);
    assign(3, second, client, "GONE", 5000L, 6000L);
    assign(4, running, client, "GONE", null, 7000L);
    assign(5, running, client, "STARTED", 7000L, null);
    assertEquals(List.of(first, second), farm.call(() -> search.history(client, 5)));
    assertEquals(List.of(first), farm.call(() -> search.history(client, 1)));
    assertEquals(List.of(running), farm.call(() -> search.assignedTo(client)));
    assertEquals(List.of(), farm.call(() -> search.history(client + 1, 5)));
    assertEquals(List.of(), farm.call(() -> search.assignedTo(client + 1)));
    assertTrue(farm.call(() -> search.isOnClient(running)));
    assertFalse(farm.call(() -> search.isOnClient(first)));
  }

  @Test
  void jobsAreFoundByEachOfTheirProperties() {
    int root =
        submit(
            Map.of(
                "name",
                "Shot_10%",
                "submittedBy",
                "ann",
                "command",
                "x",
                "children",
                List.of(Map.of("name", "frame 1", "command", "y"))));
    int child = root + 1;
    farm.clock().advance(Duration.ofHours(1));
    Instant later = farm.clock().instant();
    int other = submit(Map.of("name", "shot 20", "command", "x"));
    int client = client("Node");
    assign(1, other, client, "STARTED", 1000L, null);
    assertEquals(List.of(root, child, other), find(new Query()));
    assertEquals(List.of(root, other), find(new Query().with("name", "SHOT")));
    assertEquals(List.of(root), find(new Query().with("name", "t_10%")));
    assertEquals(List.of(root, child), find(new Query().with("submittedBy", "ann")));
    assertEquals(List.of(root, child), find(new Query().with("root", root)));
    assertEquals(List.of(child), find(new Query().with("parent", root)));
    assertEquals(List.of(root, other), find(new Query().with("rootsOnly", true)));
    assertEquals(List.of(child, other), find(new Query().with("leavesOnly", true)));
    assertEquals(List.of(root), find(new Query().with("status", JobStatus.QUEUED)));
    assertEquals(List.of(other), find(new Query().with("since", later)));
    assertEquals(List.of(root, child), find(new Query().with("until", later)));
    assertEquals(List.of(other), find(new Query().with("client", "NODE")));
    assertEquals(List.of(other), find(new Query().with("client", Integer.toString(client))));
    assertEquals(List.of(), find(new Query().with("client", "Node:a")));
    assertEquals(List.of(), find(new Query().with("exitCode", 1)));
    assertEquals(List.of(), find(new Query().with("failure", "x")));
    farm.run(
        () ->
            database.update(
                "update job set exit_code = 1, failure_reason = 'exit code 1' where id = ?",
                child));
    assertEquals(List.of(child), find(new Query().with("exitCode", 1)));
    assertEquals(List.of(child), find(new Query().with("failure", "CODE")));
  }

  @Test
  void aStatusThatMostJobsHaveIsFoundWithWhateverElseNarrows() {
    int shot = submit(Map.of("name", "shot 10", "submittedBy", "ann", "command", "x"));
    int other = submit(Map.of("name", "shot 20", "submittedBy", "bob", "command", "x"));
    submit(Map.of("name", "other", "submittedBy", "ann", "command", "x"));
    submit(Map.of("name", "shot of nothing", "submittedBy", "ann"));
    for (long many : new long[] {0, 10_000}) {
      farm.get(SearchStore.class).many = many;
      Query ready = new Query().with("status", JobStatus.RUNNABLE);
      assertEquals(List.of(shot, other), find(ready.with("name", "SHOT")));
      assertEquals(List.of(other, shot), ids(ready.search(), new Page(Sort.NAME, true, 0, 100)));
      assertEquals(List.of(shot), find(ready.with("submittedBy", "ann")));
      assertEquals(List.of(), find(ready.with("name", "shot_")));
    }
  }

  @Test
  void whatIsSearchedForIsNeverPartOfTheStatement() {
    int job = submit(Map.of("name", "it's 100%_ \\' or 1=1 -- end", "command", "x"));
    for (String part : List.of("it's 100%_", "\\' or 1=1 -- e", "1=1 -- END")) {
      assertEquals(List.of(job), find(new Query().with("name", part)), part);
    }
    assertEquals(List.of(), find(new Query().with("name", "\\' or 1=1 or '")));
    assertEquals(List.of(), find(new Query().with("name", "it's 100_")));
  }

  @Test
  void aPageIsCutFromTheOrderAsked() {
    int first = submit(Map.of("name", "b", "command", "x"));
    int second = submit(Map.of("name", "a", "command", "x"));
    int third = submit(Map.of("name", "b", "command", "x"));
    FoundJobs found =
        farm.call(() -> search.find(new Query().search(), new Page(Sort.NAME, true, 1, 2)));
    assertEquals(new FoundJobs(3, List.of(first, second)), found);
    for (Sort sort : Sort.values()) {
      FoundJobs all =
          farm.call(() -> search.find(new Query().search(), new Page(sort, false, 0, 100)));
      assertEquals(Set.of(first, second, third), Set.copyOf(all.ids()), sort.name());
    }
  }

  @Test
  void onlyTheNewestAreSortedWhenThereAreMoreThanAreCounted() {
    submit(Map.of("name", "a", "command", "x"));
    int second = submit(Map.of("name", "c", "command", "x"));
    int third = submit(Map.of("name", "b", "command", "x"));
    JobSearch any = new Query().search();
    Page byName = new Page(Sort.NAME, false, 0, 100);
    assertEquals(
        new FoundJobs(3, List.of(third, second)), farm.call(() -> search.find(any, byName, 2)));
    assertEquals(
        new FoundJobs(3, List.of(second)),
        farm.call(() -> search.find(any, new Page(Sort.NAME, false, 1, 100), 2)));
    assertEquals(
        3, farm.call(() -> search.find(any, new Page(Sort.ID, false, 0, 100), 2)).ids().size());
    assertEquals(3, farm.call(() -> search.find(any, byName, 3)).ids().size());
  }

  @Test
  void eventsComeAfterTheirNumberWithTheLabelOfTheirClient() {
    int job = submit(Map.of("command", "x"));
    int client = client("Node");
    farm.run(
        () ->
            database.update(
                "insert into job_event (happened_at, kind, job_id, client_id, status, text)"
                    + " values (1000, 'ASSIGNMENT', ?, ?, '', 'given out')",
                job,
                client));
    farm.get(EventFeed.class).wake();
    List<Happening> all = farm.call(() -> search.events(0, 1000));
    assertEquals("runnable", all.get(0).event());
    assertEquals("runnable", all.get(0).status());
    assertEquals(job, all.get(0).jobId());
    Happening last = all.get(all.size() - 1);
    assertEquals("assignment", last.event());
    assertEquals("Node", last.client());
    assertEquals("given out", last.text());
    List<Happening> rest = farm.call(() -> search.events(all.get(0).id(), 1000));
    assertEquals(all.subList(1, all.size()), rest);
    assertEquals(List.of(), farm.call(() -> search.events(last.id(), 1000)));
    assertEquals(all.subList(0, 1), farm.call(() -> search.events(0, 1)));
  }

  private static final class Query {
    private final Map<String, Object> values = new HashMap<>();

    private final Map<String, String> labels = new HashMap<>();

    Query labelled(String name, String value) {
      labels.put(name, value);
      return this;
    }

    Query with(String key, Object value) {
      values.put(key, value);
      return this;
    }

    JobSearch search() {
      Set<JobStatus> statuses = EnumSet.noneOf(JobStatus.class);
      if (values.containsKey("status")) {
        statuses.add((JobStatus) values.get("status"));
      }
      return new JobSearch(
          statuses,
          text("name"),
          text("submittedBy"),
          text("failure"),
          text("client"),
          (Integer) values.get("root"),
          (Integer) values.get("parent"),
          values.containsKey("rootsOnly"),
          values.containsKey("leavesOnly"),
          (Integer) values.get("exitCode"),
          (Instant) values.get("since"),
          (Instant) values.get("until"),
          labels);
    }

    private String text(String key) {
      return (String) values.getOrDefault(key, "");
    }
  }

  @Test
  void aJobIsFoundByAllOfItsLabelsOwnAndInherited() {
    Map<String, Object> child =
        Map.of("name", "c", "command", "x", "labels", Map.of("shot", "s010", "take", "2"));
    int root =
        submit(
            Map.of(
                "name",
                "r",
                "labels",
                Map.of("show", "dune", "take", "1"),
                "children",
                List.of(child)));
    int below = root + 1;
    int late =
        farm.call(
                () ->
                    jobs.submit(
                        JobSpecReader.read(Map.of("name", "late", "command", "x")),
                        List.of(below),
                        List.of()))
            .get(0);
    assertEquals(List.of(root, below, late), find(new Query().labelled("show", "dune")));
    assertEquals(
        List.of(below, late), find(new Query().labelled("show", "dune").labelled("take", "2")));
    assertEquals(List.of(), find(new Query().labelled("show", "dune").labelled("shot", "s011")));
    assertEquals(
        Map.of("show", "dune", "shot", "s010", "take", "2"),
        farm.call(() -> jobs.views(List.of(late), Set.of())).get(0).labels());
  }

  private List<Integer> find(Query query) {
    FoundJobs found = farm.call(() -> search.find(query.search(), FIRST));
    assertEquals(found.ids().size(), found.total());
    return found.ids();
  }

  private long waiting(int minutes, int least, int most) {
    return farm.call(() -> search.waiting(minutes, least, most));
  }

  private int submit(Map<String, ?> spec) {
    Map<String, Object> named = new HashMap<>(Map.of("name", "job"));
    named.putAll(spec);
    return farm.call(() -> jobs.submit(JobSpecReader.read(named), List.of(), List.of())).get(0);
  }

  private int client(String hostname) {
    ClientStore clients = farm.get(ClientStore.class);
    int id = farm.call(clients::nextId);
    farm.run(() -> clients.add(new Client(id, hostname, "", 1000)));
    return id;
  }

  private void assign(
      int id, int jobId, int clientId, String state, @Nullable Long started, @Nullable Long ended) {
    List<@Nullable Object[]> row = new ArrayList<>();
    row.add(new Object[] {id, jobId, clientId, state, started, ended});
    farm.run(
        () ->
            database.batch(
                "insert into assignment (id, job_id, client_id, state, master, cpus, single_tags,"
                    + " kill_grace_seconds, offered_at, started_at, ended_at, outcome)"
                    + " values (?, ?, ?, ?, true, 1, '', 5, 500, ?, ?, '')",
                row));
  }
}
