package org.hqueue.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hqueue.job.BadSpecException;
import org.hqueue.job.JobChanges;
import org.hqueue.job.JobEditService;
import org.hqueue.job.JobEditService.Scope;
import org.hqueue.job.JobPart;
import org.hqueue.job.JobSpec;
import org.hqueue.job.JobSpecService;
import org.hqueue.job.JobStatus;
import org.hqueue.job.JobView;
import org.hqueue.testfarm.SimulatedAgent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Editing, telling and copying specifications, on a real database. */
abstract class EditContract extends FarmFixture {

  @Test
  void whatGetJobSpecGivesIsTakenByNewjobUnchanged() {
    int job =
        submit(
            spec(
                "command",
                Map.of("linux", "ls", "windows", "dir"),
                "environment",
                Map.of("A", "{\"b\": \"ä\"}"),
                "priority",
                7,
                "maxRunning",
                3,
                "exitCodes",
                Map.of("requeue", "210"),
                "notBefore",
                "2030-01-01T00:00:00",
                "colour",
                List.of("red", 5)));
    Map<String, @Nullable Object> told = told(job, false);
    int again = submitAll(List.of(told), List.of(), List.of()).get(0);
    assertEquals(told, told(again, false));
    assertEquals(view(job, Set.of(JobPart.SPEC)).spec(), view(again, Set.of(JobPart.SPEC)).spec());
    assertEquals(List.of("red", 5), told.get("colour"));
  }

  @Test
  void aSpecificationWithChildrenHasEachJobBelowOnce() {
    List<Integer> ids = diamond();
    int again = submitAll(List.of(told(ids.get(0), true)), List.of(), List.of()).get(0);
    assertEquals(shape(ids.get(0)), shape(again));
  }

  @Test
  void aJobThatDoesNotExistHasNoSpecification() {
    assertTrue(farm.call(() -> farm.get(JobSpecService.class).struct(999_999, true)).isEmpty());
  }

  @Test
  void copiesAreTiedToEachOtherAsTheJobsAreAndToNoOtherJob() {
    List<Integer> ids = diamond();
    List<Integer> copies = resubmit(List.of(ids.get(0), 999_999), Map.of());
    assertEquals(ids.size(), copies.size());
    assertEquals(shape(ids.get(0)), shape(copies.get(0)));
    int inner = ids.get(1);
    List<Integer> part = resubmit(List.of(inner), Map.of("name", "again"));
    assertEquals(List.of(), view(part.get(0), Set.of(JobPart.LINKS)).parents());
    assertEquals("again", view(part.get(0), Set.of()).name());
    assertEquals("d", view(part.get(1), Set.of()).name());
  }

  @Test
  void theCopyOfAChildTakesAlongWhatTheChildInherited() {
    List<Integer> ids =
        submitAll(
            spec(
                "priority",
                4,
                "submittedBy",
                "ann",
                "children",
                List.of(Map.of("name", "child", "command", "c"))));
    int copy = resubmit(List.of(ids.get(1)), Map.of()).get(0);
    JobView view = view(copy, Set.of(JobPart.SPEC));
    assertEquals(4, view.priority());
    assertEquals("ann", view.submittedBy());
    assertEquals(host, view.spec().needs().conditions().get(0).value());
  }

  @Test
  void changesOfACopyReachWhatItsDescendantsInherit() {
    List<Integer> ids =
        submitAll(spec("children", List.of(Map.of("name", "child", "command", "c"))));
    List<Integer> copies = resubmit(List.of(ids.get(0)), Map.of("priority", 9));
    assertEquals(List.of(9, 9), jobs(copies).stream().map(JobView::priority).toList());
    assertEquals(List.of(0, 0), jobs(ids).stream().map(JobView::priority).toList());
  }

  @Test
  void anEditIsRefusedWithThePathAndThenNothingIsChanged() {
    int job = submit(spec("command", "c"));
    assertEquals(
        "changes.cpus: expected int, got \"two\"",
        refusal(job, Map.of("cpus", "two", "memory", 5)));
    assertEquals("changes.name: expected a name, got none", refusal(job, Map.of("name", " ")));
    assertEquals(
        "changes.stubId: expected a property that can be changed",
        refusal(job, Map.of("stubId", "x")));
    assertEquals(
        "changes.resources.nothing: expected the name of a resource, there is none named"
            + " \"nothing\"",
        refusal(job, Map.of("resources", Map.of("nothing", 1))));
    assertEquals(0, view(job, Set.of(JobPart.SPEC)).spec().needs().memory());
  }

