package org.hqueue.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hqueue.config.Settings;
import org.hqueue.testfarm.TestFarm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls that submit jobs at the same time, on each database. */
abstract class SubmissionsContract {

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch firstMayEnd = new CountDownLatch(1);
  private TestFarm farm;
  private HeldJobs jobs;
  private Submissions submissions;

  /** A new, empty database. */
  abstract Settings settings();

  /** Has transactions of its own, as in the container; the first one waits until it may end. */
  private final class HeldJobs extends JobService {
    private final List<Integer> calls = new ArrayList<>();

    @Override
    public List<List<Integer>> submit(List<SubmissionGraph> together) {
      synchronized (calls) {
        calls.add(together.size());
      }
      return farm.inTransaction(
          () -> {
            List<List<Integer>> ids = super.submit(together);
            awaitEnd();
            return ids;
          });
    }

    private void awaitEnd() {
      try {
        firstMayEnd.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    List<Integer> calls() {
      synchronized (calls) {
        return List.copyOf(calls);
      }
    }
  }

  @BeforeEach
  void assemble() {
    farm = new TestFarm(settings());
    jobs = new HeldJobs();
    farm.replace(JobService.class, jobs);
    submissions = farm.get(Submissions.class);
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    farm.close();
  }

  @Test
  void callsThatComeMeanwhileShareATransaction() throws Exception {
    Map<String, Object> child = Map.of("name", "child", "command", "b", "stubId", "x");
    Map<String, Object> tree =
        Map.of("name", "tree", "priority", 3, "labels", Map.of("show", "a"), "children", child);
    List<Future<List<Integer>>> all = whileTheFirstIsStored(tree, tree, Map.of("name", "alone"));
    assertEquals(List.of(1, 3), jobs.calls());
    Set<Integer> ids = new HashSet<>();
    for (Future<List<Integer>> one : all) {
      ids.addAll(one.get());
    }
    assertEquals(6, ids.size(), "each has its own");
    for (Future<List<Integer>> one : all.subList(1, 3)) {
      List<JobView> family = views(one);
      assertEquals(List.of("tree", "child"), family.stream().map(JobView::name).toList());
      assertEquals(3, family.get(1).priority());
    }
    assertEquals(JobStatus.SUCCEEDED, views(all.get(3)).get(0).status());
  }

  @Test
  void aRefusedCallHarmsNoOther() throws Exception {
    List<Future<List<Integer>>> all =
        whileTheFirstIsStored(
            Map.of("name", "a", "command", "a"),
            Map.of("name", "bad", "command", "b", "resources", Map.of("unheard of", 1)),
            Map.of("name", "c", "command", "c"));
    assertEquals("a", views(all.get(1)).get(0).name());
    assertEquals("c", views(all.get(3)).get(0).name());
    Throwable refusal = assertThrows(ExecutionException.class, all.get(2)::get).getCause();
    assertEquals(BadSpecException.class, refusal.getClass());
    assertTrue(String.valueOf(refusal.getMessage()).startsWith("resources.unheard of:"));
    assertEquals(List.of(1, 3, 1, 1, 1), jobs.calls());
    assertEquals(3, unfinished(), "nothing was stored twice, and nothing of the bad one");
  }

  @Test
  void aTransactionThatMeetsADeadlockStoresNothingAndIsRepeated() throws Exception {
    firstMayEnd.countDown();
    int point = 1;
    while (farm.meetsDeadlock(point, () -> submit(Map.of("name", "a", "command", "a")))) {
      assertEquals(point, unfinished());
      point++;
    }
    assertTrue(point > 5, "it met one at each of " + (point - 1) + " statements");
  }

  @Test
  void aCallWithAKeyOrATieGoesAlone() throws Exception {
    List<Future<List<Integer>>> all =
        whileTheFirstIsStored(
            Map.of("name", "a", "command", "a"), Map.of("name", "b", "command", "b"));
    int parent = all.get(0).get().get(0);
    submit(Map.of("name", "c", "command", "c", "submissionKey", "k"));
    submit(Map.of("name", "d", "command", "d", "parentIds", List.of(parent)));
    assertEquals(List.of(1, 2, 1, 1), jobs.calls());
  }

  @Test
  void manyLongSpecificationsAreStoredWhole() {
    firstMayEnd.countDown();
    List<Map<String, Object>> children = new ArrayList<>();
    for (int i = 0; i < 230; i++) {
      children.add(Map.of("name", "c" + i, "command", "x".repeat(i < 60 ? 10_000 : 1) + i));
    }
    List<Integer> ids = submit(Map.of("name", "tree", "children", children));
    Map<Integer, JobSpec> stored =
        farm.call(() -> farm.get(JobInsertStore.class).specs(ids.subList(1, ids.size())));
    for (int i = 0; i < 230; i++) {
      String command = stored.get(ids.get(i + 1)).command().textFor("linux");
      assertEquals(children.get(i).get("command"), command);
    }
  }

  private List<Integer> submit(Map<String, Object> spec) {
    return submissions.submit(JobSpecReader.read(spec), List.of(), List.of());
  }

  /** What becomes of a first call, and of others that come one after the other meanwhile. */
  @SafeVarargs
  private List<Future<List<Integer>>> whileTheFirstIsStored(Map<String, Object>... others) {
    List<Future<List<Integer>>> all = new ArrayList<>();
    all.add(threads.submit(() -> submit(Map.of("name", "first", "command", "x"))));
    while (jobs.calls().isEmpty()) {
      Thread.onSpinWait();
    }
    for (Map<String, Object> other : others) {
      all.add(threads.submit(() -> submit(other)));
      while (submissions.waiting() < all.size() - 1) {
        Thread.onSpinWait();
      }
    }
    firstMayEnd.countDown();
    for (Future<List<Integer>> one : all) {
      awaitEnd(one);
    }
    return all;
  }

  private static void awaitEnd(Future<?> one) {
    try {
      one.get();
    } catch (ExecutionException refused) {
      // The test looks at it.
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<JobView> views(Future<List<Integer>> stored) throws Exception {
    List<Integer> ids = stored.get();
    return farm.call(() -> jobs.views(ids, Set.of()));
  }

  private int unfinished() {
    return farm.call(() -> jobs.idsByStatus(JobStatus.UNFINISHED)).size();
  }
}
