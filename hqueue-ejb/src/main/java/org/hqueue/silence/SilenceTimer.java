package org.hqueue.silence;

import jakarta.ejb.DependsOn;
import jakarta.ejb.EJB;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Logger;
import org.hqueue.database.DatabaseAway;
import org.hqueue.database.Retry;

/** Runs {@link SilenceService} every 5 seconds. */
@Singleton
@Startup
@DependsOn("Migrations")
public class SilenceTimer {

  private static final Logger LOG = Logger.getLogger(SilenceTimer.class.getName());

  @EJB SilenceService duty;
  @Inject Retry retry;

  private final AtomicBoolean started = new AtomicBoolean();

  @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  void everyFiveSeconds() {
    try {
      boolean isStart = !started.get();
      retry.run(() -> duty.run(isStart));
      started.set(true);
    } catch (RuntimeException e) {
      DatabaseAway.warn(LOG, "silent clients could not be looked for; tried again in 5 s", e);
    }
  }
}
