package org.hqueue.event;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;

/** Transactions around the feed. */
@Stateless
public class FeedService {

  @Inject EventStore events;

  /**
   * Gives numbers to what was committed since, in one transaction.
   *
   * @return whether there may be more
   */
  public boolean number(int limit) {
    return events.number(limit) == limit;
  }

  /** What comes after a place in the feed. */
  public List<FeedEvent> after(long feed, int limit) {
    return events.after(feed, limit);
  }

  /** The highest number given so far. */
  public long last() {
    return events.lastFeed();
  }
}
