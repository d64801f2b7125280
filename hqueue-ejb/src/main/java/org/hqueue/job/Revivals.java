package org.hqueue.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hqueue.assignment.Assignment;
import org.hqueue.assignment.AssignmentStore;
import org.hqueue.assignment.Pausing;
import org.hqueue.requirement.Demand;
import org.hqueue.requirement.RequirementStore;
import org.jspecify.annotations.Nullable;

/**
 * Jobs that were put back since their client stayed silent, and which it turns out to run still
 * (jobs.md section 7): one that was not started elsewhere returns to it. Not so a job that held
 * more than room on its client: resources, a place under a limit of running jobs and other hosts
 * may be given to others meanwhile. In the surrounding transaction.
 */
@ApplicationScoped
public class Revivals {

  @Inject JobStore jobs;
  @Inject JobTryStore tries;
  @Inject JobRequirementStore jobRequirements;
  @Inject RequirementStore requirements;
  @Inject AssignmentStore assignments;

  private final JobLifecycle lifecycle = new JobLifecycle();

  /**
   * Clients that were silent until now have told that they run some assignments which are not open.
   * What is not taken back is to be stopped.
   */
  public void takeBack(Collection<Integer> assignmentIds, Instant now) {
    Map<Integer, Assignment> byJob = new TreeMap<>();
    for (Assignment one : assignments.givenUp(assignmentIds)) {
      byJob.put(one.jobId(), one);
    }
    jobs.lockRelations(byJob.keySet());
    Map<Integer, Integer> needed = jobRequirements.requirements(byJob.keySet());
    Map<Integer, Demand> demands = requirements.demands(needed.values());
    List<StatusChange> moves = new ArrayList<>();
    for (JobState job : jobs.states(byJob.keySet())) {
      Assignment old = byJob.get(job.id());
      boolean isLast = job.assignmentId() != null && job.assignmentId() == old.id();
      Optional<StatusChange> move =
          isLast && heldOneClient(demands.get(needed.get(job.id())))
              ? lifecycle.takenBack(job)
              : Optional.empty();
      Pausing pausing = job.pauseWished() ? Pausing.PAUSE : Pausing.RUN;
      if (move.isPresent() && assignments.takeBack(old, pausing)) {
        moves.add(move.get());
      }
    }
    new StatusRipple(jobs, lifecycle).settle(moves, now);
    tries.forgetEnd(moves.stream().map(StatusChange::jobId).toList());
  }

  private static boolean heldOneClient(@Nullable Demand demand) {
    return demand != null
        && demand.resources().isEmpty()
        && demand.limits().isEmpty()
        && demand.hosts().max() == 1;
  }
}