  @Test
  void anEditTellsOldAndNewAndTakesEffectOnAWaitingJobAtOnce() {
    SimulatedAgent agent = agent(2);
    int job = submit(spec("command", "c", "cpus", 8, "colour", "red"));
    assertTrue(beat(agent).isEmpty(), "too large for the machine");
    assertEquals(1, edit(List.of(job), Map.of("cpus", "2", "name", "small"), Scope.JOB));
    int assignment = startNext(agent);
    assertTrue(assignment > 0);
    JobView view = view(job, Set.of(JobPart.SPEC, JobPart.LOG));
    assertEquals(JobStatus.RUNNING, view.status());
    assertEquals("small", view.name());
    assertEquals("red", view.spec().extra().get("colour"));
    assertTrue(
        texts(view).contains("edited: cpus: 8 -> 2; name: \"job\" -> \"small\""),
        texts(view).toString());
  }

  @Test
  void whatIsRunningTakesAnEditAtItsNextStart() {
    SimulatedAgent agent = agent(2);
    int job = submit(spec("command", "c", "triesLeft", 1));
    int first = startNext(agent);
    edit(List.of(job), Map.of("cpus", 2, "command", "d"), Scope.JOB);
    assertEquals(1, client().cpusInUse());
    agent.exit(first, 1);
    beat(agent);
    agent.forget(first);
    HeartbeatAnswer.Offer second = beat(agent).start().get(0);
    assertEquals("d", second.command());
    assertEquals(2, client().cpusInUse());
  }

  @Test
  void aFinishedJobMayBeEditedBeforeItIsRescheduled() {
    SimulatedAgent agent = agent(1);
    int job = submit(spec("command", "c"));
    finishNext(agent, 1);
    edit(List.of(job), Map.of("command", "d"), Scope.JOB);
    farm.run(() -> actions.reschedule(List.of(job)));
    assertEquals("d", beat(agent).start().get(0).command());
  }

  @Test
  void notBeforeHoldsAWaitingJobBackAndLetsItGo() {
    int job = submit(spec("command", "c"));
    edit(
        List.of(job),
        Map.of("notBefore", farm.clock().instant().plus(Duration.ofHours(1)).toString()),
        Scope.JOB);
    SimulatedAgent agent = agent(1);
    assertTrue(beat(agent).isEmpty());
    edit(List.of(job), Map.of("notBefore", ""), Scope.JOB);
    assertEquals(1, beat(agent).start().size());
  }

  @Test
  void conditionsOfTheRootReachUnstartedJobsWithoutTheirOwn() {
    SimulatedAgent agent = agent(1);
    List<Integer> ids =
        submitAll(
            Map.of(
                "name", "root",
                "host", "elsewhere",
                "children", List.of(Map.of("name", "child", "command", "c"))));
    assertTrue(beat(agent).isEmpty());
    edit(ids.subList(0, 1), Map.of("host", host), Scope.JOB);
    assertEquals(1, beat(agent).start().size());
  }

  @Test
  void aScopeReachesWhatItSays() {
    List<Integer> ids =
        submitAll(
            spec(
                "children",
                List.of(spec("command", "a", "name", "a"), spec("command", "b", "name", "b"))));
    farm.run(() -> actions.cancel(ids.subList(1, 2)));
    List<Integer> root = ids.subList(0, 1);
    assertEquals(2, edit(root, Map.of("memory", 1), Scope.UNFINISHED));
    assertEquals(1, edit(root, Map.of("memory", 2), Scope.FAILED));
    assertEquals(List.of(1, 2, 1), memory(ids));
    assertEquals(3, edit(root, Map.of("memory", 3), Scope.ALL));
    assertEquals(List.of(3, 3, 3), memory(ids));
  }

  @Test
  void editedLabelsReplaceOnesOwnAndLeaveInheritedOnes() {
    List<Integer> ids =
        submitAll(
            spec(
                "labels",
                Map.of("show", "dune"),
                "children",
                List.of(spec("command", "a", "labels", Map.of("shot", "1")))));
    edit(ids.subList(1, 2), Map.of("labels", Map.of("take", "2")), Scope.JOB);
    assertEquals(Map.of("show", "dune", "take", "2"), view(ids.get(1), Set.of()).labels());
  }

  @Test
  void aCommandForATreeLeavesContainersWhatTheyAre() {
    List<Integer> ids = submitAll(spec("children", List.of(spec("command", "a"))));
    edit(ids.subList(0, 1), Map.of("command", "z"), Scope.ALL);
    assertEquals("", view(ids.get(0), Set.of(JobPart.SPEC)).spec().command().textFor("linux"));
    assertEquals("z", view(ids.get(1), Set.of(JobPart.SPEC)).spec().command().textFor("linux"));
  }

