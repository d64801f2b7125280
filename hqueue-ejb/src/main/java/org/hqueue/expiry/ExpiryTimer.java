package org.hqueue.expiry;

import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs {@link ExpiryDuty} every hour. */
@Singleton
@Startup
@DependsOn("Migrations")
public class ExpiryTimer {

  private static final Logger LOG = Logger.getLogger(ExpiryTimer.class.getName());

  @Inject ExpiryDuty duty;

  @Schedule(hour = "*", minute = "17", persistent = false)
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  void everyHour() {
    try {
      duty.run();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "expired jobs could not be deleted; it is tried again in an hour", e);
    }
  }
}
