package org.hqueue.schedule;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * A heartbeat that waits for its answer.
 *
 * @param report what the agent said
 * @param until when it is answered empty at the latest
 * @param answer completed once
 */
record HeldCall(HeartbeatReport report, Instant until, CompletableFuture<HeartbeatAnswer> answer) {

  /** The client that the agent speaks for. */
  String label() {
    return report.agent().label();
  }
}
