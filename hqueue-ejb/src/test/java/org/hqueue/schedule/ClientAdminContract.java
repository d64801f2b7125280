package org.hqueue.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hqueue.client.AgentProgram;
import org.hqueue.client.ClientEdit;
import org.hqueue.client.ClientEdit.Part;
import org.hqueue.client.ClientRefusedException;
import org.hqueue.client.ClientService;
import org.hqueue.client.ClientView;
import org.hqueue.client.ClientWish.Kind;
import org.hqueue.client.Machine;
import org.hqueue.clientgroup.ClientGroupService;
import org.hqueue.database.BadValueException;
import org.hqueue.job.JobStatus;
import org.hqueue.schedule.HeartbeatReport.Heeding;
import org.hqueue.silence.SilenceService;
import org.hqueue.testfarm.SimulatedAgent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an administrator wants of clients and their agents, on each database. */
abstract class ClientAdminContract extends FarmFixture {

  private static final String OLD = "0".repeat(64);
  private static final String NEW = "f".repeat(64);

  @BeforeEach
  void carryAProgram() {
    farm.get(AgentProgram.class).carry(NEW);
  }

  @Test
  void anUpgradeIsToldUntilTheAgentHasHeardOfItAndEndsWithTheNewProgram() {
    SimulatedAgent agent = agent(1);
    HeartbeatAnswer before = answer(told(agent, OLD, false, Heeding.NOTHING));
    assertEquals(Kind.NONE, before.wish().kind());
    assertTrue(client().needsUpgrade());

    int job = farm.call(() -> admin().upgrade(List.of(client().id(), 999_999))).get(0);
    HeartbeatAnswer answer = answer(told(agent, OLD, false, Heeding.NOTHING));
    assertEquals(Kind.UPGRADE, answer.wish().kind());
    assertEquals(NEW, answer.wish().program());
    assertEquals(job, answer.start().get(0).jobId());
    assertEquals("Upgrade", view(job, Set.of()).name());
    Heeding heeding = new Heeding(answer.wish().number(), "", false);
    agent.start(answer.start().get(0).id());
    assertTrue(answer(told(agent, OLD, false, heeding)).isEmpty(), "it knows, so it may be held");

    agent.restart("session-2", 2_000);
    answer(told(agent, OLD, false, Heeding.NOTHING));
    assertEquals(
        Kind.UPGRADE,
        answer(told(agent, OLD, false, Heeding.NOTHING)).wish().kind(),
        "it has restarted with the old program, and is asked again");
    agent.restart("session-3", 3_000);
    assertTrue(answer(told(agent, NEW, false, Heeding.NOTHING)).isEmpty());
    assertFalse(client().needsUpgrade());
  }

  @Test
  void anUpgradeThatFailsIsNotAskedAgain() {
    SimulatedAgent agent = agent(1);
    answer(told(agent, OLD, false, Heeding.NOTHING));
    farm.call(() -> admin().upgrade(List.of(client().id())));
    long number = answer(told(agent, OLD, false, Heeding.NOTHING)).wish().number();
    answer(told(agent, OLD, false, new Heeding(number, "no room", false)));
    agent.restart("session-2", 2_000);
    assertEquals(Kind.NONE, answer(told(agent, OLD, false, Heeding.NOTHING)).wish().kind());
    farm.call(() -> admin().upgrade(List.of(client().id())));
    assertEquals(
        Kind.UPGRADE,
        answer(told(agent, OLD, false, new Heeding(number, "no room", false))).wish().kind(),
        "a new wish is not ended by the fault of the old one");
  }

  @Test
  void anAgentThatUpgradesByItselfIsAskedOnceForEachProgram() {
    SimulatedAgent agent = agent(1);
    long number = answer(told(agent, OLD, true, Heeding.NOTHING)).wish().number();
    assertTrue(number > 0);
    answer(told(agent, OLD, true, new Heeding(number, "no room", false)));
    agent.restart("session-2", 2_000);
    assertEquals(Kind.NONE, answer(told(agent, OLD, true, Heeding.NOTHING)).wish().kind());
    farm.get(AgentProgram.class).carry("e".repeat(64));
    assertEquals(Kind.UPGRADE, answer(told(agent, OLD, true, Heeding.NOTHING)).wish().kind());
  }

  @Test
  void aServerWithoutAProgramSaysSo() {
    farm.get(AgentProgram.class).carry("");
    assertThrows(ClientRefusedException.class, () -> farm.call(() -> admin().upgrade(List.of(1))));
  }

  @Test
  void aRestartIsWantedUntilThereIsANewSession() {
    SimulatedAgent agent = agent(1);
    farm.run(() -> admin().restart(List.of(client().id())));
    assertEquals(Kind.RESTART, beat(agent).wish().kind());
    assertEquals(Kind.RESTART, beat(agent).wish().kind(), "the first answer may be lost");
    agent.restart("session-2", 2_000);
    assertTrue(beat(agent).isEmpty());
  }

  @Test
  void anOnlineClientWithJobsIsNotRemovedAndTheFaultNamesThem() {
    SimulatedAgent agent = agent(1);
    int job = submit(spec("command", "x"));
    startNext(agent);
    int id = client().id();
    ClientRefusedException refused =
        assertThrows(
            ClientRefusedException.class, () -> farm.run(() -> admin().remove(List.of(id))));
    assertTrue(refused.getMessage().contains(" " + job + ";"), refused.getMessage());
    assertEquals(id, client().id());
    assertEquals(JobStatus.RUNNING, status(job));
  }

