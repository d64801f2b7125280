package org.hqueue.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hqueue.database.DatabaseAway;
import org.hqueue.database.Retry;
import org.hqueue.time.PacedTask;
import org.hqueue.time.SoonExecutor;

/**
 * Reads the feed once for all of this server's pages and waiting callers. It runs when something
 * was committed here, and once a second for what other servers committed. For many threads.
 */
@ApplicationScoped
public class EventFeed {

  private static final Logger LOG = Logger.getLogger(EventFeed.class.getName());
  private static final int AT_ONCE = 1000;

  /** Between two looks: what is committed within it is numbered together. */
  private static final Duration GAP = Duration.ofMillis(5);

  private static final long UNKNOWN = -1;

  @Inject FeedService service;
  @Inject Retry retry;
  @Inject SoonExecutor soon;

  private final List<Consumer<List<FeedEvent>>> listeners = new CopyOnWriteArrayList<>();
  private final PacedTask looks = new PacedTask(GAP, this::readOn);
  private volatile long last = UNKNOWN;

  /**
   * The listener is told of every batch in the order of the feed, by one thread at a time, and must
   * not block; closing ends it.
   */
  public AutoCloseable listen(Consumer<List<FeedEvent>> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** Feed number of the last event that listeners were told of, 0 before the first. */
  public long last() {
    return Math.max(0, last);
  }

  /** Has the feed looked at soon, on a thread of the container. */
  public void wake() {
    looks.wish(soon);
  }

  private void readOn() {
    try {
      look();
    } catch (RuntimeException e) {
      DatabaseAway.warn(LOG, "the event feed could not be read; it is tried again in a second", e);
    }
  }

  /** Gives numbers to new events and tells the listeners of all that have one. */
  void look() {
    if (last == UNKNOWN) {
      last = service.last();
    }
    while (retry.call(() -> service.number(AT_ONCE))) {
      tell();
    }
    tell();
  }

  private void tell() {
    List<FeedEvent> batch;
    do {
      batch = service.after(last, AT_ONCE);
      if (!batch.isEmpty()) {
        last = batch.get(batch.size() - 1).feed();
        for (Consumer<List<FeedEvent>> listener : listeners) {
          tellOne(listener, batch);
        }
      }
    } while (batch.size() == AT_ONCE);
  }

  private static void tellOne(Consumer<List<FeedEvent>> listener, List<FeedEvent> batch) {
    try {
      listener.accept(batch);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "a reader of the event feed failed; it gets the next batch", e);
    }
  }
}
