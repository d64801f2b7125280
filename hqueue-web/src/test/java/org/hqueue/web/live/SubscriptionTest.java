package org.hqueue.web.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubscriptionTest {

  @Test
  void jobsListAndFeedAreRead() {
    assertEquals(
        Optional.of(new Subscription(Set.of(5, 7), true, true, 12)),
        Subscription.parse("{\"jobs\": [5, 7, 5], \"list\": true, \"farm\": true, \"feed\": 12}"));
  }

  @Test
  void allMayBeLeftOut() {
    assertEquals(
        Optional.of(new Subscription(Set.of(), false, false, -1)), Subscription.parse("{}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "x",
        "[]",
        "{\"jobs\": 5}",
        "{\"jobs\": [\"5\"]}",
        "{\"jobs\": [99999999999]}",
        "{\"feed\": 1.5}",
        "{\"feed\": \"1\"}"
      })
  void whatCannotBeReadIsPassedOver(String message) {
    assertEquals(Optional.empty(), Subscription.parse(message));
  }

  @Test
  void noPageMayFollowJobsWithoutEnd() {
    String ids = String.join(",", Collections.nCopies(Subscription.MOST_JOBS + 1, "1"));
    assertEquals(Optional.empty(), Subscription.parse("{\"jobs\": [" + ids + "]}"));
  }
}
