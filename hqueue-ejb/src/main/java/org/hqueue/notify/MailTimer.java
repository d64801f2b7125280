package org.hqueue.notify;

import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.logging.Logger;
import org.hqueue.database.DatabaseAway;

/** Runs {@link MailDuty} every 5 seconds. */
@Singleton
@Startup
@DependsOn("Migrations")
public class MailTimer {

  private static final Logger LOG = Logger.getLogger(MailTimer.class.getName());

  @Inject MailDuty duty;

  @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  void everyFiveSeconds() {
    try {
      duty.run();
    } catch (RuntimeException e) {
      DatabaseAway.warn(LOG, "mail could not be seen to; it is tried again in 5 s", e);
    }
  }
}
