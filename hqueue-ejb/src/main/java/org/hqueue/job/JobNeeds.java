package org.hqueue.job;

import java.util.List;
import java.util.Map;
import org.hqueue.requirement.Condition;

/**
 * What a job asks of clients and of the farm (jobs.md sections 1 to 4).
 *
 * @param cpus CPUs that it occupies on each of its clients, from 1
 * @param memory MiB that it occupies on each of its clients, 0 = not counted
 * @param gpus whole cards on each of its clients, from 0
 * @param minHosts clients that it needs at once, from 1
 * @param maxHosts clients that it takes at the most, from {@code minHosts}
 * @param resources units of the farm's counters, by name
 * @param tags how it shares a client
 * @param conditions which clients may run it; empty means the root job's
 */
public record JobNeeds(
    int cpus,
    int memory,
    int gpus,
    int minHosts,
    int maxHosts,
    Map<String, Integer> resources,
    List<String> tags,
    List<Condition> conditions) {

  /** One CPU of any client. */
  public static final JobNeeds LEAST = new JobNeeds(1, 0, 0, 1, 1, Map.of(), List.of(), List.of());
}
