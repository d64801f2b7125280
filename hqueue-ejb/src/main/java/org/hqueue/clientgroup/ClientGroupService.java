package org.hqueue.clientgroup;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hqueue.client.ClientStore;
import org.hqueue.event.ChangeSignal;

/** What is asked of client groups from outside. */
@Stateless
public class ClientGroupService {

  private static final int LONGEST_NAME = 255;

  @Inject ClientGroupStore groups;
  @Inject ClientStore clients;
  @Inject ChangeSignal signal;

  /**
   * Makes an empty group; its id.
   *
   * @throws ClientGroupRefusedException when the name is in use, blank, too long or has a comma,
   *     which separates names in conditions
   */
  public int create(String name) {
    String exact = name.strip();
    if (exact.isEmpty() || exact.length() > LONGEST_NAME || exact.contains(",")) {
      throw new ClientGroupRefusedException(
          "name: expected 1 to %d characters without a comma, got \"%s\""
              .formatted(LONGEST_NAME, name));
    }
    int id = groups.reserve();
    if (groups.findByName(exact).isPresent()) {
      throw new ClientGroupRefusedException(
          "there is a client group named \"%s\" already; choose another name".formatted(exact));
    }
    groups.add(new ClientGroup(id, exact));
    return id;
  }

  /** Every group, by name. */
  public List<ClientGroupView> all() {
    return groups.all().stream().map(ClientGroupService::viewOf).toList();
  }

  /** Some groups in the order asked; unknown ids are left out. */
  public List<ClientGroupView> views(List<Integer> groupIds) {
    List<ClientGroupView> views = new ArrayList<>();
    for (Integer id : groupIds) {
      Optional<ClientGroup> group = groups.find(id);
      group.ifPresent(known -> views.add(viewOf(known)));
    }
    return views;
  }

  /**
   * Puts a client into a group; nothing changes when it is in already.
   *
   * @throws ClientGroupRefusedException when there is no such group or client
   */
  public void addClient(int groupId, int clientId) {
    ClientGroup group =
        groups
            .find(groupId)
            .orElseThrow(
                () -> new ClientGroupRefusedException("there is no client group " + groupId));
    if (clients.find(List.of(clientId)).isEmpty()) {
      throw new ClientGroupRefusedException("there is no client " + clientId);
    }
    group.add(clientId);
    signal.afterCommit(List.of());
  }

  private static ClientGroupView viewOf(ClientGroup group) {
    return new ClientGroupView(group.id(), group.name(), List.copyOf(group.clientIds()));
  }
}
