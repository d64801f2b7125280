package org.hqueue.job;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;

/** The duty that forgets submission keys whose time is over. */
@Stateless
public class SubmissionKeyService {

  /** How long a call is known by its key. */
  static final Duration KEPT = Duration.ofDays(7);

  private static final int AT_ONCE = 1000;

  @Inject SubmissionKeyStore keys;
  @Inject Clock clock;

  /** Forgets some; whether there may be more. */
  public boolean run() {
    return keys.deleteBefore(clock.instant().minus(KEPT), AT_ONCE) == AT_ONCE;
  }
}
