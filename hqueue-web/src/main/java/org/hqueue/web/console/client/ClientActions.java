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
import org.hqueue.client.ClientService;
import org.hqueue.client.ClientView;
import org.hqueue.database.BadValueException;
import org.hqueue.job.JobActionService;
import org.hqueue.phrase.Phrase;
import org.hqueue.schedule.ClientAdminService;
import org.hqueue.web.console.Outcome;

/** Carries out what a viewer asks of clients. For many threads. */
@ApplicationScoped
public class ClientActions {

  @EJB ClientService clients;
  @EJB ClientAdminService admin;
  @EJB JobActionService jobs;

  /**
   * What is said besides the clients and the action.
   *
   * @param from label of the client whose rules {@link ClientAction#COPY} takes
   * @param by who disables, "" unknown
   * @param reason why, "" unknown
   */
  record How(String from, String by, String reason) {}

  /**
   * Does it to the clients.
   *
   * @param how what is said besides
   */
  Outcome run(ClientAction action, List<Integer> clientIds, How how) {
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
      act(action, taken, how);
    }
    return new Outcome(taken.size(), left);
  }

  private void act(ClientAction action, List<ClientView> taken, How how) {
    List<Integer> ids = taken.stream().map(ClientView::id).toList();
    switch (action) {
      case ENABLE, DISABLE ->
          clients.enable(ids, action == ClientAction.ENABLE, how.by(), how.reason());
      case DISABLE_NOW -> {
        clients.enable(ids, false, how.by(), how.reason());
        eject(ids);
      }
      case EJECT -> eject(ids);
      case UPGRADE -> admin.upgrade(ids);
      case RESTART -> admin.restart(ids);
      case REMOVE -> admin.remove(ids);
      case COPY -> clients.setAvailability(ids, rulesOf(how.from()));
    }
  }

  /** What is on them now, though it may be more than was seen. */
  private void eject(List<Integer> ids) {
    Set<Integer> onThem = new HashSet<>();
    clients.views(ids).forEach(client -> onThem.addAll(client.runningJobs()));
    jobs.eject(onThem);
  }

  private List<AvailabilityRule> rulesOf(String label) {
    return clients.all().stream()
        .filter(client -> client.label().equalsIgnoreCase(label))
        .findFirst()
        .orElseThrow(() -> new BadValueException("from: " + Phrase.NO_SUCH_CLIENT.with(label)))
        .availabilityRules();
  }
}
