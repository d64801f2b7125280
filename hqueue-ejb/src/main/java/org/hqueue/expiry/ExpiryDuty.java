package org.hqueue.expiry;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hqueue.config.Settings;
import org.hqueue.database.Retry;

/**
 * Deletes whole trees that ended long ago, old events, and what no job demands any more, one
 * bounded transaction after the other while the farm works. A tree that cannot be deleted is passed
 * over until the next time.
 */
@ApplicationScoped
public class ExpiryDuty {

  private static final Logger LOG = Logger.getLogger(ExpiryDuty.class.getName());
  private static final int PAGE = 100;

  @EJB ExpiryService expiry;
  @Inject Retry retry;
  @Inject Settings settings;
  @Inject Clock clock;

  /** Deletes all that is due; called outside a transaction. */
  public void run() {
    Instant now = clock.instant();
    if (settings.expireJobsDays() > 0) {
      deleteJobs(now.minus(Duration.ofDays(settings.expireJobsDays())));
    }
    if (settings.expireEventsDays() > 0) {
      Instant before = now.minus(Duration.ofDays(settings.expireEventsDays()));
      boolean more = true;
      while (more) {
        more = retry.call(() -> expiry.deleteEvents(before));
      }
    }
    deleteRequirements(now);
  }

  private void deleteRequirements(Instant now) {
    Set<Integer> used = retry.call(expiry::requirementsInUse);
    int last = 0;
    do {
      int after = last;
      last = retry.call(() -> expiry.deleteRequirements(used, after, now));
    } while (last > 0);
  }

  private void deleteJobs(Instant before) {
    int after = 0;
    List<Integer> roots = retry.call(() -> expiry.rootsEndedBefore(before, 0, PAGE));
    while (!roots.isEmpty()) {
      roots.forEach(root -> deleteTree(root, before));
      after = roots.get(roots.size() - 1);
      int last = after;
      roots = retry.call(() -> expiry.rootsEndedBefore(before, last, PAGE));
    }
  }

  private void deleteTree(int root, Instant before) {
    try {
      boolean more = true;
      while (more) {
        more = retry.call(() -> expiry.deletePart(root, before));
      }
    } catch (RuntimeException e) {
      LOG.log(
          Level.WARNING, e, () -> "expired job " + root + " stays until the next time, in an hour");
    }
  }
}
