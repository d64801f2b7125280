package org.hqueue.web.console.job;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hqueue.job.Forecast;
import org.hqueue.job.JobPart;
import org.hqueue.job.JobService;
import org.hqueue.job.JobView;

/**
 * How long single jobs may still take, as the API tells it. A forecast looks at every unfinished
 * job below, so it is read at most once in five seconds for all pages of this server that show the
 * job. For many threads.
 */
@ApplicationScoped
public class JobForecasts {

  private static final Duration FRESH = Duration.ofSeconds(5);
  private static final int MOST_KNOWN = 200;

  @EJB JobService jobs;
  @Inject Clock clock;

  private final Map<Integer, Known> known = new ConcurrentHashMap<>();

  private record Known(int secondsLeft, Instant at) {
    boolean isFresh(Instant now) {
      return at.plus(FRESH).isAfter(now);
    }
  }

  /** Seconds left at most five seconds ago, {@link Forecast#UNKNOWN} when nothing tells it. */
  int secondsLeft(int jobId) {
    Instant now = clock.instant();
    Known last = known.get(jobId);
    if (last != null && last.isFresh(now)) {
      return last.secondsLeft();
    }
    int left = read(jobId);
    known.values().removeIf(one -> !one.isFresh(now));
    if (known.size() < MOST_KNOWN) {
      known.put(jobId, new Known(left, now));
    }
    return left;
  }

  private int read(int jobId) {
    return jobs.views(List.of(jobId), Set.of(JobPart.FORECAST)).stream()
        .map(JobView::forecast)
        .filter(Objects::nonNull)
        .mapToInt(Forecast::secondsLeft)
        .findFirst()
        .orElse(Forecast.UNKNOWN);
  }
}
