package org.hqueue.web.live;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hqueue.event.FeedEvent;
import org.jspecify.annotations.Nullable;

/**
 * What one page has yet to be told, gathered into one message at a time: {@code {"feed":N,
 * "jobs":[...], "list":true, "output":ID}}, only the keys that say something. For many threads.
 */
final class PageNews {

  /** Least time between two messages to a page. */
  static final long PAUSE_NANOS = 200_000_000L;

  private @Nullable Subscription subscription;
  private final Set<Integer> changed = new TreeSet<>();
  private boolean anyChanged;
  private int grown;
  private long feed;
  private boolean hasTold;
  private long toldAtNanos;

  /**
   * Takes what the page wants to hear of, instead of what it wanted before.
   *
   * @param last the feed's number now: a page that has not seen all until there is told at once
   */
  synchronized void subscribe(Subscription wanted, long last) {
    subscription = wanted;
    changed.clear();
    grown = 0;
    feed = last;
    anyChanged = wanted.feed() != last;
    changed.addAll(anyChanged ? wanted.jobs() : Set.of());
  }

  /** Takes events in the order of the feed. */
  synchronized void happened(List<FeedEvent> events) {
    Subscription wanted = subscription;
    if (wanted == null) {
      return;
    }
    for (FeedEvent event : events) {
      feed = Math.max(feed, event.feed());
      Integer jobId = event.jobId();
      if (jobId != null && wanted.jobs().contains(jobId)) {
        changed.add(jobId);
      }
      anyChanged |= jobId == null ? wanted.farm() : wanted.list();
    }
  }

  /** Takes that the output of a job has grown. */
  synchronized void outputGrew(int jobId) {
    Subscription wanted = subscription;
    if (wanted != null && wanted.jobs().contains(jobId)) {
      grown = jobId;
    }
  }

  /**
   * The message that is due: empty when there is nothing to say, or the last one is too recent.
   * What it says is then told.
   */
  synchronized Optional<String> take(long nowNanos) {
    boolean nothing = changed.isEmpty() && !anyChanged && grown == 0;
    if (nothing || (hasTold && nowNanos - toldAtNanos < PAUSE_NANOS)) {
      return Optional.empty();
    }
    JsonObjectBuilder message = Json.createObjectBuilder().add("feed", feed);
    if (!changed.isEmpty()) {
      JsonArrayBuilder jobs = Json.createArrayBuilder();
      changed.forEach(jobs::add);
      message.add("jobs", jobs);
    }
    if (anyChanged) {
      message.add("list", true);
    }
    if (grown != 0) {
      message.add("output", grown);
    }
    changed.clear();
    anyChanged = false;
    grown = 0;
    hasTold = true;
    toldAtNanos = nowNanos;
    return Optional.of(message.build().toString());
  }
}
