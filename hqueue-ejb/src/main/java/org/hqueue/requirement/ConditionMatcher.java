package org.hqueue.requirement;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Says whether a client meets conditions (jobs.md section 2). Host names are compared without case,
 * and one without a dot also means the first label of a longer one, and the reverse; group names
 * exactly. For many threads.
 */
public final class ConditionMatcher {

  private final Set<String> knownNames;

  /**
   * @param knownNames names of existing groups and clients: a list value that as a whole is one of
   *     them is that one item, whatever separators it has in it
   */
  public ConditionMatcher(Set<String> knownNames) {
    this.knownNames = knownNames;
  }

  /** Whether all conditions hold. */
  public boolean admits(List<Condition> conditions, ClientTraits client) {
    for (Condition condition : conditions) {
      if (!holds(condition, client)) {
        return false;
      }
    }
    return true;
  }

  /** Whether one condition holds. */
  public boolean holds(Condition condition, ClientTraits client) {
    return switch (condition.op()) {
      case EQUAL -> is(condition.name(), condition.value().strip(), client);
      case NOT_EQUAL -> !is(condition.name(), condition.value().strip(), client);
      case IN -> isOneOf(condition, client);
      case NOT_IN -> !isOneOf(condition, client);
    };
  }

  private boolean isOneOf(Condition condition, ClientTraits client) {
    for (String item : items(condition)) {
      if (is(condition.name(), item, client)) {
        return true;
      }
    }
    return false;
  }

  private static boolean is(Condition.Name name, String value, ClientTraits client) {
    return switch (name) {
      case HOSTNAME -> isHost(value, client.hostname());
      case LABEL -> isLabel(value, client);
      case GROUP -> client.groups().contains(value);
    };
  }

  /**
   * {@code host} means any client there, {@code host:name} that one, {@code host:} the unnamed one.
   */
  private static boolean isLabel(String value, ClientTraits client) {
    int colon = value.indexOf(':');
    if (colon < 0) {
      return isHost(value, client.hostname());
    }
    return isHost(value.substring(0, colon), client.hostname())
        && value.substring(colon + 1).equals(client.name());
  }

  private static boolean isHost(String value, String hostname) {
    String asked = value.toLowerCase(Locale.ROOT);
    String host = hostname.toLowerCase(Locale.ROOT);
    if (asked.equals(host)) {
      return true;
    }
    if (asked.isEmpty() || asked.contains(".") == host.contains(".")) {
      return false;
    }
    return firstLabel(asked).equals(firstLabel(host));
  }

  private static String firstLabel(String host) {
    int dot = host.indexOf('.');
    return dot < 0 ? host : host.substring(0, dot);
  }

  /** The items of a list value; commas separate, and for host names blanks and semicolons too. */
  List<String> items(Condition condition) {
    String whole = condition.value().strip();
    if (knownNames.contains(whole)) {
      return List.of(whole);
    }
    String separators = condition.name() == Condition.Name.GROUP ? "," : "[,;\\s]";
    List<String> items = new ArrayList<>();
    for (String item : whole.split(separators, -1)) {
      if (!item.isBlank()) {
        items.add(item.strip());
      }
    }
    return items;
  }
}
