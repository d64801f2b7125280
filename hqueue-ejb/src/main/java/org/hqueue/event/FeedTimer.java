package org.hqueue.event;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.logging.Logger;
import org.hqueue.database.DatabaseAway;

/** Has the feed looked at after every commit of this server, and every second besides. */
@Singleton
@Startup
@DependsOn("Migrations")
public class FeedTimer {

  private static final Logger LOG = Logger.getLogger(FeedTimer.class.getName());

  @Inject EventFeed feed;
  @Inject ChangeSignal signal;

  @PostConstruct
  void start() {
    signal.listen(clientIds -> feed.wake());
  }

  /** The net below the signals. */
  @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  void everySecond() {
    try {
      feed.wake();
    } catch (RuntimeException e) {
      DatabaseAway.warn(LOG, "the event feed could not be woken; it is tried again in a second", e);
    }
  }
}
