package org.hqueue.requirement;

import java.util.Set;

/**
 * What conditions look at on a client.
 *
 * @param hostname of its machine
 * @param name "" or its own name on the machine
 * @param groups names of the groups it is in
 * @param machine what the machine has
 */
public record ClientTraits(String hostname, String name, Set<String> groups, Machine machine) {

  /** {@code hostname}, or {@code hostname:name} for a named client. */
  public String label() {
    return labelOf(hostname, name);
  }

  /** {@code hostname}, or {@code hostname:name} for a named client. */
  public static String labelOf(String hostname, String name) {
    return name.isEmpty() ? hostname : hostname + ":" + name;
  }
}
