package org.hqueue.time;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import java.time.Duration;

/** Gives the one clock that everything injects. */
@ApplicationScoped
public class ClockProducer {

  /** The system's clock in UTC, in whole milliseconds, which is what the database keeps. */
  @Produces
  Clock clock() {
    return Clock.tick(Clock.systemUTC(), Duration.ofMillis(1));
  }
}
