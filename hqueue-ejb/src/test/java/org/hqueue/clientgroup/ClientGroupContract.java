package org.hqueue.clientgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.hqueue.client.Client;
import org.hqueue.client.ClientStore;
import org.hqueue.config.Settings;
import org.hqueue.database.BadValueException;
import org.hqueue.event.ChangeSignal;
import org.hqueue.testfarm.TestFarm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Client groups on each database. */
abstract class ClientGroupContract {

  private TestFarm farm;
  private ClientGroupService groups;
  private int client;

  /** A new, empty database. */
  abstract Settings settings();

  @BeforeEach
  void assemble() {
    farm = new TestFarm(settings());
    groups = farm.get(ClientGroupService.class);
    ClientStore clients = farm.get(ClientStore.class);
    client = farm.call(clients::nextId);
    farm.run(() -> clients.add(new Client(client, "node", "", 1000)));
  }

  @AfterEach
  void close() {
    farm.close();
  }

  @Test
  void clientsComeAndGoAnyNumberOfTimes() {
    int group = farm.call(() -> groups.create("Simulation"));
    farm.run(() -> groups.addClient(group, client));
    farm.run(() -> groups.addClient(group, client));
    assertEquals(List.of(client), clientsOf(group));
    farm.run(() -> groups.removeClient(group, client));
    farm.run(() -> groups.removeClient(group, client));
    assertEquals(List.of(), clientsOf(group));
  }

  @Test
  void aDeletedGroupLeavesItsClientsAndItsName() {
    int group = farm.call(() -> groups.create("Simulation"));
    farm.run(() -> groups.addClient(group, client));
    farm.run(() -> groups.delete(group));
    assertEquals(List.of(), farm.call(groups::all));
    ClientStore clients = farm.get(ClientStore.class);
    assertTrue(farm.call(clients::groupNames).isEmpty());
    farm.call(() -> groups.create("Simulation"));
  }

  @Test
  void aGroupIsFoundByItsNewNameOnly() {
    int group = farm.call(() -> groups.create("Old"));
    farm.call(() -> groups.create("Other"));
    farm.run(() -> groups.rename(group, " New "));
    assertEquals(group, farm.call(() -> groups.byName("New")).orElseThrow().id());
    assertTrue(farm.call(() -> groups.byName("Old")).isEmpty());
    farm.run(() -> groups.rename(group, "New"));
    assertThrows(
        ClientGroupRefusedException.class, () -> farm.run(() -> groups.rename(group, "Other")));
    assertThrows(
        ClientGroupRefusedException.class, () -> farm.run(() -> groups.rename(group, "a,b")));
  }

  @Test
  void unknownGroupsAndClientsAreNamed() {
    int group = farm.call(() -> groups.create("Simulation"));
    for (Runnable wrong :
        List.<Runnable>of(
            () -> groups.addClient(99_999, client),
            () -> groups.removeClient(99_999, client),
            () -> groups.addClient(group, 99_999),
            () -> groups.removeClient(group, 99_999),
            () -> groups.rename(99_999, "x"),
            () -> groups.delete(99_999))) {
      BadValueException refused = assertThrows(BadValueException.class, () -> farm.run(wrong));
      assertTrue(String.valueOf(refused.getMessage()).contains("99999"));
    }
  }

  @Test
  void aChangeWakesTheScheduler() {
    AtomicInteger signals = new AtomicInteger();
    int group = farm.call(() -> groups.create("Simulation"));
    farm.get(ChangeSignal.class).listen(clientIds -> signals.incrementAndGet());
    farm.run(() -> groups.addClient(group, client));
    farm.run(() -> groups.rename(group, "Render"));
    farm.run(() -> groups.removeClient(group, client));
    farm.run(() -> groups.delete(group));
    assertEquals(4, signals.get());
  }

  private List<Integer> clientsOf(int group) {
    return farm.call(() -> groups.views(List.of(group))).get(0).clients();
  }
}
