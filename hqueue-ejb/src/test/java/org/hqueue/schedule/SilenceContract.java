package org.hqueue.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hqueue.assignment.Callback;
import org.hqueue.client.ClientService;
import org.hqueue.client.ClientView;
import org.hqueue.job.JobPart;
import org.hqueue.job.JobStatus;
import org.hqueue.job.JobView;
import org.hqueue.note.NoteService;
import org.hqueue.note.NoteSubject;
import org.hqueue.note.NoteView;
import org.hqueue.resource.ResourceService;
import org.hqueue.schedule.HeartbeatAnswer.Offer;
import org.hqueue.schedule.HeartbeatReport.End;
import org.hqueue.silence.SilenceService;
import org.hqueue.testfarm.SimulatedAgent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What follows when clients fall silent (jobs.md section 7), on each database. */
abstract class SilenceContract extends FarmFixture {

  private static final Duration STEP = Duration.ofSeconds(5);

  private final List<SimulatedAgent> heard = new ArrayList<>();

  /**
   * A new farm, and others that are always heard, so that one silent client is no broken network.
   */
  @BeforeEach
  void startListening() {
    close();
    assemble();
    heard.clear();
    farm.run(() -> farm.get(SilenceService.class).run(true));
    for (int i = 0; i < 4; i++) {
      SimulatedAgent other = new SimulatedAgent("always" + i, "", 1);
      beat(other);
      heard.add(other);
    }
  }

  @Test
  void aSilentClientsJobsAreAbandonedAndRunAgainWhenItIsBackWithThem() {
    SimulatedAgent agent = agent(1);
    int job = submit(spec("command", "x"));
    startNext(agent);
    pass(Duration.ofMinutes(4));
    assertEquals(JobStatus.RUNNING, status(job));
    pass(Duration.ofMinutes(2));
    assertEquals(JobStatus.ABANDONED, status(job));
    assertFalse(client().online());
    beat(agent);
    assertEquals(JobStatus.RUNNING, status(job));
    assertTrue(client().online());
  }

  @Test
  void aSilentClientAndItsAbandonedJobsGetNotes() {
    SimulatedAgent agent = agent(1);
    int job = submit(spec("command", "x"));
    startNext(agent);
    int clientId = client().id();
    pass(Duration.ofMinutes(6));
    assertEquals(
        "gone silent; abandoned with it: " + job, latestNote(NoteSubject.CLIENT, clientId));
    assertEquals("abandoned: its client has gone silent", latestNote(NoteSubject.JOB, job));
    assertEquals(
        Set.of("hqueue"),
        farm.call(() -> farm.get(NoteService.class).notes(null)).stream()
            .map(NoteView::author)
            .collect(Collectors.toSet()));
  }

