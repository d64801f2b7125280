package org.hqueue.schedule;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hqueue.phrase.Phrase;
import org.hqueue.requirement.Demand;
import org.hqueue.resource.ResourceStore.Hold;
import org.jspecify.annotations.Nullable;

/**
 * What is left of the farm's counters while a placement takes from them: resources, per job or per
 * machine (jobs.md section 4), and the limits that jobs set for their running descendants. For one
 * thread.
 */
final class Counters {

  /** One counter. */
  static final class Counter {
    private final int id;
    private final String name;
    private final boolean perMachine;
    private final int maximum;
    private final Set<String> machines;
    private int inUse;

    /**
     * @param id the resource, or minus the id of the job that sets a limit
     * @param name for people
     * @param maximum -1 = unlimited
     * @param inUse units held, machines where it counts machines
     * @param machines those that hold a unit, in lower case
     */
    Counter(int id, String name, boolean perMachine, int maximum, int inUse, Set<String> machines) {
      this.id = id;
      this.name = name;
      this.perMachine = perMachine;
      this.maximum = maximum;
      this.inUse = inUse;
      this.machines = new HashSet<>(machines);
    }

    private int free() {
      return maximum < 0 ? Integer.MAX_VALUE : Math.max(0, maximum - inUse);
    }

    private int wanted(int units, Collection<String> hosts) {
      if (!perMachine) {
        return units;
      }
      return (int) hosts.stream().distinct().filter(host -> !machines.contains(host)).count();
    }

    private void take(int units, Collection<String> hosts) {
      inUse += wanted(units, hosts);
      if (perMachine) {
        machines.addAll(hosts);
      }
    }
  }

  private final Map<String, Counter> resources = new HashMap<>();
  private final Map<Integer, Counter> limits = new HashMap<>();

  /** Adds a resource. */
  void addResource(Counter counter) {
    resources.put(counter.name, counter);
  }

  /** Adds the limit that a job sets for what runs below it. */
  void addLimit(int jobId, int maximum, int running) {
    limits.put(
        jobId, new Counter(-jobId, "limit of job " + jobId, false, maximum, running, Set.of()));
  }

  /** Whether a demand can be met on some hosts together. */
  boolean have(Demand demand, Collection<String> hosts) {
    return lacking(demand, hosts) == null;
  }

  /**
   * Whether some host could meet the demand: asked once for each demand, so that what waits for a
   * licence costs one step.
   */
  boolean mayHave(Demand demand) {
    for (Map.Entry<String, Integer> needed : demand.resources().entrySet()) {
      Counter counter = resources.get(needed.getKey());
      boolean held = counter != null && counter.perMachine && !counter.machines.isEmpty();
      if (counter == null
          || (!held && counter.free() < (counter.perMachine ? 1 : needed.getValue()))) {
        return false;
      }
    }
    for (Integer jobId : demand.limits()) {
      Counter limit = limits.get(jobId);
      if (limit != null && limit.free() < 1) {
        return false;
      }
    }
    return true;
  }

  /** How many jobs of a demand the counters allow at the most. */
  int mostJobs(Demand demand) {
    int most = Integer.MAX_VALUE;
    for (Map.Entry<String, Integer> needed : demand.resources().entrySet()) {
      Counter counter = resources.get(needed.getKey());
      if (counter == null) {
        return 0;
      }
      if (!counter.perMachine) {
        most = Math.min(most, counter.free() / needed.getValue());
      }
    }
    for (Integer jobId : demand.limits()) {
      Counter limit = limits.get(jobId);
      most = limit == null ? most : Math.min(most, limit.free());
    }
    return most;
  }

  /** In words what is lacking for a demand on some hosts; null when nothing is. */
  @Nullable String lacking(Demand demand, Collection<String> hosts) {
    for (Map.Entry<String, Integer> needed : demand.resources().entrySet()) {
      Counter counter = resources.get(needed.getKey());
      if (counter == null) {
        return Phrase.NO_RESOURCE.with(needed.getKey());
      }
      if (counter.wanted(needed.getValue(), hosts) > counter.free()) {
        return Phrase.RESOURCE_SHORT.with(
            counter.free(),
            counter.maximum,
            counter.name,
            counter.wanted(needed.getValue(), hosts));
      }
    }
    for (Integer jobId : demand.limits()) {
      Counter limit = limits.get(jobId);
      if (limit != null && limit.free() < 1) {
        return Phrase.LIMIT_REACHED.with(jobId, limit.maximum);
      }
    }
    return null;
  }

  /** Whether a host holds everything already that a demand needs per machine. */
  boolean isServed(Demand demand, String host) {
    for (String name : demand.resources().keySet()) {
      Counter counter = resources.get(name);
      if (counter != null && counter.perMachine && !counter.machines.contains(host)) {
        return false;
      }
    }
    return true;
  }

  /** Takes what a demand needs on some hosts together. */
  void take(Demand demand, Collection<String> hosts) {
    demand.resources().forEach((name, units) -> resources.get(name).take(units, hosts));
    for (Integer jobId : demand.limits()) {
      Counter limit = limits.get(jobId);
      if (limit != null) {
        limit.take(1, hosts);
      }
    }
  }

  /**
   * What an assignment writes down of a demand.
   *
   * @param master whether it is the one that holds what is counted once for the job
   */
  List<Hold> holds(Demand demand, int assignmentId, String host, boolean master) {
    List<Hold> holds = new ArrayList<>();
    demand
        .resources()
        .forEach(
            (name, units) -> {
              Counter counter = resources.get(name);
              if (counter.perMachine || master) {
                holds.add(new Hold(assignmentId, counter.id, units, host));
              }
            });
    if (master) {
      for (Integer jobId : demand.limits()) {
        holds.add(new Hold(assignmentId, -jobId, 1, host));
      }
    }
    return holds;
  }
}
