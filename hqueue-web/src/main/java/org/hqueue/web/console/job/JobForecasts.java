package org.hqueue.web.console.job;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
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
 * How long jobs may still take, as the API tells it. A forecast looks at every job below, so those
 * that took long to read are kept for twenty times as long, five seconds at most: whatever the
 * pages of this server ask, it costs a twentieth of a processor. For many threads.
 */
@ApplicationScoped
public class JobForecasts {

  private static final int PACE = 20;
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final int MOST_KNOWN = 1_000;

  @EJB JobService jobs;
  @Inject Clock clock;

  private final Map<Integer, Known> known = new ConcurrentHashMap<>();

  private record Known(Forecast forecast, Instant until) {}

  /** The forecast of now, or of at most five seconds ago; null when there is no such job. */
  @Nullable Forecast of(int jobId) {
    return of(List.of(jobId)).get(jobId);
  }

  /** The same of some jobs, read together; unknown ones are left out. */
  Map<Integer, Forecast> of(List<Integer> jobIds) {
    Instant start = clock.instant();
    known.values().removeIf(one -> one.until().isBefore(start));
    Map<Integer, Forecast> forecasts = new HashMap<>();
    List<Integer> unknown = new ArrayList<>();
    for (Integer id : jobIds) {
      Known last = known.get(id);
      if (last == null) {
        unknown.add(id);
      } else {
        forecasts.put(id, last.forecast());
      }
    }
    if (!unknown.isEmpty()) {
      Map<Integer, Forecast> read = read(unknown);
      keep(read, start);
      forecasts.putAll(read);
    }
    return forecasts;
  }

  private Map<Integer, Forecast> read(List<Integer> jobIds) {
    Map<Integer, Forecast> forecasts = new HashMap<>();
    for (JobView view : jobs.views(jobIds, Set.of(JobPart.FORECAST))) {
      Forecast forecast = view.forecast();
      if (forecast != null) {
        forecasts.put(view.id(), forecast);
      }
    }
    return forecasts;
  }

  private void keep(Map<Integer, Forecast> read, Instant start) {
    Instant end = clock.instant();
    Duration kept = Duration.between(start, end).multipliedBy(PACE);
    Instant until = end.plus(kept.compareTo(LONGEST) > 0 ? LONGEST : kept);
    if (known.size() + read.size() <= MOST_KNOWN) {
      read.forEach((id, forecast) -> known.put(id, new Known(forecast, until)));
    }
  }
}
