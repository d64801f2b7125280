package org.hqueue.schedule;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Logger;
import org.hqueue.database.DatabaseAway;
import org.hqueue.event.ChangeSignal;
import org.hqueue.event.EventFeed;
import org.hqueue.event.FeedEvent;

/**
 * Wakes the collector after every commit of this server, when the feed tells of a client that
 * another server has work for, and each second besides.
 */
@Singleton
@Startup
@DependsOn("Migrations")
public class PassTimer {

  private static final Logger LOG = Logger.getLogger(PassTimer.class.getName());

  @Inject Collector collector;
  @Inject ChangeSignal signal;
  @Inject EventFeed feed;

  @PostConstruct
  void start() {
    signal.listen(collector::changed);
    feed.listen(this::clientsConcerned);
  }

  private void clientsConcerned(List<FeedEvent> events) {
    Set<Integer> clientIds = new HashSet<>();
    for (FeedEvent event : events) {
      if (event.clientId() != null) {
        clientIds.add(event.clientId());
      }
    }
    if (!clientIds.isEmpty()) {
      collector.changed(clientIds);
    }
  }

  /** The net below the signals. */
  @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  void everySecond() {
    try {
      collector.answerOverdue();
      collector.wake();
    } catch (RuntimeException e) {
      DatabaseAway.warn(LOG, "the collector could not be woken; it is tried again in a second", e);
    }
  }
}