  @Test
  void manyAbandonedJobsAreNamedByOneNoteOfTheirClient() {
    SimulatedAgent agent = agent(20);
    List<Integer> ids = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      ids.add(submit(spec("command", "x")));
    }
    beat(agent).start().forEach(offer -> agent.start(offer.id()));
    beat(agent);
    int clientId = client().id();
    pass(Duration.ofMinutes(6));
    assertEquals(JobStatus.ABANDONED, status(ids.get(0)));
    assertTrue(latestNote(NoteSubject.CLIENT, clientId).contains(", " + ids.get(19)));
    assertEquals(
        Map.of(), farm.call(() -> farm.get(NoteService.class).briefs(NoteSubject.JOB, ids)));
  }

  private String latestNote(NoteSubject subject, int id) {
    return farm.call(() -> farm.get(NoteService.class).briefs(subject, List.of(id)))
        .get(id)
        .latestNote();
  }

  @Test
  void aClientThatComesBackWithoutItsJobsHasThemPutBackWithoutATry() {
    SimulatedAgent agent = agent(1);
    int job = submit(spec("command", "x", "triesLeft", 1));
    int run = startNext(agent);
    pass(Duration.ofMinutes(6));
    agent.restart("session-2", 2_000);
    agent.forget(run);
    int second = beat(agent).start().get(0).id();
    assertTrue(second != run);
    assertEquals(1, view(job, Set.of()).triesLeft());
  }

  @Test
  void theEndThatASilentClientTellsLaterCounts() {
    SimulatedAgent agent = agent(1);
    int job = submit(spec("command", "x"));
    int run = startNext(agent);
    pass(Duration.ofMinutes(6));
    agent.exit(run, 0);
    assertEquals(List.of(run), beat(agent).forget());
    assertEquals(JobStatus.SUCCEEDED, status(job));
  }

  @Test
  void aClientThatStaysAwayIsGivenUpAndItsJobsRunElsewhere() {
    SimulatedAgent agent = agent(4);
    String either = host + ",always0";
    int job = submit(spec("command", "x", "host", either, "triesLeft", 1));
    int run = startNext(agent);
    pass(Duration.ofMinutes(34));
    assertEquals(JobStatus.ABANDONED, status(job));
    pass(Duration.ofMinutes(2));
    assertEquals(JobStatus.RUNNING, status(job), "on one of the others");
    assertEquals(1, view(job, Set.of()).triesLeft());
    assertEquals(0, client().cpusInUse());
    assertEquals(run, beat(agent).stop().get(0).id(), "the newer one stays");
  }

  @Test
  void callbacksOfAClientThatStaysAwayAreLostAndTheJobKeepsItsStatus() {
    SimulatedAgent agent = agent(1);
    int job = submit(spec("command", "x", "onSuccess", "y"));
    int run = startNext(agent);
    agent.exit(run, 0);
    beat(agent);
    agent.callBack(run);
    beat(agent);
    pass(Duration.ofMinutes(6));
    assertEquals(JobStatus.SUCCEEDED, status(job));
    assertEquals(1, client().cpusInUse());
    pass(Duration.ofMinutes(31));
    assertEquals(JobStatus.SUCCEEDED, status(job));
    assertEquals(0, client().cpusInUse());
    assertEquals(run, beat(agent).stop().get(0).id(), "what it held is given to others");
    agent.calledBack(run, "onSuccess");
    assertEquals(List.of(run), beat(agent).forget());
  }

  @Test
  void cancellingAnAbandonedJobGivesItsClientUp() {
    SimulatedAgent agent = agent(1);
    int job = submit(spec("command", "x"));
    int run = startNext(agent);
    pass(Duration.ofMinutes(6));
    farm.run(() -> actions.cancel(List.of(job)));
    assertEquals(JobStatus.CANCELLED, status(job));
    assertEquals(0, client().cpusInUse());
    assertEquals(run, beat(agent).stop().get(0).id());
  }

  /** A client that is heard gets the callback without the job's own command, and runs it. */
  private void anotherRunsOnCancelAlone() {
    SimulatedAgent other = heard.get(0);
    HeartbeatAnswer.Offer offer = beat(other).start().get(0);
    assertEquals("", offer.command(), "not the job's own command");
    other.start(offer.id());
    beat(other);
    other.exit(offer.id(), 0);
    HeartbeatAnswer answer = beat(other);
    assertEquals(
        List.of("onCancel"), answer.callbacks().get(0).run().stream().map(Callback::name).toList());
    other.calledBack(offer.id(), "onCancel");
    assertEquals(List.of(offer.id()), beat(other).forget());
  }

  @Test
  void onCancelOfAnAbandonedJobRunsOnAnotherClient() {
    SimulatedAgent agent = agent(2);
    String either = host + ",always0";
    int job =
        submit(spec("command", "x", "cpus", 2, "host", either, "onCancel", "y", "cleanup", "z"));
    int run = startNext(agent);
    pass(Duration.ofMinutes(6));
    farm.run(() -> actions.cancel(List.of(job)));
    anotherRunsOnCancelAlone();
    assertEquals(JobStatus.CANCELLED, status(job));
    assertEquals(run, beat(agent).stop().get(0).id());
    assertEquals(List.of(), beat(agent).callbacks(), "it runs once");
  }

  @Test
  void onCancelOfAJobWhoseClientFellSilentWhileItStoppedRunsOnAnotherClient() {
    SimulatedAgent agent = agent(2);
    String either = host + ",always0";
    int job =
        submit(spec("command", "x", "cpus", 2, "host", either, "onCancel", "y", "cleanup", "z"));
    startNext(agent);
    farm.run(() -> actions.cancel(List.of(job)));
    assertEquals(JobStatus.CANCELLED, status(job));
    pass(Duration.ofMinutes(37));
    anotherRunsOnCancelAlone();
  }

  @Test
  void aFarmThatDidNotListenFor15MinutesGivesNobodyUp() {
    SimulatedAgent agent = agent(1);
    int job = submit(spec("command", "x"));
    startNext(agent);
    farm.clock().advance(Duration.ofMinutes(15));
    tick(false);
    pass(Duration.ofMinutes(4));
    assertEquals(JobStatus.RUNNING, status(job));
    beat(agent);
    pass(Duration.ofMinutes(4));
    assertEquals(JobStatus.RUNNING, status(job));
    assertEquals(1, view(job, Set.of()).tries(), "nothing was started twice");
  }

  @Test
  void manyClientsSilentAtOnceGetTheWholeTimeAnew() {
    List<Integer> jobIds = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      newHost();
      SimulatedAgent agent = agent(1);
      jobIds.add(submit(spec("command", "x")));
      startNext(agent);
    }
    pass(Duration.ofMinutes(6));
    for (int id : jobIds) {
      assertEquals(JobStatus.RUNNING, status(id), "network?");
    }
    pass(Duration.ofMinutes(6));
    for (int id : jobIds) {
      assertEquals(JobStatus.ABANDONED, status(id));
    }
  }

  @Test
  void aJobThatLosesItsClientThreeTimesInARowFails() {
    SimulatedAgent agent = agent(1);
    int job = submit(spec("command", "x"));
    for (int i = 0; i < 3; i++) {
      int run = startNext(agent);
      agent.end(
          run, new End(HeartbeatReport.Outcome.LOST, null, null, "", Instant.ofEpochMilli(1)));
      beat(agent);
      agent.forget(run);
    }
    assertEquals(JobStatus.FAILED, status(job));
    assertTrue(view(job, Set.of()).failureReason().startsWith("lost its client 3 times in a row"));
  }

  @Test
  void aJobMayHaveItsOwnMinutesAndNeverPutsItBackByItself() {
    SimulatedAgent agent = agent(3);
    int soon = submit(spec("command", "soon", "requeueAfter", 5));
    int never = submit(spec("command", "never", "requeueAfter", 0));
    int usual = submit(spec("command", "usual"));
    beat(agent).start().forEach(offer -> agent.start(offer.id()));
    beat(agent);
    pass(Duration.ofMinutes(9));
    assertEquals(JobStatus.ABANDONED, status(soon));
    pass(Duration.ofMinutes(2));
    assertEquals(JobStatus.RUNNABLE, status(soon));
    assertEquals(JobStatus.ABANDONED, status(usual));
    pass(Duration.ofMinutes(26));
    assertEquals(JobStatus.RUNNABLE, status(usual));
    pass(Duration.ofMinutes(60));
    assertEquals(JobStatus.ABANDONED, status(never), "it must not run twice");
    farm.run(() -> actions.cancel(List.of(never)));
    assertEquals(JobStatus.CANCELLED, status(never));
    assertEquals(0, client().cpusInUse());
  }

  @Test
  void aJobThatWasPutBackButNotStartedElsewhereReturnsToItsOldClient() {
    SimulatedAgent agent = agent(2);
    int job = submit(spec("command", "x", "cpus", 2));
    int run = startNext(agent);
    pass(Duration.ofMinutes(37));
    assertEquals(JobStatus.RUNNABLE, status(job));
    assertEquals(0, client().cpusInUse());
    HeartbeatAnswer answer = beat(agent);
    assertEquals(List.of(), answer.stop());
    assertEquals(List.of(), answer.start(), "not started a second time");
    assertEquals(JobStatus.RUNNING, status(job));
    assertEquals(2, client().cpusInUse());
    assertEquals(1, view(job, Set.of()).tries());
    agent.exit(run, 0);
    assertEquals(List.of(run), beat(agent).forget());
    assertEquals(JobStatus.SUCCEEDED, status(job));
    assertEquals(0, client().cpusInUse());
  }

  @Test
  void aJobThatWasPutBackReturnsWithItsPlaceUnderALimitAndItsLicence() {
    ResourceService resources = farm.get(ResourceService.class);
    String licence = "licence" + host;
    farm.call(() -> resources.create(licence, 1, false));
    SimulatedAgent agent = agent(2);
    int root =
        submit(
            spec(
                "maxRunning",
                1,
                "children",
                List.of(spec("command", "x", "resources", Map.of(licence, 1)))));
    int run = startNext(agent);
    pass(Duration.ofMinutes(37));
    assertEquals(JobStatus.RUNNABLE, status(root + 1));
    assertEquals(0, inUse(licence));
    HeartbeatAnswer answer = beat(agent);
    assertEquals(List.of(), answer.stop());
    assertEquals(JobStatus.RUNNING, status(root + 1));
    assertEquals(1, inUse(licence));
    assertEquals(1, view(root + 1, Set.of()).tries());
    agent.exit(run, 0);
    beat(agent);
    assertEquals(0, inUse(licence));
    assertCountersEqualARecount();
  }

  @Test
  void aJobThatWasPutBackDoesNotReturnWhenItsLicenceIsTaken() {
    ResourceService resources = farm.get(ResourceService.class);
    String licence = "licence" + host;
    farm.call(() -> resources.create(licence, 1, false));
    SimulatedAgent agent = agent(2);
    int job = submit(spec("command", "x", "resources", Map.of(licence, 1)));
    int run = startNext(agent);
    pass(Duration.ofMinutes(36));
    farm.run(() -> actions.pause(List.of(job)));
    submit(spec("command", "y", "host", "always0", "resources", Map.of(licence, 1)));
    pass(Duration.ofMinutes(1));
    assertEquals(1, inUse(licence), "of the other job");
    farm.run(() -> actions.resume(List.of(job)));
    HeartbeatAnswer answer = beat(agent);
    assertEquals(List.of(run), answer.stop().stream().map(HeartbeatAnswer.Stop::id).toList());
    assertEquals(JobStatus.RUNNABLE, status(job));
    assertEquals(1, inUse(licence));
    assertCountersEqualARecount();
  }

  @Test
  void aJobOfSeveralClientsThatWasPutBackReturnsToAllOfThem() {
    ResourceService resources = farm.get(ResourceService.class);
    String licence = "licence" + host;
    farm.call(() -> resources.create(licence, 3, false));
    int job =
        submit(spec("command", "x", "cpus", 2, "minHosts", 2, "resources", Map.of(licence, 2)));
    Pair pair = startOnTwo();
    pass(Duration.ofMinutes(37));
    assertEquals(JobStatus.RUNNABLE, status(job));
    assertEquals(0, cpusInUse());
    beat(pair.companion());
    HeartbeatAnswer answer = beat(pair.master());
    assertEquals(List.of(), answer.stop());
    assertEquals(JobStatus.RUNNING, status(job));
    assertEquals(4, cpusInUse());
    assertEquals(2, inUse(licence));
    assertEquals(
        List.of(true, false),
        view(job, Set.of(JobPart.CLIENTS)).clients().stream()
            .map(JobView.OnClient::master)
            .toList());
    assertCountersEqualARecount();
    int next = submit(spec("command", "y", "cpus", 2));
    beat(pair.companion());
    assertEquals(JobStatus.RUNNABLE, status(next), "the companion is taken");
    pair.master().exit(pair.run(), 0);
    beat(pair.master());
    assertEquals(JobStatus.SUCCEEDED, status(job));
    assertEquals(JobStatus.RUNNING, status(next));
    assertEquals(0, inUse(licence));
    assertCountersEqualARecount();
  }

  @Test
  void aJobOfSeveralClientsThatWasPutBackDoesNotReturnWhenOneOfThemIsTaken() {
    int job = submit(spec("command", "x", "cpus", 2, "minHosts", 2));
    Pair pair = startOnTwo();
    pass(Duration.ofMinutes(37));
    farm.run(() -> actions.pause(List.of(job)));
    int other = submit(spec("command", "y"));
    beat(pair.companion());
    assertEquals(JobStatus.RUNNING, status(other));
    farm.run(() -> actions.resume(List.of(job)));
    HeartbeatAnswer answer = beat(pair.master());
    assertEquals(
        List.of(pair.run()), answer.stop().stream().map(HeartbeatAnswer.Stop::id).toList());
    assertEquals(JobStatus.RUNNABLE, status(job));
    assertEquals(1, cpusInUse());
    assertCountersEqualARecount();
  }

  private record Pair(SimulatedAgent master, int run, SimulatedAgent companion) {}

  /**
   * Has the next job start on two clients, of which the companion's alone is heard from then on.
   */
  private Pair startOnTwo() {
    List<SimulatedAgent> agents = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      agents.add(new SimulatedAgent(host, "c" + i, 2));
      beat(agents.get(i));
    }
    for (SimulatedAgent agent : agents) {
      for (Offer offer : beat(agent).start()) {
        agent.start(offer.id());
        beat(agent);
        SimulatedAgent companion = agents.get(1 - agents.indexOf(agent));
        heard.add(companion);
        return new Pair(agent, offer.id(), companion);
      }
    }
    throw new AssertionError("it was offered to neither");
  }

  private int cpusInUse() {
    return farm.call(() -> farm.get(ClientService.class).all()).stream()
        .filter(view -> view.hostname().equals(host))
        .mapToInt(ClientView::cpusInUse)
        .sum();
  }

  private int inUse(String resource) {
    return farm.call(() -> farm.get(ResourceService.class).all()).stream()
        .filter(one -> one.name().equals(resource))
        .findFirst()
        .orElseThrow()
        .inUse();
  }

  @Test
  void aPausedJobThatWasPutBackReturnsToItsOldClientAndIsHaltedThere() {
    SimulatedAgent agent = agent(1);
    int job = submit(spec("command", "x"));
    int run = startNext(agent);
    pass(Duration.ofMinutes(37));
    farm.run(() -> actions.pause(List.of(job)));
    assertEquals(JobStatus.PAUSED, status(job));
    assertEquals(List.of(run), beat(agent).pause());
    agent.halt(run);
    beat(agent);
    assertEquals(JobStatus.PAUSED, status(job));
    assertEquals(1, client().cpusInUse());
    farm.run(() -> actions.resume(List.of(job)));
    assertEquals(List.of(run), beat(agent).resume());
  }

  @Test
  void aJobThatWasRescheduledMeanwhileDoesNotReturnAndItsOldProcessIsStopped() {
    SimulatedAgent agent = agent(2);
    int job = submit(spec("command", "x"));
    int run = startNext(agent);
    pass(Duration.ofMinutes(6));
    farm.run(() -> actions.reschedule(List.of(job)));
    assertEquals(JobStatus.RUNNABLE, status(job));
    assertEquals(run, beat(agent).stop().get(0).id());
  }

  @Test
  void aJobWhoseClientFellSilentBeforeItSawItRunsThereWhenTheClientIsBack() {
    SimulatedAgent agent = agent(1);
    int job = submit(spec("command", "x"));
    int run = beat(agent).start().get(0).id();
    pass(Duration.ofMinutes(6));
    assertEquals(JobStatus.ABANDONED, status(job));
    assertEquals(run, beat(agent).start().get(0).id());
    assertEquals(JobStatus.RUNNING, status(job));
    agent.start(run);
    beat(agent);
    agent.exit(run, 0);
    beat(agent);
    assertEquals(JobStatus.SUCCEEDED, status(job));
  }

  @Test
  void aJobWhoseClientFellSilentBeforeItSawItIsHaltedThereIfItWasPausedMeanwhile() {
    SimulatedAgent agent = agent(1);
    int job = submit(spec("command", "x", "requeueAfter", 0));
    int run = beat(agent).start().get(0).id();
    pass(Duration.ofMinutes(6));
    farm.run(() -> actions.pause(List.of(job)));
    assertEquals(run, beat(agent).start().get(0).id());
    assertEquals(JobStatus.PAUSING, status(job));
    agent.start(run);
    assertEquals(List.of(run), beat(agent).pause());
    agent.halt(run);
    beat(agent);
    assertEquals(JobStatus.PAUSED, status(job));
    farm.run(() -> actions.resume(List.of(job)));
    assertEquals(List.of(run), beat(agent).resume());
  }

  @Test
  void aPauseOfAnAbandonedJobHaltsItsProcessWhenItsClientIsBack() {
    SimulatedAgent agent = agent(1);
    int job = submit(spec("command", "x"));
    int run = startNext(agent);
    pass(Duration.ofMinutes(6));
    farm.run(() -> actions.pause(List.of(job)));
    assertEquals(JobStatus.ABANDONED, status(job));
    assertEquals(List.of(run), beat(agent).pause());
    assertEquals(JobStatus.PAUSING, status(job));
    agent.halt(run);
    beat(agent);
    assertEquals(JobStatus.PAUSED, status(job));
  }

  @Test
  void aResumeOfAnAbandonedJobContinuesItsProcessWhenItsClientIsBack() {
    SimulatedAgent agent = agent(1);
    int job = submit(spec("command", "x"));
    int run = startNext(agent);
    farm.run(() -> actions.pause(List.of(job)));
    agent.halt(run);
    beat(agent);
    assertEquals(JobStatus.PAUSED, status(job));
    pass(Duration.ofMinutes(6));
    farm.run(() -> actions.resume(List.of(job)));
    assertEquals(List.of(run), beat(agent).resume());
    assertEquals(JobStatus.RUNNING, status(job));
  }

  @Test
  void anEjectedJobWhoseClientWasSilentIsStillEjectingWhenItIsBack() {
    SimulatedAgent agent = agent(1);
    int job = submit(spec("command", "x"));
    int run = startNext(agent);
    farm.run(() -> actions.eject(List.of(job)));
    pass(Duration.ofMinutes(6));
    assertEquals(JobStatus.ABANDONED, status(job));
    assertEquals(run, beat(agent).stop().get(0).id());
    assertEquals(JobStatus.EJECTING, status(job));
  }

  @Test
  void deletingAnAbandonedChildLetsItsParentGoOn() {
    SimulatedAgent agent = agent(1);
    List<Integer> ids = submitAll(spec("children", List.of(spec("command", "x"))));
    startNext(agent);
    pass(Duration.ofMinutes(6));
    assertEquals(JobStatus.ABANDONED, status(ids.get(1)));
    farm.run(() -> actions.delete(List.of(ids.get(1))));
    assertEquals(JobStatus.SUCCEEDED, status(ids.get(0)));
    assertCountersEqualARecount();
  }

  /** Lets time go by while the farm listens and the others are heard. */
  private void pass(Duration time) {
    for (Duration gone = Duration.ZERO; gone.compareTo(time) < 0; gone = gone.plus(STEP)) {
      farm.clock().advance(STEP);
      if (gone.toSeconds() % 60 == 0) {
        heard.forEach(this::beat);
      }
      tick(false);
    }
  }

  private void tick(boolean isStart) {
    farm.run(() -> farm.get(SilenceService.class).run(isStart));
  }
}
