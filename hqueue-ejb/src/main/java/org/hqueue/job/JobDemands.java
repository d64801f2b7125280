package org.hqueue.job;

import java.util.List;
import org.hqueue.requirement.Condition;
import org.hqueue.requirement.Demand;

/** What jobs demand of clients: the one place that turns specifications into demands. */
final class JobDemands {

  private JobDemands() {}

  /**
   * What a specification demands.
   *
   * @param inherited the root's conditions, which hold where it has none of its own
   */
  static Demand of(JobSpec spec, List<Condition> inherited) {
    JobNeeds needs = spec.needs();
    return new Demand(
        new Demand.Room(needs.cpus(), needs.memory(), needs.gpus()),
        new Demand.Hosts(needs.minHosts(), needs.maxHosts()),
        inherits(spec) ? inherited : needs.conditions(),
        needs.tags().stream().filter(tag -> tag.startsWith("single")).sorted().toList(),
        needs.resources(),
        List.of(),
        "",
        List.of());
  }

  /** Whether a job with this specification takes its root's conditions. */
  static boolean inherits(JobSpec spec) {
    return spec.needs().conditions().isEmpty();
  }
}
