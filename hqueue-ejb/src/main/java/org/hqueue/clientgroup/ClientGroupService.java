package org.hqueue.clientgroup;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hqueue.client.ClientStore;
import org.hqueue.database.BadValueException;
import org.hqueue.event.EventStore;
import org.hqueue.event.NewEvent;
import org.hqueue.phrase.Phrase;

/** What is asked of client groups from outside. */
@Stateless
public class ClientGroupService {

  private static final int LONGEST_NAME = 255;

  @Inject ClientGroupStore groups;
  @Inject ClientStore clients;
  @Inject EventStore events;
  @Inject Clock clock;

  /**
   * Makes an empty group; its id.
   *
   * @throws ClientGroupRefusedException when the name is in use, blank, too long or has a comma,
   *     which separates names in conditions
   */
  public int create(String name) {
    String exact = exactName(name);
    int id = groups.reserve();
    refuseTaken(exact, id);
    groups.add(new ClientGroup(id, exact));
    tell("client group %s was created".formatted(exact));
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

  /** The group of that exact name; empty when there is none. */
  public Optional<ClientGroupView> byName(String name) {
    return groups.findByName(name.strip()).map(ClientGroupService::viewOf);
  }

  /**
   * Puts a client into a group; nothing changes when it is in already.
   *
   * @throws BadValueException when there is no such group or client
   */
  public void addClient(int groupId, int clientId) {
    ClientGroup group = known(groupId);
    mustExist(clientId);
    group.add(clientId);
    tell("client %d was added to client group %s".formatted(clientId, group.name()));
  }

  /**
   * Takes a client out of a group; nothing changes when it is not in. What runs on it goes on.
   *
   * @throws BadValueException when there is no such group or client
   */
  public void removeClient(int groupId, int clientId) {
    ClientGroup group = known(groupId);
    mustExist(clientId);
    group.remove(clientId);
    tell("client %d was taken out of client group %s".formatted(clientId, group.name()));
  }

  /**
   * Gives a group another name. Jobs keep the names that they were submitted with.
   *
   * @throws BadValueException when there is no such group
   * @throws ClientGroupRefusedException as for {@link #create}
   */
  public void rename(int groupId, String name) {
    ClientGroup group = known(groupId);
    String exact = exactName(name);
    refuseTaken(exact, groupId);
    tell("client group %s was renamed to %s".formatted(group.name(), exact));
    group.rename(exact);
  }

  /**
   * Deletes a group; its clients stay.
   *
   * @throws BadValueException when there is no such group
   */
  public void delete(int groupId) {
    ClientGroup group = known(groupId);
    groups.remove(group);
    tell("client group %s was deleted".formatted(group.name()));
  }

  private void tell(String text) {
    events.append(List.of(NewEvent.ofFarm(text)), clock.instant());
  }

  private ClientGroup known(int groupId) {
    return groups
        .find(groupId)
        .orElseThrow(() -> BadValueException.unknownId("group_id", "a client group", groupId));
  }

  private void mustExist(int clientId) {
    if (clients.find(List.of(clientId)).isEmpty()) {
      throw BadValueException.unknownId("client_id", "a client", clientId);
    }
  }

  private static String exactName(String name) {
    String exact = name.strip();
    if (exact.isEmpty() || exact.length() > LONGEST_NAME || exact.contains(",")) {
      throw new ClientGroupRefusedException("name: " + Phrase.GROUP_NAME.with(LONGEST_NAME, name));
    }
    return exact;
  }

  private void refuseTaken(String name, int id) {
    Optional<ClientGroup> other = groups.findByName(name);
    if (other.isPresent() && other.get().id() != id) {
      throw new ClientGroupRefusedException(Phrase.GROUP_EXISTS.with(name));
    }
  }

  private static ClientGroupView viewOf(ClientGroup group) {
    return new ClientGroupView(group.id(), group.name(), List.copyOf(group.clientIds()));
  }
}
