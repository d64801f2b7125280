package org.hqueue.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.hqueue.job.Forecast;
import org.hqueue.job.JobPart;
import org.hqueue.job.JobStatus;
import org.hqueue.job.JobView;
import org.hqueue.testfarm.SimulatedAgent;
import org.junit.jupiter.api.Test;

/** How long jobs may still take, and what a list says of jobs below (jobs.md section 6). */
abstract class ForecastContract extends FarmFixture {

  @Test
  void theForecastOfATreeIsWithinAQuarterAtHalfTime() {
    List<Map<String, Object>> frames = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      frames.add(spec("name", "f" + i, "command", "render " + i));
    }
    int inner = 1;
    List<Integer> ids =
        submitAll(spec("children", List.of(spec("name", "inner", "children", frames))));
    Instant begun = farm.clock().instant();
    Map<Duration, int[]> told = renderAll(ids);
    Duration whole = Duration.between(begun, farm.clock().instant());
    Duration half = whole.dividedBy(2);
    Duration near =
        told.keySet().stream().filter(at -> at.compareTo(half) >= 0).findFirst().orElseThrow();
    long left = whole.minus(near).toSeconds();
    for (int i = 0; i <= inner; i++) {
      int eta = told.get(near)[i];
      assertTrue(
          Math.abs(eta - left) <= left / 4, "told " + eta + " s of " + left + " s left, job " + i);
    }
    assertEquals(0, forecast(ids.get(0)).secondsLeft(), "ended");
  }

  /** Renders on four places, each frame about 100 s; what is foretold of two jobs at each time. */
  private Map<Duration, int[]> renderAll(List<Integer> ids) {
    Instant begun = farm.clock().instant();
    SimulatedAgent agent = agent(4);
    Random random = new Random(7);
    Map<Integer, int[]> running = new LinkedHashMap<>();
    Map<Duration, int[]> told = new LinkedHashMap<>();
    while (!status(ids.get(0)).isFinished()) {
      for (HeartbeatAnswer.Offer offer : beat(agent).start()) {
        agent.startAt(offer.id(), farm.clock().instant());
        running.put(offer.id(), new int[] {0, 80 + random.nextInt(40)});
      }
      beat(agent);
      farm.clock().advance(Duration.ofSeconds(5));
      List<Integer> ended = new ArrayList<>();
      running.forEach(
          (id, times) -> {
            times[0] += 5;
            if (times[0] >= times[1]) {
              agent.exit(id, 0);
              ended.add(id);
            } else {
              agent.progress(id, times[0] / (double) times[1]);
            }
          });
      ended.forEach(running::remove);
      beat(agent).forget().forEach(agent::forget);
      told.put(
          Duration.between(begun, farm.clock().instant()),
          new int[] {forecast(ids.get(0)).secondsLeft(), forecast(ids.get(1)).secondsLeft()});
    }
    return told;
  }

  @Test
  void aRunningJobThatSaysNothingIsForetoldByItsSiblings() {
    SimulatedAgent agent = agent(1);
    List<Integer> ids =
        submitAll(spec("children", List.of(spec("command", "a"), spec("command", "b"))));
    int first = beat(agent).start().get(0).id();
    agent.startAt(first, farm.clock().instant());
    beat(agent);
    assertEquals(Forecast.UNKNOWN, forecast(ids.get(1)).secondsLeft(), "no evidence");
    farm.clock().advance(Duration.ofSeconds(100));
    agent.exit(first, 0);
    beat(agent).forget().forEach(agent::forget);
    int second = beat(agent).start().get(0).id();
    agent.startAt(second, farm.clock().instant());
    beat(agent);
    farm.clock().advance(Duration.ofSeconds(30));
    assertEquals(70, forecast(ids.get(2)).secondsLeft());
    agent.progress(second, 0.5);
    beat(agent);
    assertEquals(30, forecast(ids.get(2)).secondsLeft());
    assertEquals(30, forecast(ids.get(0)).secondsLeft());
  }

  @Test
  void aQueuedJobSaysHowManyClientsItsDescendantsHaveAndWhenTheFirstStarted() {
    List<Integer> ids =
        submitAll(
            spec(
                "children",
                List.of(spec("children", List.of(spec("command", "a"), spec("command", "b"))))));
    for (Integer top : ids.subList(0, 2)) {
      assertEquals("queued", view(top, Set.of(JobPart.FORECAST)).uiStatus());
      assertEquals(null, view(top, Set.of(JobPart.FORECAST)).firstStarted());
    }
    assertEquals("waiting for resources", view(ids.get(2), Set.of(JobPart.FORECAST)).uiStatus());
    SimulatedAgent agent = agent(2);
    Instant started = farm.clock().instant();
    beat(agent).start().forEach(offer -> agent.start(offer.id()));
    beat(agent);
    farm.clock().advance(Duration.ofSeconds(1));
    for (Integer top : ids.subList(0, 2)) {
      JobView view = view(top, Set.of(JobPart.FORECAST));
      assertEquals("running (1 clients assigned)", view.uiStatus());
      assertEquals(JobStatus.QUEUED, view.status());
      assertEquals(started, view.firstStarted());
    }
  }

  @Test
  void theProgressTellsWhenTheFirstJobBelowWasStarted() {
    SimulatedAgent agent = agent(1);
    List<Map<String, Object>> two =
        List.of(spec("name", "a", "command", "a"), spec("name", "b", "command", "b"));
    List<Map<String, Object>> one = List.of(spec("name", "c", "command", "c"));
    List<Integer> ids =
        submitAll(
            List.of(
                spec(
                    "name",
                    "root",
                    "children",
                    List.of(
                        spec("name", "two", "children", two),
                        spec("name", "one", "children", one))),
                spec("name", "x", "childStubIds", List.of("s")),
                spec("name", "y", "childStubIds", List.of("s")),
                spec("name", "s", "command", "s", "stubId", "s")),
            List.of(),
            List.of());
    for (int i = 0; i < 4; i++) {
      farm.clock().advance(Duration.ofSeconds(7));
      finishNext(agent, 0);
    }
    Map<String, JobView> told = new LinkedHashMap<>();
    for (Integer id : ids) {
      JobView view = view(id, Set.of(JobPart.OVERALL_PROGRESS));
      assertEquals(view(id, Set.of(JobPart.FORECAST)).firstStarted(), view.firstStarted(), "API");
      told.put(view.name(), view);
    }
    assertEquals(firstOf(told, "a", "b", "c"), told.get("root").firstStarted());
    assertEquals(firstOf(told, "a", "b"), told.get("two").firstStarted());
    assertEquals(firstOf(told, "c"), told.get("one").firstStarted());
    assertEquals(firstOf(told, "s"), told.get("x").firstStarted());
    assertEquals(firstOf(told, "s"), told.get("y").firstStarted());
    assertEquals(3, Objects.requireNonNull(told.get("root").whole()).commands());
  }

  private static Instant firstOf(Map<String, JobView> told, String... names) {
    return Stream.of(names)
        .map(name -> Objects.requireNonNull(told.get(name).times().started()))
        .min(Instant::compareTo)
        .orElseThrow();
  }

  @Test
  void aTreeThatSharesJobsWithAnotherIsForetoldToo() {
    SimulatedAgent agent = agent(1);
    List<Integer> ids =
        submitAll(
            List.of(
                spec("name", "a", "childStubIds", List.of("c")),
                spec("name", "b", "childStubIds", List.of("c")),
                spec("name", "c", "command", "c", "stubId", "c")),
            List.of(),
            List.of());
    int assignment = beat(agent).start().get(0).id();
    agent.startAt(assignment, farm.clock().instant());
    beat(agent);
    farm.clock().advance(Duration.ofSeconds(10));
    agent.progress(assignment, 0.25);
    beat(agent);
    assertEquals(30, forecast(ids.get(0)).secondsLeft());
    assertEquals(30, forecast(ids.get(1)).secondsLeft());
  }

  /** Flat trees are told of by counts alone, but where a leaf does not weigh. */
  @Test
  void leavesThatWaitAreForetoldByThePaceOfThoseThatHaveEnded() {
    List<Integer> ids = submitAll(spec("children", leaves(spec("command", "waits"))));
    runOneAndAHalf();
    assertEquals(270, forecast(ids.get(0)).secondsLeft());
    assertEquals("4 2 1 1 0", tasks(ids.get(0)));
  }

  @Test
  void aLeafThatDoesNotWeighIsForetoldToo() {
    Map<String, Object> unweighed = spec("command", "waits", "tags", List.of("excludeProgress"));
    List<Integer> ids = submitAll(spec("children", leaves(unweighed)));
    runOneAndAHalf();
    assertEquals(270, forecast(ids.get(0)).secondsLeft());
    assertEquals("4 2 1 1 0", tasks(ids.get(0)));
  }

  @Test
  void leavesThatWaitFurtherDownAreForetoldToo() {
    List<Map<String, Object>> leaves = leaves(spec("command", "waits"));
    List<Integer> ids = submitAll(spec("children", List.of(spec("children", leaves))));
    runOneAndAHalf();
    assertEquals(270, forecast(ids.get(0)).secondsLeft());
    assertEquals(270, forecast(ids.get(1)).secondsLeft());
    assertEquals("1 0 0 0 0", tasks(ids.get(0)));
    assertEquals("4 2 1 1 0", tasks(ids.get(1)));
  }

  /** Four that start in this order. */
  private List<Map<String, Object>> leaves(Map<String, Object> last) {
    return List.of(spec("command", "a"), spec("command", "b"), spec("command", "c"), last);
  }

  /** The first takes 100 s, and the second has run for 30. */
  private void runOneAndAHalf() {
    SimulatedAgent agent = agent(1);
    int first = beat(agent).start().get(0).id();
    agent.startAt(first, farm.clock().instant());
    beat(agent);
    farm.clock().advance(Duration.ofSeconds(100));
    agent.exit(first, 0);
    beat(agent).forget().forEach(agent::forget);
    agent.startAt(beat(agent).start().get(0).id(), farm.clock().instant());
    beat(agent);
    farm.clock().advance(Duration.ofSeconds(30));
  }

  /** Of all, waiting, running, succeeded and failed children; the same with less asked for. */
  private String tasks(int jobId) {
    String told = told(jobId, Set.of(JobPart.TASKS, JobPart.FORECAST));
    assertEquals(told, told(jobId, Set.of(JobPart.TASKS)));
    return told;
  }

  private String told(int jobId, Set<JobPart> parts) {
    JobView.Tasks tasks = Objects.requireNonNull(view(jobId, parts).tasks());
    return "%d %d %d %d %d"
        .formatted(
            tasks.total(), tasks.waiting(), tasks.running(), tasks.succeeded(), tasks.failed());
  }

  private Forecast forecast(int jobId) {
    Forecast forecast = view(jobId, Set.of(JobPart.FORECAST)).forecast();
    if (forecast == null) {
      throw new AssertionError("no forecast of job " + jobId);
    }
    return forecast;
  }
}
