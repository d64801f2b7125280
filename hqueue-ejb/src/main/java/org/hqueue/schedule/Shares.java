package org.hqueue.schedule;

import java.util.HashMap;
import java.util.Map;

/**
 * How much of the farm each share uses, and how much it should (jobs.md section 8). For one thread.
 */
final class Shares {

  /**
   * What an administrator says of a share.
   *
   * @param weight how much it counts, above 0
   * @param maxCpus CPUs that it uses at the most, {@link Integer#MAX_VALUE} = all
   */
  record Rule(double weight, int maxCpus) {

    /** A share that nobody has said anything of. */
    static final Rule USUAL = new Rule(1, Integer.MAX_VALUE);
  }

  /** The rule of every share that has none of its own. */
  static final String OTHERS = "*";

  private final boolean fair;
  private final Map<String, Rule> rules;
  private final Map<String, Integer> cpusInUse;

  /**
   * @param fair whether the share that uses the least goes first among equal priorities
   * @param rules by share, {@value #OTHERS} for the others
   * @param cpusInUse by share
   */
  Shares(boolean fair, Map<String, Rule> rules, Map<String, Integer> cpusInUse) {
    this.fair = fair;
    this.rules = rules;
    this.cpusInUse = new HashMap<>(cpusInUse);
  }

  /** Nobody is told apart. */
  static Shares none() {
    return new Shares(false, Map.of(), Map.of());
  }

  /** Reads {@code ann=2, bob=1/64, *=1/128}: weight, and CPUs at the most. */
  static Map<String, Rule> rules(String text) {
    Map<String, Rule> rules = new HashMap<>();
    for (String item : text.split(",", -1)) {
      int equals = item.lastIndexOf('=');
      if (equals > 0) {
        String[] numbers = item.substring(equals + 1).split("/", 2);
        rules.put(
            item.substring(0, equals).strip(),
            new Rule(
                Double.parseDouble(numbers[0].strip()),
                numbers.length < 2 ? Integer.MAX_VALUE : Integer.parseInt(numbers[1].strip())));
      }
    }
    return rules;
  }

  boolean isFair() {
    return fair;
  }

  private Rule rule(String share) {
    Rule own = rules.get(share);
    return own != null ? own : rules.getOrDefault(OTHERS, Rule.USUAL);
  }

  /** Whether a share may use so many CPUs more. */
  boolean allow(String share, int cpus) {
    return cpusInUse.getOrDefault(share, 0) + (long) cpus <= rule(share).maxCpus();
  }

  /** CPUs that a share may use at the most. */
  int most(String share) {
    return rule(share).maxCpus();
  }

  /** CPUs in use by weight: the share with the least goes first. */
  double load(String share) {
    return cpusInUse.getOrDefault(share, 0) / rule(share).weight();
  }

  /** A share uses so many CPUs more. */
  void take(String share, int cpus) {
    cpusInUse.merge(share, cpus, Integer::sum);
  }
}
