package org.hqueue.schedule;

import java.util.HashSet;
import java.util.Set;
import org.hqueue.requirement.Demand;

/**
 * What room a client has left while a placement fills it: CPUs, and what the {@code single} tags
 * allow beside each other (jobs.md section 3). For one thread.
 */
final class ClientRoom {

  private final OfferableClient client;
  private final Set<String> singleTags;
  private int cpusFree;
  private int assignments;

  ClientRoom(OfferableClient client) {
    this.client = client;
    this.singleTags = new HashSet<>(client.singleTags());
    this.cpusFree = client.cpus() - client.cpusInUse();
    this.assignments = client.assignments();
  }

  OfferableClient client() {
    return client;
  }

  /** CPUs that are left. */
  int cpusFree() {
    return cpusFree;
  }

  /** Whether a job with that demand has room now; conditions are not looked at. */
  boolean has(Demand demand) {
    if (demand.cpus() > cpusFree || singleTags.contains(Placement.ALONE)) {
      return false;
    }
    for (String tag : demand.singleTags()) {
      boolean taken = tag.equals(Placement.ALONE) ? assignments > 0 : singleTags.contains(tag);
      if (taken) {
        return false;
      }
    }
    return true;
  }

  /** A job with that demand has been put here. */
  void take(Demand demand) {
    cpusFree -= demand.cpus();
    assignments++;
    singleTags.addAll(demand.singleTags());
  }
}
