package org.hqueue.database;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.OptimisticLockException;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Repeats a whole call that met a deadlock, a lock wait that took too long, a certification failure
 * or a {@link ConflictException}: up to five times, each after a short random pause on the calling
 * thread. Called outside a transaction; the call makes its own. For many threads.
 */
@ApplicationScoped
public class Retry {

  /** How often a call is repeated after its first failure. */
  static final int REPETITIONS = 5;

  private static final Logger LOG = Logger.getLogger(Retry.class.getName());

  /**
   * MariaDB: lock wait timeout, deadlock, changed since read, key there already. H2: deadlock, lock
   * timeout, concurrent update, key there already. A key that another call stored first is found
   * when the call is repeated.
   */
  private static final Set<Integer> PASSING =
      Set.of(1205, 1213, 1020, 1062, 40001, 50200, 90131, 23505);

  /** The same for a call that gives nothing back. */
  public void run(Runnable call) {
    this.<@Nullable Object>call(
        () -> {
          call.run();
          return null;
        });
  }

  /** What the call gives, after as many repetitions as it takes, or its last failure. */
  public <T extends @Nullable Object> T call(Supplier<T> call) {
    for (int repetition = 1; ; repetition++) {
      try {
        return call.get();
      } catch (RuntimeException e) {
        if (repetition > REPETITIONS || !isPassing(e)) {
          throw e;
        }
        LOG.log(
            Level.FINE,
            "met {0}; repetition {1} follows",
            new Object[] {e.getMessage(), repetition});
        pause(repetition, e);
      }
    }
  }

  private static void pause(int repetition, RuntimeException failure) {
    try {
      TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(2, 20 * repetition));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure;
    }
  }

  /** Whether the same call may well succeed when it is made again. */
  static boolean isPassing(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConflictException || cause instanceof OptimisticLockException) {
        return true;
      }
      if (cause instanceof SQLException sql && PASSING.contains(sql.getErrorCode())) {
        return true;
      }
    }
    return false;
  }
}
