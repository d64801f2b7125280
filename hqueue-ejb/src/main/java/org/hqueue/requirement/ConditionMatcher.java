package org.hqueue.requirement;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says whether a client meets conditions (jobs.md section 2). Host names are compared without case,
 * and one without a dot also means the first label of a longer one, and the reverse; group names
 * exactly. One lives as long as a placement or an answer, since it keeps what it has read. For many
 * threads.
 */
public final class ConditionMatcher {

  /** In values about these, blanks and semicolons separate items too. */
  private static final Set<String> SPREAD = Set.of(Condition.HOSTNAME, Condition.LABEL);

  private final Set<String> knownNames;

  /** What lists consist of, taken apart once for all clients. */
  private final Map<Condition, List<String>> itemsOf = new ConcurrentHashMap<>();

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
    String value = condition.value().strip();
    return switch (condition.op()) {
      case EQUAL -> is(condition.name(), value, client);
      case NOT_EQUAL -> !is(condition.name(), value, client);
      case IN -> isOneOf(condition, client);
      case NOT_IN -> !isOneOf(condition, client);
      case AT_LEAST -> compare(condition.name(), value, client) >= 0;
      case AT_MOST -> compare(condition.name(), value, client) <= 0;
    };
  }

  private boolean isOneOf(Condition condition, ClientTraits client) {
    for (String item : itemsOf.computeIfAbsent(condition, this::items)) {
      if (is(condition.name(), item, client)) {
        return true;
      }
    }
    return false;
  }

  private static boolean is(String name, String value, ClientTraits client) {
    Machine machine = client.machine();
    return switch (name) {
      case Condition.HOSTNAME -> isHost(value, client.hostname());
      case Condition.LABEL -> isLabel(value, client);
      case Condition.GROUP -> client.groups().contains(value);
      case "os" -> machine.operatingSystem().equals(value.equals("macos") ? "macosx" : value);
      case "arch" -> machine.architecture().equals(value);
      case "gpuModel" ->
          machine.gpus().stream().anyMatch(card -> card.model().equalsIgnoreCase(value));
      case "cpus", "memory", "gpus", "gpuMemory" -> compare(name, value, client) == 0;
      default -> value.equals(attribute(name, client));
    };
  }

  /** An attribute that a client does not have is "". */
  private static String attribute(String name, ClientTraits client) {
    return client
        .machine()
        .attributes()
        .getOrDefault(name.substring(Condition.ATTRIBUTE.length()), "");
  }

  /**
   * How a number of the client compares with a value; NaN, which is neither less nor more, when
   * either is none.
   */
  private static double compare(String name, String value, ClientTraits client) {
    Machine machine = client.machine();
    double own =
        switch (name) {
          case "cpus" -> machine.cpus();
          case "memory" -> machine.memoryMebibytes();
          case "gpus" -> machine.gpus().size();
          case "gpuMemory" -> machine.largestCardMebibytes();
          default -> number(attribute(name, client));
        };
    return own - number(value);
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
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
    if (value.equalsIgnoreCase(hostname)) {
      return true;
    }
    if (value.isEmpty() || (value.indexOf('.') < 0) == (hostname.indexOf('.') < 0)) {
      return false;
    }
    return firstLabel(value).equalsIgnoreCase(firstLabel(hostname));
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
    String separators = SPREAD.contains(condition.name()) ? "[,;\\s]" : ",";
    List<String> items = new ArrayList<>();
    for (String item : whole.split(separators, -1)) {
      if (!item.isBlank()) {
        items.add(item.strip());
      }
    }
    return items;
  }
}
