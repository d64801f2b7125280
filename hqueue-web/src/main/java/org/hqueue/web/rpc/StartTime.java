package org.hqueue.web.rpc;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;

/** When this server started. For many threads. */
@ApplicationScoped
public class StartTime {

  @Inject Clock clock;

  private volatile Instant startedAt = Instant.EPOCH;

  void start(@Observes @Initialized(ApplicationScoped.class) Object context) {
    startedAt = clock.instant();
  }

  Instant instant() {
    return startedAt;
  }
}
