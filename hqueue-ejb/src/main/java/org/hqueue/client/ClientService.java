package org.hqueue.client;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.hqueue.assignment.AssignmentStore;
import org.hqueue.config.Settings;
import org.hqueue.database.BadValueException;
import org.hqueue.event.EventKind;
import org.hqueue.event.EventStore;
import org.hqueue.event.NewEvent;

/** What is asked of clients from outside. */
@Stateless
public class ClientService {

  @Inject ClientStore clients;
  @Inject AssignmentStore assignments;
  @Inject AgentProgram program;
  @Inject EventStore events;
  @Inject Settings settings;
  @Inject Clock clock;

  /** Every client that is not removed, by id. */
  public List<ClientView> all() {
    return viewsOf(clients.all());
  }

  /** Some clients in the order asked; unknown and removed ones are left out. */
  public List<ClientView> views(List<Integer> clientIds) {
    Map<Integer, ClientView> byId = new HashMap<>();
    for (ClientView view : viewsOf(clients.find(clientIds))) {
      byId.put(view.id(), view);
    }
    List<ClientView> inOrder = new ArrayList<>();
    for (Integer id : clientIds) {
      ClientView view = byId.get(id);
      if (view != null) {
        inOrder.add(view);
      }
    }
    return inOrder;
  }

  /**
   * Lets clients have jobs, or not; what runs on them goes on.
   *
   * @param label {@code host:name}, {@code host:} for the unnamed one, or {@code host} for every
   *     client on that machine
   * @param by who says so, "" unknown
   * @return whether there is any such client
   */
  public boolean enable(String label, boolean mayGetJobs, String by) {
    Instant now = clock.instant();
    int colon = label.indexOf(':');
    String host = colon < 0 ? label : label.substring(0, colon);
    List<NewEvent> log = new ArrayList<>();
    for (Client client : clients.byLabel(List.of(host)).values()) {
      if (colon < 0 || client.name().equals(label.substring(colon + 1))) {
        enable(client, mayGetJobs, new Disabling(by, "", now));
        log.add(enabled(client, mayGetJobs, by, ""));
      }
    }
    events.append(log, now);
    return !log.isEmpty();
  }

  /**
   * Lets clients have jobs, or not; what runs on them goes on. Unknown ones are left out.
   *
   * @param by who says so, "" unknown
   * @param reason why they get none, "" unknown
   */
  public void enable(Collection<Integer> clientIds, boolean mayGetJobs, String by, String reason) {
    Instant now = clock.instant();
    List<NewEvent> log = new ArrayList<>();
    for (Client client : clients.find(clientIds)) {
      enable(client, mayGetJobs, new Disabling(by, reason, now));
      log.add(enabled(client, mayGetJobs, by, reason));
    }
    events.append(log, now);
  }

  private static void enable(Client client, boolean mayGetJobs, Disabling otherwise) {
    if (mayGetJobs) {
      client.enable();
    } else {
      client.disable(otherwise);
    }
  }

  private static NewEvent enabled(Client client, boolean mayGetJobs, String by, String reason) {
    String text =
        client.label()
            + (mayGetJobs ? " was enabled" : " was disabled")
            + (by.isEmpty() ? "" : " by " + by)
            + (reason.isEmpty() ? "" : ": " + reason);
    return new NewEvent(EventKind.CLIENT, null, client.id(), "", text);
  }

  /**
   * Changes what an administrator says of some clients. What runs on them goes on.
   *
   * @throws BadValueException when one of them does not exist; then nothing is changed
   */
  public void edit(Collection<Integer> clientIds, ClientEdit edit) {
    Instant now = clock.instant();
    change(clientIds, client -> edit.applyTo(client, now), "was edited");
  }

  /**
   * Says when some clients may get jobs: when any of the rules matches, or always without any. What
   * runs on them goes on.
   *
   * @throws BadValueException when one of them does not exist; then nothing is changed
   */
  public void setAvailability(Collection<Integer> clientIds, List<AvailabilityRule> rules) {
    change(
        clientIds,
        client -> client.availableBy(rules),
        "has " + rules.size() + " availability rules");
  }

  private void change(Collection<Integer> clientIds, Consumer<Client> change, String told) {
    Map<Integer, Client> known = new HashMap<>();
    for (Client client : clients.find(clientIds)) {
      if (!client.isRemoved()) {
        known.put(client.id(), client);
      }
    }
    List<NewEvent> log = new ArrayList<>();
    for (Integer clientId : clientIds) {
      Client client = known.get(clientId);
      if (client == null) {
        throw BadValueException.unknownId("client_id", "a client", clientId);
      }
      change.accept(client);
      log.add(new NewEvent(EventKind.CLIENT, null, clientId, "", client.label() + " " + told));
    }
    events.append(log, clock.instant());
  }

  private List<ClientView> viewsOf(List<Client> found) {
    List<Integer> ids = found.stream().map(Client::id).toList();
    Map<Integer, Pulse> pulses = clients.pulses(ids);
    Map<Integer, List<String>> groups = clients.groupNames();
    Map<Integer, List<Integer>> jobs = new HashMap<>();
    assignments
        .openOnClients(ids)
        .forEach(
            (clientId, open) ->
                jobs.put(clientId, open.stream().map(a -> a.jobId()).sorted().distinct().toList()));
    Instant silentSince = clock.instant().minus(settings.activeTimeout());
    List<ClientView> views = new ArrayList<>();
    for (Client client : found) {
      if (client.isRemoved()) {
        continue;
      }
      views.add(
          viewOf(
              client,
              pulses.get(client.id()),
              groups.getOrDefault(client.id(), List.of()),
              jobs.getOrDefault(client.id(), List.of()),
              silentSince));
    }
    return views;
  }

  private boolean isOther(String running) {
    return !running.isEmpty() && !program.hash().isEmpty() && !running.equals(program.hash());
  }

  private ClientView viewOf(
      Client client, Pulse pulse, List<String> groups, List<Integer> jobs, Instant silentSince) {
    boolean heard = pulse.reportNumber() > 0;
    return new ClientView(
        client.id(),
        client.hostname(),
        client.name(),
        client.ip(),
        client.port(),
        client.platform(),
        client.description(),
        client.cpus(),
        client.cpusInUse(),
        client.cpuMegahertz(),
        client.memoryKilobytes(),
        client.diskCapacityKilobytes(),
        client.gpus(),
        client.attributes(),
        client.installLocation(),
        pulse.freeMemoryKilobytes(),
        pulse.freeDiskKilobytes(),
        pulse.idleMinutes(),
        pulse.unfit(),
        pulse.load(),
        client.isEnabled(),
        client.disabling(),
        client.availabilityRules(),
        AvailabilityRules.admit(
            client.availabilityRules(), client.attributes(), pulse.idleMinutes(), clock.instant()),
        heard && pulse.silentSince() == null && pulse.heardAt().isAfter(silentSince),
        heard ? pulse.heardAt() : null,
        client.version(),
        isOther(client.agentProgram()),
        groups,
        jobs);
  }
}
