package org.hqueue.trouble;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.hqueue.event.EventStore;
import org.hqueue.event.NewEvent;

/** What is asked about trouble from outside, and what is noted of it. */
@Stateless
public class TroubleService {

  /** Errors in one answer. */
  public static final int MOST_SHOWN = 100;

  /** Names that are kept of what callers asked in vain. */
  static final int MOST_ASKS = 2000;

  private static final int ERRORS_KEPT = 1000;
  private static final Duration ASKS_KEPT = Duration.ofDays(30);

  @Inject TroubleStore troubles;
  @Inject EventStore events;
  @Inject Clock clock;

  /** Keeps errors of the server, in place of the oldest. */
  public void add(List<Trouble> errors) {
    if (!errors.isEmpty()) {
      troubles.add(errors, ERRORS_KEPT);
      String sources =
          errors.stream().map(Trouble::source).distinct().collect(Collectors.joining(", "));
      events.append(
          List.of(NewEvent.ofFarm("the server noted errors: " + sources)), clock.instant());
    }
  }

  /** Adds to the counts of what was asked, and forgets what is older than a month. */
  public void count(List<UnknownAsk> asks) {
    if (!asks.isEmpty()) {
      troubles.count(asks, MOST_ASKS);
      troubles.forgetAsks(clock.instant().minus(ASKS_KEPT));
    }
  }

  /** The server's last errors. */
  public Troubles ofServer() {
    return new Troubles(troubles.countErrors(), troubles.errors(MOST_SHOWN));
  }

  /** The last tries of jobs that went wrong on a client; none for an unknown client. */
  public Troubles ofClient(int clientId) {
    return new Troubles(
        troubles.countFailedTries(clientId), troubles.failedTries(clientId, MOST_SHOWN));
  }

  /** What callers asked in vain, the most frequent first. */
  public List<UnknownAsk> asks() {
    return troubles.asks();
  }
}
