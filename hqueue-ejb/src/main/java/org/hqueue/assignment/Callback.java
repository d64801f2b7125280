package org.hqueue.assignment;

import java.util.Collection;
import java.util.stream.Collectors;

/**
 * A command that an assignment holds its client for after its own has ended.
 *
 * @param name what it is for, such as {@code onSuccess}
 * @param command text for the job's shell
 */
public record Callback(String name, String command) {

  /** The names of some callbacks, for people. */
  public static String names(Collection<Callback> callbacks) {
    return callbacks.stream().map(Callback::name).collect(Collectors.joining(", "));
  }
}
