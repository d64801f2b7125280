package org.hqueue.history;

import jakarta.ejb.DependsOn;
import jakarta.ejb.EJB;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.logging.Logger;
import org.hqueue.database.DatabaseAway;
import org.hqueue.database.Retry;

/** Runs {@link HistoryService#sample} every minute. */
@Singleton
@Startup
@DependsOn("Migrations")
public class HistoryTimer {

  private static final Logger LOG = Logger.getLogger(HistoryTimer.class.getName());

  @EJB HistoryService history;
  @Inject Retry retry;

  @Schedule(hour = "*", minute = "*", second = "2", persistent = false)
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  void everyMinute() {
    try {
      retry.run(history::sample);
    } catch (RuntimeException e) {
      DatabaseAway.warn(LOG, "this minute is missing in the farm's charts; the next is tried", e);
    }
  }
}
