package org.hqueue.web.rpc;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import org.hqueue.database.Readiness;

/** Has notes on trouble written in batches. */
@Singleton
public class TroubleTimer {

  @Inject TroubleNotes notes;
  @Inject Readiness readiness;

  /** Failures are logged there and dropped. */
  @Schedule(hour = "*", minute = "*", second = "*/10", persistent = false)
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  void everyTenSeconds() {
    if (readiness.isReady()) {
      notes.save();
    }
  }
}
