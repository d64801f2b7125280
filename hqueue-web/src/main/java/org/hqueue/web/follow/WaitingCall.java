package org.hqueue.web.follow;

import java.time.Instant;
import java.util.List;
import org.hqueue.event.FeedEvent;

/** Somebody who waits. Called by several threads at once. */
interface WaitingCall {

  /** When it is answered at the latest. */
  Instant until();

  /** Takes in what has happened; whether it need not wait any more. Must not block. */
  boolean happened(List<FeedEvent> events);

  /** Answers, with whatever is known by now. More than once is as once. Must not block. */
  void answer();
}
