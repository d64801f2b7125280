package org.hqueue.schedule;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hqueue.job.JobChanges;
import org.hqueue.job.JobEditService;
import org.hqueue.job.JobSpecService;
import org.hqueue.requirement.Condition;
import org.hqueue.requirement.ConditionMatcher;

/** Which clients the conditions of a job let in, online or not. */
@Stateless
public class PermittedClientsService {

  @Inject OfferableClientStore offerable;
  @Inject WaitingStore clients;
  @Inject JobSpecService specs;
  @Inject JobEditService edits;
  @Inject Clock clock;

  /** Labels of the registered clients that a job's conditions admit now; none for no such job. */
  public List<String> labels(int jobId) {
    Optional<List<Condition>> conditions = specs.conditions(jobId);
    if (conditions.isEmpty()) {
      return List.of();
    }
    ConditionMatcher matcher = new ConditionMatcher(offerable.knownNames());
    List<String> labels = new ArrayList<>();
    Instant now = clock.instant();
    for (RegisteredClient client : clients.registered(now, now)) {
      if (matcher.admits(conditions.get(), client.client().traits())) {
        labels.add(client.label());
      }
    }
    return labels;
  }

  /**
   * Replaces a job's conditions by a list of clients; an empty one admits nobody.
   *
   * @param labels {@code host} for any client there, {@code host:name} for that one, {@code host:}
   *     for the unnamed one
   * @return whether there is such a job
   */
  public boolean save(int jobId, List<String> labels) {
    Map<String, String> condition =
        Map.of(
            "type",
            "client",
            "name",
            Condition.LABEL,
            "op",
            "in",
            "value",
            String.join(",", labels));
    JobChanges changes = JobChanges.read(Map.of("conditions", List.of(condition)));
    return edits.edit(List.of(jobId), changes, JobEditService.Scope.JOB) > 0;
  }
}
