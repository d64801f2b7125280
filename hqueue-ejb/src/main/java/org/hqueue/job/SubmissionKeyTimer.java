package org.hqueue.job;

import jakarta.ejb.DependsOn;
import jakarta.ejb.EJB;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hqueue.database.Retry;

/** Runs {@link SubmissionKeyService} each hour, in bounded batches until nothing is left. */
@Singleton
@Startup
@DependsOn("Migrations")
public class SubmissionKeyTimer {

  private static final Logger LOG = Logger.getLogger(SubmissionKeyTimer.class.getName());

  @EJB SubmissionKeyService duty;
  @Inject Retry retry;

  @Schedule(hour = "*", minute = "17", persistent = false)
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  void everyHour() {
    try {
      boolean mayBeMore = true;
      while (mayBeMore) {
        mayBeMore = retry.call(duty::run);
      }
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "old submission keys could not be removed; tried again in an hour", e);
    }
  }
}
