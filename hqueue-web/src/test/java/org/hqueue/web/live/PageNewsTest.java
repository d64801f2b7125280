package org.hqueue.web.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hqueue.event.EventKind;
import org.hqueue.event.FeedEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PageNewsTest {

  private static final long START = 1_000_000_000_000L;

  private final PageNews news = new PageNews();

  @Test
  void pageThatHasSeenAllIsToldNothing() {
    news.subscribe(new Subscription(Set.of(5), true, false, 10), 10);
    assertEquals(Optional.empty(), news.take(START));
  }

  @Test
  void pageThatMissedSomethingIsToldAtOnce() {
    news.subscribe(new Subscription(Set.of(5), false, false, 9), 10);
    assertEquals(Optional.of("{\"feed\":10,\"jobs\":[5],\"list\":true}"), news.take(START));
  }

  @Test
  void manyChangesBecomeOneMessageWithEachJobOnce() {
    news.subscribe(new Subscription(Set.of(5, 6, 7), false, false, 10), 10);
    news.happened(List.of(event(11, 6), event(12, 5), event(13, 6), event(14, 99)));
    assertEquals(Optional.of("{\"feed\":14,\"jobs\":[5,6]}"), news.take(START));
    assertEquals(Optional.empty(), news.take(START + PageNews.PAUSE_NANOS));
  }

  @Test
  void changesSoonAfterAMessageWaitAndAreNotLost() {
    news.subscribe(new Subscription(Set.of(5), false, false, 10), 10);
    news.happened(List.of(event(11, 5)));
    assertEquals(Optional.of("{\"feed\":11,\"jobs\":[5]}"), news.take(START));
    news.happened(List.of(event(12, 5)));
    assertEquals(Optional.empty(), news.take(START + PageNews.PAUSE_NANOS - 1));
    assertEquals(
        Optional.of("{\"feed\":12,\"jobs\":[5]}"), news.take(START + PageNews.PAUSE_NANOS));
  }

  @Test
  void listIsToldOfAnyJobButNotOfOtherThings() {
    news.subscribe(new Subscription(Set.of(), true, false, 10), 10);
    news.happened(List.of(event(11, null)));
    assertEquals(Optional.empty(), news.take(START));
    news.happened(List.of(event(12, 99)));
    assertEquals(Optional.of("{\"feed\":12,\"list\":true}"), news.take(START));
  }

  @Test
  void farmIsToldOfOtherThingsButNotOfJobs() {
    news.subscribe(new Subscription(Set.of(), false, true, 10), 10);
    news.happened(List.of(event(11, 99)));
    assertEquals(Optional.empty(), news.take(START));
    news.happened(List.of(event(12, null)));
    assertEquals(Optional.of("{\"feed\":12,\"list\":true}"), news.take(START));
  }

  @Test
  void outputIsToldOnlyOfAJobThatIsShown() {
    news.subscribe(new Subscription(Set.of(5), false, false, 10), 10);
    news.outputGrew(6);
    assertEquals(Optional.empty(), news.take(START));
    news.outputGrew(5);
    news.outputGrew(5);
    assertEquals(Optional.of("{\"feed\":10,\"output\":5}"), news.take(START));
  }

  @Test
  void pageThatHasSaidNothingIsToldNothing() {
    news.happened(List.of(event(11, 5)));
    news.outputGrew(5);
    assertEquals(Optional.empty(), news.take(START));
  }

  private static FeedEvent event(long feed, @Nullable Integer jobId) {
    return new FeedEvent(feed, Instant.EPOCH, EventKind.STATUS, jobId, null, "running", "");
  }
}
