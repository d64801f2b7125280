package org.hqueue.client;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator changes of a client. Each part is a change only when it is among the named
 * ones.
 *
 * @param named the parts that change
 * @param description for people; null = what its agent's settings say
 * @param cpus the most to use, from 0; null = all that its agent offers
 * @param attributes said of it, over those of its agent's settings
 * @param disabled it gets no new jobs
 */
public record ClientEdit(
    Set<Part> named,
    @Nullable String description,
    @Nullable Integer cpus,
    Map<String, String> attributes,
    boolean disabled) {

  /** What can be changed. */
  public enum Part {
    /** The description. */
    DESCRIPTION,
    /** The limit of CPUs. */
    CPUS,
    /** The attributes. */
    ATTRIBUTES,
    /** Whether it gets new jobs. */
    DISABLED
  }

  void applyTo(Client client, Instant now) {
    if (named.contains(Part.DESCRIPTION)) {
      client.describe(description);
    }
    if (named.contains(Part.CPUS)) {
      client.limitCpus(cpus);
    }
    if (named.contains(Part.ATTRIBUTES)) {
      client.attribute(attributes);
    }
    if (named.contains(Part.DISABLED)) {
      if (disabled) {
        client.disable(new Disabling("", "", now));
      } else {
        client.enable();
      }
    }
  }
}
