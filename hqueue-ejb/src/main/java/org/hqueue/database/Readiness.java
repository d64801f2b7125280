package org.hqueue.database;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Whether calls can be answered: the schema is migrated, and the database answers. {@link
 * DatabaseWatch} keeps asking it; as soon as that failed, or is late, calls are refused at once
 * rather than hang. For many threads.
 */
@ApplicationScoped
public class Readiness {

  /** As long as a call may wait for a connection. */
  static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final Logger LOG = Logger.getLogger(Readiness.class.getName());

  private final LongSupplier nanos;

  private volatile boolean migrated;
  private volatile boolean failed;

  /** When the question was asked that has no answer yet; null when there is none. */
  private volatile @Nullable Long askedAt;

  /** For the container. */
  public Readiness() {
    this(System::nanoTime);
  }

  Readiness(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Whether calls can be answered. */
  public boolean isReady() {
    return migrated && isDatabaseThere();
  }

  /** Whether the schema is not known to be up to date yet. */
  public boolean isStarting() {
    return !migrated;
  }

  /** Why calls cannot be answered at the moment; null when they can. */
  public @Nullable String obstacle() {
    if (!migrated) {
      return "the server is starting";
    }
    return isDatabaseThere() ? null : "the database does not answer";
  }

  void becomeReady() {
    migrated = true;
  }

  /** The database is being asked. */
  void asked() {
    askedAt = nanos.getAsLong();
  }

  /** It was asked, and has answered or failed. */
  void heard(@Nullable Exception failure) {
    boolean wasThere = isDatabaseThere();
    failed = failure != null;
    askedAt = null;
    if (failure != null && wasThere) {
      LOG.log(
          Level.WARNING,
          "the database does not answer, calls are refused: {0}",
          failure.toString());
    } else if (failure == null && !wasThere) {
      LOG.info("the database answers again");
    }
  }

  private boolean isDatabaseThere() {
    Long asked = askedAt;
    return !failed && (asked == null || nanos.getAsLong() - asked < PATIENCE.toNanos());
  }
}
