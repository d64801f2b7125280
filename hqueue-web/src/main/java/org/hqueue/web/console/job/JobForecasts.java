package org.hqueue.web.console.job;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hqueue.job.Forecast;
import org.hqueue.job.JobPart;
import org.hqueue.job.JobService;
import org.hqueue.job.JobView;
import org.jspecify.annotations.Nullable;

/**
 * How long single jobs may still take and since when something of them runs, as the API tells it. A
 * forecast looks at every unfinished job below, so one that took long is kept for twenty times as
 * long, five seconds at most: whatever the pages of this server ask, it costs a twentieth of a
 * processor. For many threads.
 */
@ApplicationScoped
public class JobForecasts {

  private static final int PACE = 20;
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final int MOST_KNOWN = 200;

  @EJB JobService jobs;
  @Inject Clock clock;

  private final Map<Integer, Known> known = new ConcurrentHashMap<>();

  private record Known(Forecast forecast, Instant until) {}

  /** The forecast of now, or of at most five seconds ago; null when there is no such job. */
  @Nullable Forecast of(int jobId) {
    Instant start = clock.instant();
    known.values().removeIf(one -> one.until().isBefore(start));
    Known last = known.get(jobId);
    if (last != null) {
      return last.forecast();
    }
    Forecast forecast = read(jobId);
    Instant end = clock.instant();
    Duration kept = Duration.between(start, end).multipliedBy(PACE);
    if (forecast != null && known.size() < MOST_KNOWN) {
      Instant until = end.plus(kept.compareTo(LONGEST) > 0 ? LONGEST : kept);
      known.put(jobId, new Known(forecast, until));
    }
    return forecast;
  }

  private @Nullable Forecast read(int jobId) {
    List<JobView> found = jobs.views(List.of(jobId), Set.of(JobPart.FORECAST));
    return found.isEmpty() ? null : found.get(0).forecast();
  }
}
