package org.hqueue.schedule;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The server's side of {@code agent.heartbeat}. For many threads; holds none. */
@ApplicationScoped
public class HeartbeatService {

  /** When a refused agent asks again. */
  static final int RETRY_SECONDS = 10;

  /** The longest that a call is held, whatever the agent allows. */
  private static final int LONGEST_HOLD_SECONDS = 60;

  @Inject Collector collector;
  @Inject Clock clock;

  /**
   * Takes a heartbeat in. The answer comes when there is something to say, when the agent's hold is
   * over, or, empty, when the same agent calls again.
   */
  public CompletionStage<HeartbeatAnswer> heartbeat(HeartbeatReport report) {
    CompletableFuture<HeartbeatAnswer> answer = new CompletableFuture<>();
    int hold = Math.max(0, Math.min(LONGEST_HOLD_SECONDS, report.holdSeconds()));
    collector.submit(new HeldCall(report, clock.instant().plusSeconds(hold), answer));
    return answer;
  }
}
