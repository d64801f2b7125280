package org.hqueue.web.console.client;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hqueue.client.AvailabilityRule;
import org.hqueue.client.ClientEdit;
import org.hqueue.client.ClientService;
import org.hqueue.client.ClientView;
import org.hqueue.database.BadValueException;
import org.hqueue.job.JobActionService;
import org.hqueue.schedule.ClientAdminService;
import org.hqueue.web.console.Outcome;

/** Carries out what a viewer asks of clients. For many threads. */
@ApplicationScoped
public class ClientActions {

  @EJB ClientService clients;
  @EJB ClientAdminService admin;
  @EJB JobActionService jobs;

  /**
   * Does it to the clients.
   *
   * @param from label of the client whose rules {@link ClientAction#COPY} takes
   */
  Outcome run(ClientAction action, List<Integer> clientIds, String from) {
    Map<String, Integer> left = new TreeMap<>();
    List<ClientView> taken = new ArrayList<>();
    List<ClientView> found = clients.views(clientIds);
    for (ClientView client : found) {
      action
          .leftAlone(client)
          .ifPresentOrElse(reason -> left.merge(reason, 1, Integer::sum), () -> taken.add(client));
    }
    int gone = clientIds.size() - found.size();
    if (gone > 0) {
      left.put("left.gone", gone);
    }
    if (!taken.isEmpty()) {
      act(action, taken, from);
    }
    return new Outcome(taken.size(), left);
  }

  private void act(ClientAction action, List<ClientView> taken, String from) {
    List<Integer> ids = taken.stream().map(ClientView::id).toList();
    switch (action) {
      case ENABLE, DISABLE -> clients.edit(ids, enabling(action == ClientAction.ENABLE));
      case EJECT -> {
        Set<Integer> onThem = new HashSet<>();
        taken.forEach(client -> onThem.addAll(client.runningJobs()));
        jobs.eject(onThem);
      }
      case UPGRADE -> admin.upgrade(ids);
      case RESTART -> admin.restart(ids);
      case REMOVE -> admin.remove(ids);
      case COPY -> clients.setAvailability(ids, rulesOf(from));
    }
  }

  private static ClientEdit enabling(boolean enabled) {
    return new ClientEdit(Set.of(ClientEdit.Part.DISABLED), null, null, Map.of(), !enabled);
  }

  private List<AvailabilityRule> rulesOf(String label) {
    return clients.all().stream()
        .filter(client -> client.label().equalsIgnoreCase(label))
        .findFirst()
        .orElseThrow(
            () ->
                new BadValueException("from: expected the name of a client, got \"" + label + "\""))
        .availabilityRules();
  }
}
