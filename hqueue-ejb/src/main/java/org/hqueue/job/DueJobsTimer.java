package org.hqueue.job;

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

/** Runs {@link DueJobsService} each second. */
@Singleton
@Startup
@DependsOn("Migrations")
public class DueJobsTimer {

  private static final Logger LOG = Logger.getLogger(DueJobsTimer.class.getName());

  @EJB DueJobsService duty;
  @Inject Retry retry;

  @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  void everySecond() {
    try {
      retry.run(duty::run);
    } catch (RuntimeException e) {
      DatabaseAway.warn(LOG, "due jobs could not be looked for; it is tried again in a second", e);
    }
  }
}
