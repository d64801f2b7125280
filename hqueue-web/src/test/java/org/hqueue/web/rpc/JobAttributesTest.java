package org.hqueue.web.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hqueue.job.Forecast;
import org.hqueue.job.FrameRules;
import org.hqueue.job.JobCallbacks;
import org.hqueue.job.JobNeeds;
import org.hqueue.job.JobPart;
import org.hqueue.job.JobPolicy;
import org.hqueue.job.JobSpec;
import org.hqueue.job.JobStatus;
import org.hqueue.job.JobView;
import org.hqueue.job.TreeRules;
import org.hqueue.requirement.Condition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JobAttributesTest {

  private static final Instant QUEUED = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant STARTED = QUEUED.plusSeconds(20);
  private static final Instant NOW = QUEUED.plusSeconds(80);

  @Test
  void namesAreThoseOfTheContract() {
    assertEquals(
        """
        id name description labels status uiStatus progress overallProgress ETA priority cpus
        queueTime runnableTime startTime commandStartTime commandEndTime endTime
        parents children rootId clients clientsOnHold
        conditions tags resources triesLeft maxTime minHosts maxHosts submittedBy
        command shell environment emailTo emailReasons onSuccess onError onCancel onChildError
        exitCode failureReason waitingFor tries tasks timeInQueue timeToRun timeToComplete
        blockedClients logs showBlockedClientsWarning threadId latestNote extra
        cleanup memory gpus retryDelay retryElsewhere notBefore dependencyPolicy maxRunning
        maxFailedChildren requeueAfter killGrace errorPatterns requeuePatterns exitCodes minTime
        noOutputTime onTimeout outputs submissionKey frames framesPerJob frameOrder
        """
            .strip()
            .replace('\n', ' '),
        String.join(" ", JobAttributes.ALL.names()));
  }

  @Test
  void onlyWhatIsAskedForIsAnsweredAndUnknownNamesAreLeftOut() {
    List<String> known = JobAttributes.ALL.known(List.of("id", "colour", "status"));
    assertEquals(Map.of("id", 4, "status", "running"), read(running(), known));
  }

  @Test
  void emptyListMeansAll() {
    assertEquals(JobAttributes.ALL.names(), JobAttributes.ALL.known(List.of()));
  }

  @Test
  void onlyThePartsThatAreNeededAreAskedOfTheService() {
    assertEquals(Set.of(), JobAttributes.ALL.partsFor(List.of("id", "status", "exitCode")));
    assertEquals(
        Set.of(JobPart.SPEC, JobPart.LOG),
        JobAttributes.ALL.partsFor(List.of("command", "tags", "logs")));
    assertEquals(Set.of(JobPart.values()), JobAttributes.ALL.partsFor(JobAttributes.ALL.names()));
  }

  @Test
  void conditionsCanBeSentBack() {
    assertEquals(
        List.of(Map.of("type", "client", "name", "group", "op", "in", "value", "GPU")),
        value(running(), "conditions"));
  }

  @Test
  void commandForAllSystemsIsItsText() {
    assertEquals("render", value(running(), "command"));
  }

  @Test
  void propertiesThatAreNotActedOnComeBackAsSubmittedElseAsTheirDefault() {
    assertEquals("ann@example.org", value(running(), "emailTo"));
    assertEquals("", value(running(), "emailReasons"));
    assertEquals(5, value(running(), "killGrace"));
    assertNull(value(running(), "resources"));
  }

  @Test
  void logsArePairsOfTextAndTime() {
    assertEquals(List.of(List.of("setting status to running", STARTED)), value(running(), "logs"));
  }

  @Test
  void timesNotReachedAreNil() {
    assertEquals(STARTED, value(running(), "startTime"));
    assertNull(value(running(), "endTime"));
  }

  @Test
  void timesAreThoseOfTheJobAndItsForecast() {
    assertEquals(180, value(running(), "ETA"));
    assertEquals(20, value(running(), "timeInQueue"));
    assertEquals(60, value(running(), "timeToRun"));
  }

  @Test
  void tasksAreCounted() {
    assertEquals(
        Map.of("total", 10, "waiting", 1, "running", 2, "succeeded", 3, "failed", 4),
        value(running(), "tasks"));
  }

  private static @Nullable Object value(JobView job, String name) {
    return read(job, List.of(name)).get(name);
  }

  private static Map<String, @Nullable Object> read(JobView job, List<String> names) {
    return JobAttributes.ALL.read(new JobAttributes.Seen(job, NOW), names);
  }

  private static JobView running() {
    JobSpec spec =
        new JobSpec(
            "beauty",
            "",
            new JobSpec.Command(Map.of("", "render"), "bash", Map.of()),
            null,
            new JobNeeds(
                1,
                0,
                0,
                1,
                1,
                Map.of(),
                List.of("single"),
                List.of(new Condition(Condition.GROUP, Condition.Op.IN, "GPU"))),
            0,
            JobPolicy.NONE,
            TreeRules.NONE,
            JobCallbacks.NONE,
            new JobSpec.Mail("ann@example.org", ""),
            Map.of(),
            "ann",
            JobSpec.Links.NONE,
            FrameRules.NONE,
            "",
            List.of(),
            Map.of());
    return new JobView(
        4,
        "beauty",
        JobStatus.RUNNING,
        0,
        1,
        4,
        true,
        "ann",
        new JobView.Times(QUEUED, QUEUED, STARTED, STARTED, null, null),
        0,
        1,
        null,
        "",
        0.25,
        spec,
        List.of(),
        List.of(),
        new JobView.Tasks(10, 1, 2, 3, 4),
        new JobView.Whole(0.25, 1, STARTED),
        new Forecast(180, 0, null),
        List.of(new JobView.OnClient(1, "render01", "", true, List.of(0, 2))),
        List.of(),
        List.of(new JobView.LogLine("setting status to running", STARTED)),
        new JobView.Blocked(List.of("render02"), true),
        "",
        List.of("/show/beauty.png"),
        Map.of("show", "dune"));
  }
}
