package org.hqueue.web.follow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.hqueue.event.EventFeed;
import org.hqueue.event.EventKind;
import org.hqueue.event.FeedEvent;
import org.junit.jupiter.api.Test;

/** Does by hand what the container does for the fields; there is none here. */
@SuppressWarnings("UnnecessaryAssignment")
class WaitingCallsTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private final List<String> scheduled = new ArrayList<>();
  private final WaitingCalls calls = calls();

  @Test
  void aThousandCallsNeedOneRound() {
    List<EventWait> waits = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      EventWait wait = new EventWait(calls.end(60), i);
      waits.add(wait);
      assertTrue(calls.add(wait));
    }
    assertEquals(List.of("scheduleAtFixedRate"), scheduled);
    assertEquals(1000, calls.size());
    assertEquals(500, waits.stream().filter(wait -> wait.happened(List.of(event(500)))).count());
  }

  @Test
  void aCallIsAnsweredWhenItsTimeIsOver() {
    EventWait early = new EventWait(calls.end(10), 0);
    EventWait late = new EventWait(calls.end(20), 0);
    calls.add(early);
    calls.add(late);
    calls.clock = fixed(START.plusSeconds(10));
    calls.round();
    assertTrue(isAnswered(early));
    assertFalse(isAnswered(late));
    assertEquals(1, calls.size());
  }

  @Test
  void aWaitIsNeverLongerThanAMinute() {
    assertEquals(START.plus(Duration.ofMinutes(1)), calls.end(100_000));
    assertEquals(START, calls.end(-1));
  }

  @Test
  void thereIsALimit() {
    for (int i = 0; i < WaitingCalls.MOST; i++) {
      assertTrue(calls.add(new EventWait(START, 0)));
    }
    assertFalse(calls.add(new EventWait(START, 0)));
  }

  private static boolean isAnswered(EventWait wait) {
    return wait.stage().toCompletableFuture().isDone();
  }

  private static FeedEvent event(long feed) {
    return new FeedEvent(feed, START, EventKind.REMARK, 1, null, "", "");
  }

  private static Clock fixed(Instant now) {
    return Clock.fixed(now, ZoneOffset.UTC);
  }

  private WaitingCalls calls() {
    WaitingCalls made = new WaitingCalls();
    made.clock = fixed(START);
    made.feed = new EventFeed();
    made.scheduler =
        (ManagedScheduledExecutorService)
            Proxy.newProxyInstance(
                WaitingCallsTest.class.getClassLoader(),
                new Class<?>[] {ManagedScheduledExecutorService.class},
                (proxy, method, arguments) -> {
                  scheduled.add(method.getName());
                  return null;
                });
    return made;
  }
}
