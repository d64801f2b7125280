package org.hqueue.web.console.job;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.hqueue.job.JobOverview;
import org.hqueue.job.JobOverviewService;
import org.jspecify.annotations.Nullable;

/**
 * How many jobs and clients there are, counted at most once in two seconds for all pages of this
 * server, and not at all while nobody looks. For many threads.
 */
@ApplicationScoped
public class JobCounts {

  private static final Duration FRESH = Duration.ofSeconds(2);

  @EJB JobOverviewService overview;
  @Inject Clock clock;

  private JobOverview.@Nullable Counts counts;
  private Instant countedAt = Instant.EPOCH;

  /** Counts that are at most two seconds old. */
  public synchronized JobOverview.Counts now() {
    Instant now = clock.instant();
    JobOverview.Counts known = counts;
    if (known == null || countedAt.plus(FRESH).isBefore(now)) {
      known = overview.counts();
      counts = known;
      countedAt = clock.instant();
    }
    return known;
  }
}
