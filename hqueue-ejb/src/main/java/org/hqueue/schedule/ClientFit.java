package org.hqueue.schedule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.hqueue.requirement.ConditionMatcher;
import org.hqueue.requirement.Demand;
import org.hqueue.requirement.Demand.Avoided;

/** Says which clients a demand may use, whatever room they have. For one thread. */
final class ClientFit {

  private final ConditionMatcher matcher;
  private final Instant now;

  ClientFit(ConditionMatcher matcher, Instant now) {
    this.matcher = matcher;
    this.now = now;
  }

  /** Whether the conditions hold. */
  boolean admits(Demand demand, ClientRoom room) {
    return matcher.admits(demand.conditions(), room.client().traits());
  }

  /**
   * Leaves out clients that had better not be used, as long as another one that fits is online:
   * never a reason to wait for ever.
   *
   * @param everyone all clients, asked only if need be
   */
  List<ClientRoom> withoutAvoided(
      Demand demand, List<ClientRoom> fits, Supplier<Collection<ClientRoom>> everyone) {
    List<ClientRoom> others = new ArrayList<>();
    for (ClientRoom room : fits) {
      if (!avoids(demand, room)) {
        others.add(room);
      }
    }
    if (others.size() == fits.size() || !others.isEmpty()) {
      return others;
    }
    for (ClientRoom room : everyone.get()) {
      if (!avoids(demand, room) && admits(demand, room) && room.wouldHave(demand)) {
        return others;
      }
    }
    return fits;
  }

  /** Whether a demand had better not use a client now. */
  boolean avoids(Demand demand, ClientRoom room) {
    for (Avoided avoided : demand.avoided()) {
      Instant until = avoided.until();
      if (avoided.clientId() == room.id() && (until == null || until.isAfter(now))) {
        return true;
      }
    }
    return false;
  }
}
