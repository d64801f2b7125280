package org.hqueue.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hqueue.job.BadSpecException;
import org.hqueue.job.JobPart;
import org.hqueue.job.JobStatus;
import org.hqueue.job.JobView;
import org.hqueue.resource.ResourceRefusedException;
import org.hqueue.resource.ResourceService;
import org.hqueue.resource.ResourceView;
import org.hqueue.schedule.HeartbeatAnswer.Offer;
import org.hqueue.testfarm.SimulatedAgent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Resources, cards and multi-host jobs (jobs.md sections 1, 4 and 6), on a real database. */
abstract class ResourceContract extends FarmFixture {

  private ResourceService resources;
  private String resource = "";
  private int resourceId;

  @BeforeEach
  void newResource() {
    resources = farm.get(ResourceService.class);
    resource = "db of " + host;
    resourceId = farm.call(() -> resources.create(resource, 2, false));
  }

  @Test
  void aPerJobResourceIsNeverOverItsMaximumAndIsGivenBackOnEveryEnd() throws Exception {
    SimulatedAgent agent = agent(20);
    List<Integer> ids = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      ids.add(submit(needing(1)));
    }
    assertEquals(2, starts(agent).size());
    assertEquals(2, inUse());
    agent.exit(agent.assignments().get(0), 1);
    beat(agent);
    farm.run(() -> actions.cancel(List.of(ids.get(1))));
    assertEquals(2, inUse());
    agent.exit(agent.assignments().get(1), 0);
    beat(agent);
    assertEquals(2, inUse());
    assertEquals(JobStatus.RUNNING, status(ids.get(2)));
    assertEquals(JobStatus.RUNNING, status(ids.get(3)));
    assertEquals(JobStatus.RUNNABLE, status(ids.get(4)));
  }

  @Test
  void whoWaitsForAResourceIsToldWithTheReason() {
    SimulatedAgent agent = agent(20);
    for (int i = 0; i < 5; i++) {
      submit(needing(1));
    }
    submit(spec("command", "true", "cpus", 99));
    assertEquals(2, starts(agent).size());
    List<WaitingDemand> waiting =
        farm.call(() -> farm.get(WaitingService.class).demandsOfResources(50)).stream()
            .filter(one -> one.demand().resources().containsKey(resource))
            .toList();
    assertEquals(1, waiting.size());
    assertEquals(3, waiting.get(0).jobs());
    assertEquals("0 of 2 %s free, needs 1".formatted(resource), waiting.get(0).reason());
  }

  @Test
  void twoPassesAtOnceNeverOverdrawAResource() throws Exception {
    agent(20);
    for (int i = 0; i < 20; i++) {
      submit(needing(1));
    }
    atOnce(4, () -> retry.call(() -> farm.get(PlacementService.class).place()));
    assertEquals(2, inUse());
  }

  @Test
  void anUnknownResourceIsRefusedAndNothingStored() {
    long before = total();
    BadSpecException refused =
        assertThrows(
            BadSpecException.class,
            () ->
                submit(
                    spec(
                        "children",
                        List.of(
                            spec("command", "true", "resources", Map.of("no such thing", 1))))));
    assertEquals(
        "children[0].resources.no such thing: expected the name of a resource, there is none named"
            + " \"no such thing\"",
        refused.getMessage());
    assertEquals(before, total());
  }

  @Test
  void anUnknownResourceOfSideFxIsCreatedPerMachineAndUnlimited() {
    String name = "sidefx.license." + host;
    submit(spec("command", "true", "resources", Map.of(name, 1)));
    ResourceView made =
        farm.call(() -> resources.all()).stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow();
    assertEquals(new ResourceView(made.id(), name, -1, 0, true, false), made);
  }

  @Test
  void aMaximumBelowTheUseNeedsADrainWhichLetsRunningJobsKeepTheirs() {
    SimulatedAgent agent = agent(20);
    submit(needing(1));
    submit(needing(1));
    submit(needing(1));
    starts(agent);
    assertThrows(
        ResourceRefusedException.class,
        () -> farm.run(() -> resources.change(resourceId, 1, null, false)));
    farm.run(() -> resources.change(resourceId, 1, null, true));
    assertEquals(2, inUse());
    int first = agent.assignments().get(0);
    agent.exit(first, 0);
    beat(agent);
    agent.forget(first);
    assertEquals(1, inUse());
    assertEquals(List.of(), beat(agent).start());
  }

  @Test
  void howAResourceIsCountedCannotChangeWhileItIsInUseNorCanItBeDeletedWhileAJobNamesIt() {
    SimulatedAgent agent = agent(20);
    int job = submit(needing(1));
    assertThrows(
        ResourceRefusedException.class, () -> farm.run(() -> resources.delete(resourceId)));
    starts(agent);
    assertThrows(
        ResourceRefusedException.class,
        () -> farm.run(() -> resources.change(resourceId, null, true, false)));
    agent.exit(agent.assignments().get(0), 0);
    beat(agent);
    assertEquals(JobStatus.SUCCEEDED, status(job));
    farm.run(() -> resources.change(resourceId, null, true, false));
    farm.run(() -> resources.delete(resourceId));
    assertThrows(ResourceRefusedException.class, () -> farm.run(() -> resources.delete(1)));
  }

  @Test
  void aMultiHostJobThatIsRescheduledStartsAnewWhenItsCallbacksHaveEnded() {
    List<SimulatedAgent> agents = agents(2, 2);
    int job =
        submit(spec("command", "true", "minHosts", 2, "maxHosts", 2, "cpus", 2, "cleanup", "c"));
    for (SimulatedAgent agent : agents) {
      for (Offer offer : beat(agent).start()) {
        agent.start(offer.id());
        beat(agent);
        agent.exit(offer.id(), 1);
        beat(agent);
        agent.callBack(offer.id());
        beat(agent);
        farm.run(() -> actions.reschedule(List.of(job)));
        assertEquals(JobStatus.RUNNABLE, status(job));
        agent.calledBack(offer.id(), "cleanup");
        beat(agent);
      }
    }
    assertEquals(JobStatus.RUNNING, status(job), "on both again");
  }

  @Test
  void aMultiHostJobHoldsItsClientsUntilItsMasterEnds() {
    List<SimulatedAgent> agents = agents(3, 2);
    int job = submit(spec("command", "true", "minHosts", 2, "maxHosts", 2, "cpus", 2));
    Offer offer = null;
    SimulatedAgent master = null;
    int offers = 0;
    for (SimulatedAgent agent : agents) {
      for (Offer one : beat(agent).start()) {
        offers++;
        offer = one;
        master = agent;
      }
    }
    assertEquals(1, offers);
    assertEquals(2, offer.environment().get("HQHOSTS").split(",").length);
    List<JobView.OnClient> clients = view(job, Set.of(JobPart.CLIENTS)).clients();
    assertEquals(List.of(true, false), clients.stream().map(JobView.OnClient::master).toList());
    master.start(offer.id());
    agents.forEach(this::beat);
    assertEquals(JobStatus.RUNNING, status(job));
    int other = submit(spec("command", "true", "cpus", 2));
    int third = submit(spec("command", "true", "cpus", 2));
    agents.forEach(this::beat);
    assertEquals(JobStatus.RUNNING, status(other));
    assertEquals(JobStatus.RUNNABLE, status(third));
    master.exit(offer.id(), 0);
    beat(master);
    assertEquals(JobStatus.SUCCEEDED, status(job));
    assertEquals(JobStatus.RUNNING, status(third));
  }

  @Test
  void aMultiHostJobThatWaitsCollectsClientsAndGivesThemBackWhenItIsPaused() {
    List<SimulatedAgent> agents = agents(2, 1);
    int blocker = submit(spec("command", "true"));
    SimulatedAgent busy = agents.get(beat(agents.get(0)).start().isEmpty() ? 1 : 0);
    int id = startNext(busy);
    int big = submit(spec("command", "true", "minHosts", 2));
    farm.clock().advance(Duration.ofSeconds(61));
    agents.forEach(this::beat);
    int small = submit(spec("command", "true"));
    agents.forEach(this::beat);
    assertEquals(JobStatus.RUNNABLE, status(small));
    assertEquals(1, view(big, Set.of(JobPart.CLIENTS)).clientsOnHold().size());
    farm.run(() -> actions.pause(List.of(big)));
    agents.forEach(this::beat);
    assertEquals(JobStatus.RUNNING, status(small));
    assertEquals(List.of(), view(big, Set.of(JobPart.CLIENTS)).clientsOnHold());
    assertEquals(JobStatus.RUNNING, status(blocker));
    busy.exit(id, 0);
    beat(busy);
  }

  private List<SimulatedAgent> agents(int count, int cpus) {
    List<SimulatedAgent> agents = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SimulatedAgent agent = new SimulatedAgent(host, "c" + i, cpus);
      beat(agent);
      agents.add(agent);
    }
    return agents;
  }

  /** The agent starts everything that it is offered. */
  private List<Offer> starts(SimulatedAgent agent) {
    List<Offer> offers = beat(agent).start();
    offers.forEach(offer -> agent.start(offer.id()));
    beat(agent);
    return offers;
  }

  private Map<String, Object> needing(int units) {
    return spec("command", "true", "resources", Map.of(resource, units));
  }

  private int inUse() {
    return farm.call(() -> resources.all()).stream()
        .filter(one -> one.id() == resourceId)
        .findFirst()
        .orElseThrow()
        .inUse();
  }
}
