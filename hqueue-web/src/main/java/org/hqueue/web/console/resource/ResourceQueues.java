package org.hqueue.web.console.resource;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.hqueue.schedule.WaitingDemand;
import org.hqueue.schedule.WaitingService;

/**
 * What waits for resources, read at most once in some seconds for all pages of this server, and not
 * at all while nobody looks. For many threads.
 */
@ApplicationScoped
public class ResourceQueues {

  private static final Duration FRESH = Duration.ofSeconds(2);
  private static final int MOST = 50;

  @EJB WaitingService waiting;
  @Inject Clock clock;

  private List<WaitingDemand> known = List.of();
  private Instant readAt = Instant.MIN;

  /** Ready jobs that demand some resource, by what they demand; the most frequent first. */
  synchronized List<WaitingDemand> now() {
    Instant now = clock.instant();
    if (readAt.isBefore(now.minus(FRESH))) {
      known = waiting.demandsOfResources(MOST);
      readAt = now;
    }
    return known;
  }
}
