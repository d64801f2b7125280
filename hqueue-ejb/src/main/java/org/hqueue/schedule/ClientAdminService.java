package org.hqueue.schedule;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hqueue.assignment.Assignment;
import org.hqueue.assignment.AssignmentStore;
import org.hqueue.client.AgentProgram;
import org.hqueue.client.Client;
import org.hqueue.client.ClientRefusedException;
import org.hqueue.client.ClientStore;
import org.hqueue.client.ClientWish;
import org.hqueue.client.Pulse;
import org.hqueue.config.Settings;
import org.hqueue.event.EventKind;
import org.hqueue.event.EventStore;
import org.hqueue.event.NewEvent;
import org.hqueue.job.CommandEnd;
import org.hqueue.job.CommandEnds;
import org.hqueue.job.JobService;
import org.hqueue.phrase.Phrase;

/** What an administrator wants of agents, and the removal of clients (jobs.md section 7). */
@Stateless
public class ClientAdminService {

  @Inject ClientStore clients;
  @Inject AssignmentStore assignments;
  @Inject PlacementStore placement;
  @Inject CommandEnds commandEnds;
  @Inject AgentProgram program;
  @Inject EventStore events;
  @EJB JobService jobs;
  @Inject Settings settings;
  @Inject Clock clock;

  /**
   * Has the agents of some clients run the program that this server carries, while their jobs go
   * on. Each gets a job that is done once its agent runs it; unknown clients are left out.
   *
   * @return the jobs
   * @throws ClientRefusedException when the server carries no program
   */
  public List<Integer> upgrade(List<Integer> clientIds) {
    String hash = program.hash();
    if (hash.isEmpty()) {
      throw new ClientRefusedException("upgradeClients: " + Phrase.NO_AGENT_HERE.with());
    }
    List<Client> found = shown(clientIds);
    List<Integer> jobIds =
        found.isEmpty()
            ? List.of()
            : jobs.submit(
                found.stream().map(client -> UpgradeJob.of(client.label(), hash)).toList(),
                List.of(),
                List.of());
    wish(found, ClientWish.Kind.UPGRADE, hash);
    return jobIds;
  }

  /**
   * Has the agents of some clients start anew, while their jobs go on; unknown ones are left out.
   */
  public void restart(List<Integer> clientIds) {
    wish(shown(clientIds), ClientWish.Kind.RESTART, "");
  }

  private void wish(List<Client> found, ClientWish.Kind kind, String hash) {
    Instant now = clock.instant();
    List<NewEvent> log = new ArrayList<>();
    for (Client client : found) {
      if (kind != ClientWish.Kind.UPGRADE || !client.agentProgram().equals(hash)) {
        client.wish(kind, hash, now.toEpochMilli());
        String what = kind == ClientWish.Kind.UPGRADE ? "an upgrade" : "a restart";
        log.add(event(client, what + " of the agent is wanted"));
      }
    }
    clients.flush();
    events.append(log, now);
  }

  /**
   * Hides some clients until they are heard anew. The agent of one that is online ends; what was on
   * one that is offline goes back on the queue.
   *
   * @throws ClientRefusedException when one that is online runs jobs; then none is removed
   */
  public void remove(List<Integer> clientIds) {
    placement.lockTurn();
    Instant now = clock.instant();
    List<Client> found = shown(clientIds);
    List<Integer> ids = found.stream().map(Client::id).toList();
    Map<Integer, Pulse> pulses = clients.pulses(ids);
    Map<Integer, List<Assignment>> open = assignments.openOnClients(ids);
    Instant silentSince = now.minus(settings.activeTimeout());
    List<Integer> online = new ArrayList<>();
    for (Client client : found) {
      if (isOnline(pulses.get(client.id()), silentSince)) {
        online.add(client.id());
        requireIdle(client, open.getOrDefault(client.id(), List.of()));
      }
    }
    putBack(open.values(), now);
    List<NewEvent> log = new ArrayList<>();
    for (Client client : found) {
      client.remove(now.toEpochMilli());
      boolean mustEnd = online.contains(client.id());
      client.wish(
          mustEnd ? ClientWish.Kind.TERMINATE : ClientWish.Kind.NONE, "", now.toEpochMilli());
      log.add(event(client, client.label() + " was removed"));
    }
    clients.flush();
    clients.leave(online, false);
    clients.leave(ids.stream().filter(id -> !online.contains(id)).toList(), true);
    events.append(log, now);
  }

  private static void requireIdle(Client client, List<Assignment> open) {
    if (!open.isEmpty()) {
      throw new ClientRefusedException(
          "removeClients: "
              + Phrase.CLIENT_RUNS_JOBS.with(
                  client.label(),
                  open.stream()
                      .map(one -> Integer.toString(one.jobId()))
                      .distinct()
                      .collect(Collectors.joining(", "))));
    }
  }

  private void putBack(Collection<List<Assignment>> held, Instant now) {
    Map<Integer, Assignment> open = new HashMap<>();
    List<CommandEnds.End> ends = new ArrayList<>();
    CommandEnd removed =
        new CommandEnd(CommandEnd.Verdict.PUT_BACK, null, Phrase.CLIENT_REMOVED.with());
    for (List<Assignment> some : held) {
      for (Assignment one : some) {
        open.put(one.id(), one);
        ends.add(new CommandEnds.End(one.id(), "REMOVED", removed, now, true, false));
      }
    }
    commandEnds.write(ends, open, now);
  }

  private List<Client> shown(List<Integer> clientIds) {
    return clients.find(clientIds).stream().filter(client -> !client.isRemoved()).toList();
  }

  private static boolean isOnline(Pulse pulse, Instant silentSince) {
    return pulse.reportNumber() > 0
        && pulse.silentSince() == null
        && pulse.heardAt().isAfter(silentSince);
  }

  private static NewEvent event(Client client, String text) {
    return new NewEvent(EventKind.CLIENT, null, client.id(), "", text);
  }
}
