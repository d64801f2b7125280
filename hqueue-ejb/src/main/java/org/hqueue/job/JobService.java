package org.hqueue.job;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hqueue.config.Settings;
import org.hqueue.job.SubmissionKeyStore.Stored;
import org.hqueue.requirement.RequirementStore;

/** What is asked of jobs from outside. A call is one transaction, whatever it touches. */
@Stateless
public class JobService {

  @Inject JobStore jobs;
  @Inject JobInsertStore inserts;
  @Inject JobReadStore reads;
  @Inject RequirementStore requirements;
  @Inject ResourceNames resourceNames;
  @Inject JobRequirements jobRequirements;
  @Inject LabelStore labels;
  @Inject FailureStore failures;
  @Inject Settings settings;
  @Inject SubmissionKeyStore keys;
  @Inject Clock clock;

  /**
   * Stores all of it or nothing. A call whose first specification bears a submission key that was
   * stored within the last 7 days gets the ids of that time and stores nothing.
   *
   * @param parentIds existing jobs that wait for each of the specifications
   * @param childIds existing jobs that each of them waits for
   * @return ids of the specifications in their order, then of nested children, breadth first
   * @throws BadSpecException when any of it cannot be accepted
   */
  public List<Integer> submit(
      List<JobSpec> specs, List<Integer> parentIds, List<Integer> childIds) {
    return submit(List.of(SubmissionGraph.of(specs, parentIds, childIds))).get(0);
  }

  /**
   * Stores some calls, all of them or none.
   *
   * @param calls of which each one {@linkplain SubmissionGraph#standsAlone() stands alone}, if
   *     there are several
   * @return the ids of each
   * @throws BadSpecException when any of it cannot be accepted
   */
  public List<List<Integer>> submit(List<SubmissionGraph> calls) {
    SubmissionGraph graph = SubmissionGraph.joined(calls);
    Map<String, String> resources = graph.resourcePaths();
    resourceNames.ensureIds(resources.size());
    int firstId = jobs.reserve(graph.nodes().size());
    requirements.ensureIds(graph.mostDemands());
    jobRequirements.ensureIds();
    labels.ensureIds(graph.mostLabelSets());
    Instant now = clock.instant();
    String key = calls.size() == 1 ? graph.submissionKey() : "";
    Optional<Stored> earlier = key.isEmpty() ? Optional.empty() : keys.find(key);
    if (earlier.isPresent()) {
      if (earlier.get().at().isAfter(now.minus(SubmissionKeyService.KEPT))) {
        return List.of(earlier.get().ids());
      }
      keys.delete(key);
    }
    if (!key.isEmpty()) {
      keys.insert(key, new Stored(firstId, graph.nodes().size(), now));
    }
    resourceNames.check(resources);
    List<Integer> ids =
        new Submission(
                jobs,
                inserts,
                labels,
                requirements,
                jobRequirements,
                failures,
                new ShareNames(settings),
                graph,
                firstId,
                now)
            .store();
    List<List<Integer>> idsOfCalls = new ArrayList<>();
    int from = 0;
    for (SubmissionGraph call : calls) {
      idsOfCalls.add(ids.subList(from, from + call.nodes().size()));
      from += call.nodes().size();
    }
    return idsOfCalls;
  }

  /** Some jobs in the order asked, with the parts asked for; unknown ids are left out. */
  public List<JobView> views(List<Integer> jobIds, Set<JobPart> parts) {
    return reads.views(jobIds, parts);
  }

  /** The jobs that have one of the statuses, ascending. */
  public List<Integer> idsByStatus(Set<JobStatus> statuses) {
    return reads.idsByStatus(statuses);
  }
}
