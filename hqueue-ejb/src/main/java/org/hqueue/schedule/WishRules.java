package org.hqueue.schedule;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hqueue.client.AgentProgram;
import org.hqueue.client.Client;
import org.hqueue.client.ClientStore;
import org.hqueue.client.ClientWish;
import org.hqueue.event.EventKind;
import org.hqueue.event.NewEvent;
import org.hqueue.schedule.HeartbeatReport.Heeding;

/**
 * What is wanted of agents themselves, and what follows from their reports about it. A wish stays
 * until a report shows that it was obeyed, and is told until a report says that the agent has it.
 * For many threads, within the surrounding transaction.
 */
@ApplicationScoped
public class WishRules {

  @Inject ClientStore clients;
  @Inject AgentProgram program;

  /** Writes what a report says of wishes; what is worth an event. */
  List<NewEvent> heed(Client client, HeartbeatReport report, Instant now) {
    List<NewEvent> log = new ArrayList<>();
    Heeding heeding = report.heeding();
    if (!heeding.fault().isEmpty()) {
      ClientWish.Kind kind = client.wish().kind();
      if (client.failed(heeding.number())) {
        log.add(
            event(client, kind.name().toLowerCase(Locale.ROOT) + " failed: " + heeding.fault()));
      }
    }
    if (heeding.gone()) {
      client.remove(now.toEpochMilli());
      log.add(event(client, client.label() + " has ended and left the list"));
    } else if (wantsUpgrade(client, report)) {
      client.wish(ClientWish.Kind.UPGRADE, program.hash(), now.toEpochMilli());
    }
    return log;
  }

  /** By itself an agent is asked once for each program. */
  private boolean wantsUpgrade(Client client, HeartbeatReport report) {
    return report.facts().autoUpgrade()
        && !report.facts().program().isEmpty()
        && !program.hash().isEmpty()
        && !program.hash().equals(report.facts().program())
        && client.wish().kind() == ClientWish.Kind.NONE
        && !client.wasAskedToRun(program.hash());
  }

  /** What the agents do not know yet, by client. A program is told only by a server that has it. */
  Map<Integer, ClientWish> untold(Map<Integer, HeartbeatReport> reports) {
    Map<Integer, ClientWish> untold = new HashMap<>();
    clients
        .wishes(reports.keySet())
        .forEach(
            (clientId, wish) -> {
              boolean told = reports.get(clientId).heeding().number() >= wish.number();
              boolean servable =
                  wish.kind() != ClientWish.Kind.UPGRADE || wish.program().equals(program.hash());
              if (!told && servable) {
                untold.put(clientId, wish);
              }
            });
    return untold;
  }

  private static NewEvent event(Client client, String text) {
    return new NewEvent(EventKind.CLIENT, null, client.id(), "", text);
  }
}
