package org.hqueue.job;

import java.util.List;
import org.hqueue.requirement.Condition;
import org.hqueue.requirement.Demand;

/** Makes a demand of what a job needs. The only place where that is done. */
final class JobDemands {

  private JobDemands() {}

  /**
   * What a job demands.
   *
   * @param conditions the job's own, or its root's
   */
  static Demand of(JobSpec spec, List<Condition> conditions) {
    JobNeeds needs = spec.needs();
    return new Demand(
        new Demand.Room(needs.cpus(), needs.memory(), needs.gpus()),
        new Demand.Hosts(needs.minHosts(), needs.maxHosts()),
        conditions,
        needs.tags().stream().filter(tag -> tag.startsWith("single")).sorted().toList(),
        needs.resources(),
        List.of(),
        "",
        List.of(),
        List.of());
  }
}
