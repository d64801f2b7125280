package org.hqueue.requirement;

import java.util.Set;

/**
 * What conditions look at on a client.
 *
 * @param hostname of its machine
 * @param name "" or its own name on the machine
 * @param groups names of the groups it is in
 */
public record ClientTraits(String hostname, String name, Set<String> groups) {

  /** {@code hostname}, or {@code hostname:name} for a named client. */
  public String label() {
    return name.isEmpty() ? hostname : hostname + ":" + name;
  }
}
