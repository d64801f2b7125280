package org.hqueue.schedule;

import java.util.List;
import org.hqueue.requirement.ClientTraits;

/**
 * A client that may get jobs, as a placement sees it.
 *
 * @param id the client
 * @param traits what conditions look at, and what the machine has
 * @param cpusInUse CPUs held by assignments
 * @param onTrial it has failed too often and gets one job to try
 * @param held what is on it
 */
record OfferableClient(
    int id, ClientTraits traits, int cpusInUse, boolean onTrial, List<Held> held) {

  /**
   * What an assignment holds besides CPUs.
   *
   * @param singleTags its {@code single...} tags
   * @param memory MiB
   * @param gpus indices of cards
   */
  record Held(List<String> singleTags, int memory, List<Integer> gpus) {}

  /** The same with what is on it. */
  OfferableClient holding(List<Held> all) {
    return new OfferableClient(id, traits, cpusInUse, onTrial, all);
  }
}