  @Test
  void aRemovedClientIsHiddenEndsAndReturnsWithItsGroups() {
    SimulatedAgent agent = agent(1);
    int id = client().id();
    int group = farm.call(() -> groups().create("group of " + host));
    farm.run(() -> groups().addClient(group, id));
    farm.run(() -> admin().remove(List.of(id)));
    submit(spec("command", "x"));
    assertFalse(isShown());
    HeartbeatAnswer answer = beat(agent);
    assertEquals(Kind.TERMINATE, answer.wish().kind());
    assertTrue(answer.start().isEmpty(), "a removed client gets nothing new");
    answer(told(agent, OLD, false, new Heeding(answer.wish().number(), "", true)));
    assertFalse(isShown());

    agent.restart("session-2", 2_000);
    HeartbeatAnswer back = beat(agent);
    assertEquals(Kind.NONE, back.wish().kind());
    assertEquals(id, client().id());
    assertEquals(List.of("group of " + host), client().groups());
    assertEquals(1, back.start().size());
  }

  @Test
  void anAgentThatEndsForGoodLeavesTheListAndIsNotMissed() {
    SimulatedAgent agent = agent(1);
    farm.run(() -> farm.get(SilenceService.class).run(true));
    answer(told(agent, OLD, false, new Heeding(0, "", true)));
    assertFalse(isShown());
    beat(agent);
    assertTrue(isShown());
  }

  @Test
  void anOfflineClientIsAlwaysRemovedAndItsJobsArePutBack() {
    SimulatedAgent agent = agent(1);
    int job = submit(spec("command", "x", "triesLeft", 1));
    startNext(agent);
    farm.clock().advance(Duration.ofMinutes(6));
    int id = client().id();
    farm.run(() -> admin().remove(List.of(id)));
    assertFalse(isShown());
    assertEquals(JobStatus.RUNNABLE, status(job));
    assertEquals(1, view(job, Set.of()).triesLeft());
    int lost = agent.assignments().get(0);
    HeartbeatAnswer back = beat(agent);
    assertTrue(isShown());
    assertEquals(lost, back.stop().get(0).id(), "what it still runs is not wanted any more");
    assertEquals(1, client().runningJobs().size());
  }

  @Test
  void whatAnAdministratorSaysOutlivesHeartbeatsAndCanBeTakenBack() {
    SimulatedAgent agent = agent(4);
    answer(told(agent, OLD, false, Heeding.NOTHING));
    int id = client().id();
    edit(
        id,
        new ClientEdit(
            EnumSet.allOf(Part.class), "mine", 2, Map.of("rack", "8", "zone", "a"), true));
    answer(told(agent, OLD, false, Heeding.NOTHING));
    ClientView client = client();
    assertEquals("mine", client.description());
    assertEquals(2, client.cpus());
    assertEquals(Map.of("rack", "8", "zone", "a", "own", "1"), client.attributes());
    assertFalse(client.enabled());

    edit(id, new ClientEdit(Set.of(Part.DESCRIPTION, Part.CPUS), null, null, Map.of(), false));
    assertEquals("of the agent", client().description());
    assertEquals(4, client().cpus());
    assertFalse(client().enabled(), "what is not named stays");
    assertThrows(
        BadValueException.class,
        () -> edit(999_999, new ClientEdit(Set.of(), null, null, Map.of(), false)));
  }

  @Test
  void aDisabledClientTellsByWhomAndWhyUntilItIsEnabled() {
    SimulatedAgent agent = agent(4);
    answer(told(agent, OLD, false, Heeding.NOTHING));
    enable(client().id(), false, "Mika", "fan is broken");
    assertEquals("Mika", client().disabling().by());
    assertEquals("fan is broken", client().disabling().reason());
    edit(client().id(), new ClientEdit(Set.of(Part.DISABLED), null, null, Map.of(), true));
    assertEquals("Mika", client().disabling().by(), "who says nothing new changes nothing");
    enable(client().id(), true, "", "");
    assertTrue(client().enabled());
    assertNull(client().disabling());
  }

  private void enable(int id, boolean mayGetJobs, String by, String reason) {
    farm.run(() -> farm.get(ClientService.class).enable(List.of(id), mayGetJobs, by, reason));
  }

  private void edit(int id, ClientEdit edit) {
    farm.run(() -> farm.get(ClientService.class).edit(List.of(id), edit));
  }

  private boolean isShown() {
    return farm.call(() -> farm.get(ClientService.class).all()).stream()
        .anyMatch(view -> view.hostname().equals(host));
  }

  private ClientAdminService admin() {
    return farm.get(ClientAdminService.class);
  }

  private ClientGroupService groups() {
    return farm.get(ClientGroupService.class);
  }

  private static HeartbeatReport told(
      SimulatedAgent agent, String program, boolean autoUpgrade, Heeding heeding) {
    HeartbeatReport plain = agent.report(0);
    return new HeartbeatReport(
        plain.agent(),
        new HeartbeatReport.Facts(
            5001,
            "test",
            program,
            autoUpgrade,
            new Machine(
                "linux-x86_64",
                plain.facts().machine().cpus(),
                0,
                8_000_000,
                0,
                List.of(),
                Map.of("rack", "7", "own", "1"),
                "of the agent",
                ""),
            0,
            0,
            0,
            -1,
            ""),
        plain.number(),
        0,
        plain.leaving() || heeding.gone(),
        heeding,
        plain.assignments(),
        plain.address());
  }
}
