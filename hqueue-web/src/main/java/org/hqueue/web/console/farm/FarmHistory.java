package org.hqueue.web.console.farm;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.hqueue.history.HistoryPoint;
import org.hqueue.history.HistoryService;
import org.hqueue.history.HistorySpan;
import org.hqueue.schedule.WaitingDemand;
import org.hqueue.schedule.WaitingService;
import org.jspecify.annotations.Nullable;

/**
 * What the farm's page shows besides its counts, read at most once in some seconds for all pages of
 * this server, and not at all while nobody looks. For many threads.
 */
@ApplicationScoped
public class FarmHistory {

  private static final Duration POINTS_FRESH = Duration.ofSeconds(20);
  private static final Duration DEMANDS_FRESH = Duration.ofSeconds(5);
  private static final int MOST_DEMANDS = 20;

  @EJB HistoryService history;
  @EJB WaitingService waiting;
  @Inject Clock clock;

  private final Map<HistorySpan, Known<List<HistoryPoint>>> points =
      new EnumMap<>(HistorySpan.class);
  private @Nullable Known<List<WaitingDemand>> demands;

  private record Known<T>(T value, Instant at) {}

  /** How the farm was until now. */
  synchronized List<HistoryPoint> points(HistorySpan span) {
    Known<List<HistoryPoint>> known =
        fresh(points.get(span), POINTS_FRESH, () -> history.points(span));
    points.put(span, known);
    return known.value();
  }

  /** What the most ready jobs wait for, the most frequent first. */
  synchronized List<WaitingDemand> demands() {
    Known<List<WaitingDemand>> known =
        fresh(demands, DEMANDS_FRESH, () -> waiting.demands(MOST_DEMANDS));
    demands = known;
    return known.value();
  }

  private <T> Known<T> fresh(@Nullable Known<T> known, Duration fresh, Supplier<T> read) {
    return known == null || known.at().plus(fresh).isBefore(clock.instant())
        ? new Known<>(read.get(), clock.instant())
        : known;
  }
}