  @Test
  void aReadyJobThatLosesItsCommandSucceeds() {
    int job = submit(spec("command", "c"));
    edit(List.of(job), Map.of("command", ""), Scope.JOB);
    assertEquals(JobStatus.SUCCEEDED, status(job));
  }

  @Test
  void aTreeOfTwentyThousandIsEditedInOneCall() {
    List<Map<String, Object>> children = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      children.add(Map.of("name", "f" + i, "command", "render " + i));
    }
    List<Integer> ids = submitAll(spec("children", children));
    assertEquals(
        20_001, edit(ids.subList(0, 1), Map.of("memory", 64, "priority", 3), Scope.UNFINISHED));
    assertEquals(64, memory(ids.subList(20_000, 20_001)).get(0));
    assertEquals(3, view(ids.get(20_000), Set.of()).priority());
  }

  @Test
  void clientsArePermittedByConditionsAndReplacedByAList() {
    agent(1);
    PermittedClientsService permitted = farm.get(PermittedClientsService.class);
    List<Integer> ids = submitAll(spec("children", List.of(Map.of("name", "c", "command", "c"))));
    int child = ids.get(1);
    assertEquals(List.of(host), farm.call(() -> permitted.labels(child)), "inherited");
    assertTrue(farm.call(() -> permitted.save(child, List.of())));
    assertEquals(List.of(), farm.call(() -> permitted.labels(child)), "nobody");
    farm.run(() -> permitted.save(child, List.of("nowhere", host + ":")));
    assertEquals(List.of(host), farm.call(() -> permitted.labels(child)));
    farm.run(() -> permitted.save(child, List.of(host + ":other")));
    assertEquals(List.of(), farm.call(() -> permitted.labels(child)));
    assertEquals(List.of(), farm.call(() -> permitted.labels(999_999)));
  }

  /** A root over two jobs that share a third. */
  private List<Integer> diamond() {
    return submitAll(
        List.of(
            spec("name", "a", "childStubIds", List.of("b", "c")),
            spec("name", "b", "command", "b", "stubId", "b", "childStubIds", List.of("d")),
            spec("name", "c", "command", "c", "stubId", "c", "childStubIds", List.of("d")),
            spec("name", "d", "command", "d", "stubId", "d")),
        List.of(),
        List.of());
  }

  /** The names below a job, by the name of their parent. */
  private Map<String, List<String>> shape(int top) {
    Map<String, List<String>> shape = new HashMap<>();
    Map<Integer, Integer> seen = new HashMap<>();
    List<Integer> open = new ArrayList<>(List.of(top));
    while (!open.isEmpty()) {
      JobView view = view(open.remove(0), Set.of(JobPart.LINKS));
      if (seen.merge(view.id(), 1, Integer::sum) == 1) {
        List<String> names =
            new ArrayList<>(jobs(view.children()).stream().map(JobView::name).toList());
        names.sort(null);
        assertEquals(null, shape.put(view.name(), names), "one job of each name");
        open.addAll(view.children());
      }
    }
    return shape;
  }

  private Map<String, @Nullable Object> told(int jobId, boolean withChildren) {
    return farm.call(() -> farm.get(JobSpecService.class).struct(jobId, withChildren))
        .orElseThrow();
  }

  private List<Integer> resubmit(List<Integer> ids, Map<String, ?> changes) {
    List<JobSpec> copies =
        farm.call(() -> farm.get(JobSpecService.class).copies(ids, JobChanges.read(changes)));
    return farm.call(() -> jobs.submit(copies, List.of(), List.of()));
  }

  private int edit(List<Integer> ids, Map<String, ?> changes, Scope scope) {
    return farm.call(
        () -> farm.get(JobEditService.class).edit(ids, JobChanges.read(changes), scope));
  }

  private String refusal(int job, Map<String, ?> changes) {
    return assertThrows(BadSpecException.class, () -> edit(List.of(job), changes, Scope.JOB))
        .getMessage();
  }

  private List<Integer> memory(List<Integer> ids) {
    return farm.call(() -> jobs.views(ids, Set.of(JobPart.SPEC))).stream()
        .map(view -> view.spec().needs().memory())
        .toList();
  }

  private static List<String> texts(JobView view) {
    return view.log().stream().map(JobView.LogLine::text).toList();
  }
}
