package org.hqueue.history;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes samples of the farm and of its clients, and tells them. */
@Stateless
public class HistoryService {

  private static final Duration KEPT = Duration.ofDays(8);
  private static final Duration CLIENTS_KEPT = Duration.ofHours(25);

  @Inject HistoryStore samples;
  @Inject ClientHistoryStore clients;
  @Inject Clock clock;

  /**
   * Takes the sample of this minute, unless some server has, and once in ten minutes those of the
   * clients. Costs the jobs that are not finished, the clients, and what has happened since the
   * last sample, whatever else is kept; the first one counts no events.
   */
  public void sample() {
    Instant minute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
    samples.lock();
    Optional<HistoryStore.Place> before = samples.newest();
    if (before.isPresent() && !before.get().at().isBefore(minute)) {
      return;
    }
    long feed = samples.lastFeed();
    Map<String, HistoryStore.Moves> moves =
        before.isEmpty() ? Map.of() : samples.moves(before.get().feed(), feed);
    samples.add(
        new HistoryStore.Place(minute, feed), samples.unfinished(), moves, samples.machines());
    samples.forget(minute.minus(KEPT));
    clients.add(minute);
    clients.forget(minute.minus(CLIENTS_KEPT));
  }

  /** How a client was over the last day, in the order of time; left out is when it was silent. */
  public List<ClientPoint> client(int clientId) {
    return clients.points(clientId, ClientPoint.start(clock.instant()));
  }

  /** How the farm was until now, in the order of time; stretches without a sample are left out. */
  public List<HistoryPoint> points(HistorySpan span) {
    return samples.points(span.start(clock.instant()), span);
  }
}
