package org.hqueue.web.follow;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.hqueue.event.FeedEvent;
import org.jspecify.annotations.Nullable;

/** Waits until the feed has gone past a place. For many threads. */
final class EventWait implements WaitingCall {

  private final Instant until;
  private final long after;
  private final CompletableFuture<@Nullable Void> answer = new CompletableFuture<>();

  EventWait(Instant until, long after) {
    this.until = until;
    this.after = after;
  }

  @Override
  public Instant until() {
    return until;
  }

  @Override
  public boolean happened(List<FeedEvent> events) {
    return !events.isEmpty() && events.get(events.size() - 1).feed() > after;
  }

  @Override
  public void answer() {
    answer.complete(null);
  }

  /** Completes when it is time to read the feed. */
  CompletionStage<@Nullable Void> stage() {
    return answer;
  }
}
