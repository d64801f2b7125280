package org.hqueue.client;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hqueue.assignment.AssignmentStore;
import org.hqueue.config.Settings;

/** What is asked of clients from outside. */
@Stateless
public class ClientService {

  @Inject ClientStore clients;
  @Inject AssignmentStore assignments;
  @Inject Settings settings;
  @Inject Clock clock;

  /** Every client, by id. */
  public List<ClientView> all() {
    return viewsOf(clients.all());
  }

  /** Some clients in the order asked; unknown ids are left out. */
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

  private static ClientView viewOf(
      Client client, Pulse pulse, List<String> groups, List<Integer> jobs, Instant silentSince) {
    boolean heard = pulse.reportNumber() > 0;
    return new ClientView(
        client.id(),
        client.hostname(),
        client.name(),
        client.ip(),
        client.port(),
        client.platform(),
        client.cpus(),
        client.cpusInUse(),
        client.memoryKilobytes(),
        pulse.freeMemoryKilobytes(),
        pulse.load(),
        client.isEnabled(),
        heard && pulse.silentSince() == null && pulse.heardAt().isAfter(silentSince),
        heard ? pulse.heardAt() : null,
        client.version(),
        groups,
        jobs);
  }
}
