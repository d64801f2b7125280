package org.hqueue.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.hqueue.client.Client;
import org.hqueue.client.ClientStore;
import org.hqueue.client.Pulse;
import org.hqueue.schedule.HeartbeatReport.Agent;
import org.hqueue.schedule.HeartbeatReport.Facts;
import org.jspecify.annotations.Nullable;

/**
 * Finds the client of each report of a batch, or makes it (architecture, agent and server): the
 * same label and the same agent is the same client, a newer session replaces the older; another
 * agent is refused while the known one is heard. For one thread within one transaction.
 */
final class Registration {

  private final ClientStore store;
  private final Map<String, Client> byLabel;
  private final Map<Integer, Pulse> pulses;
  private final Duration activeTimeout;
  private final Instant now;

  Registration(
      ClientStore store, List<HeartbeatReport> reports, Duration activeTimeout, Instant now) {
    this.store = store;
    this.byLabel =
        store.byLabel(reports.stream().map(report -> report.agent().hostname()).toList());
    this.pulses = store.pulses(byLabel.values().stream().map(Client::id).toList());
    this.activeTimeout = activeTimeout;
    this.now = now;
  }

  /**
   * What came of one report.
   *
   * @param client null when refused
   * @param isNew nobody had seen this label before, or its client was removed
   * @param isFresh the report is newer than the last one
   * @param wasSilent the client had been found silent before
   * @param refused "" or why
   */
  record Result(
      @Nullable Client client, boolean isNew, boolean isFresh, boolean wasSilent, String refused) {

    private static Result refusal(String why) {
      return new Result(null, false, false, false, why);
    }
  }

  Result register(HeartbeatReport report) {
    Agent agent = report.agent();
    String key = ClientStore.labelKey(agent.hostname(), agent.name());
    Client known = byLabel.get(key);
    if (known == null) {
      Client client =
          new Client(store.nextId(), agent.hostname(), agent.name(), now.toEpochMilli());
      join(client, report);
      store.add(client);
      byLabel.put(key, client);
      return new Result(client, true, true, false, "");
    }
    Pulse pulse = pulses.get(known.id());
    boolean sameAgent = known.agentId().equals(agent.id());
    if (!sameAgent && pulse != null && pulse.heardAt().isAfter(now.minus(activeTimeout))) {
      return Result.refusal(
          "there is a client %s already, at %s; stop that agent, or give this one another name"
              .formatted(known.label(), known.ip()));
    }
    boolean sameSession = sameAgent && known.session().equals(agent.session());
    if (sameAgent
        && !sameSession
        && agent.sessionStart().toEpochMilli() < known.sessionStartMillis()) {
      return Result.refusal("a newer process of this agent has taken over");
    }
    boolean wasRemoved = known.isRemoved();
    boolean fresh = !sameSession || pulse == null || report.number() > pulse.reportNumber();
    if (fresh) {
      join(known, report);
    }
    boolean wasSilent = pulse != null && pulse.silentSince() != null;
    return new Result(known, wasRemoved && !known.isRemoved(), fresh, wasSilent, "");
  }

  private static void join(Client client, HeartbeatReport report) {
    Agent agent = report.agent();
    Facts facts = report.facts();
    client.joinedBy(
        agent.id(), agent.session(), agent.sessionStart().toEpochMilli(), agent.bootId());
    client.offers(facts.machine(), facts.version(), facts.port());
    client.runs(facts.program());
    client.calledFrom(report.address());
  }
}
