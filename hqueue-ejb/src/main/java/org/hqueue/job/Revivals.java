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

/**
 * Jobs that were put back since their client stayed silent, and which it turns out to run still
 * (jobs.md section 7): one that was not started elsewhere returns to it. Not so a job of several
 * clients: the others may run something else meanwhile. In the surrounding transaction.
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
   * A job that may return.
   *
   * @param assignment that was given up
   * @param demand of the job, for one client
   * @param pausing what is wanted of its process
   * @param move of the job's status
   */
  public record Candidate(
      Assignment assignment, Demand demand, Pausing pausing, StatusChange move) {}

  /**
   * Who may return, of assignments that are not open although clients have told that they run them;
   * the others are to be stopped.
   */
  public List<Candidate> candidates(Collection<Integer> assignmentIds) {
    Map<Integer, Assignment> byJob = new TreeMap<>();
    for (Assignment one : assignments.givenUp(assignmentIds)) {
      byJob.put(one.jobId(), one);
    }
    jobs.lockRelations(byJob.keySet());
    Map<Integer, Integer> needed = jobRequirements.requirements(byJob.keySet());
    Map<Integer, Demand> demands = requirements.demands(needed.values());
    List<Candidate> candidates = new ArrayList<>();
    for (JobState job : jobs.states(byJob.keySet())) {
      Assignment old = byJob.get(job.id());
      Demand demand = demands.get(needed.get(job.id()));
      boolean isLast = job.assignmentId() != null && job.assignmentId() == old.id();
      if (isLast && demand != null && demand.hosts().max() == 1) {
        Optional<StatusChange> move = lifecycle.takenBack(job);
        Pausing pausing = job.pauseWished() ? Pausing.PAUSE : Pausing.RUN;
        move.ifPresent(found -> candidates.add(new Candidate(old, demand, pausing, found)));
      }
    }
    return candidates;
  }

  /** Takes back those whose client has the CPUs for them; which these are. */
  public List<Candidate> takeBack(List<Candidate> candidates, Instant now) {
    List<Candidate> taken =
        candidates.stream()
            .filter(one -> assignments.takeBack(one.assignment(), one.pausing()))
            .toList();
    new StatusRipple(jobs, lifecycle).settle(taken.stream().map(Candidate::move).toList(), now);
    tries.forgetEnd(taken.stream().map(one -> one.move().jobId()).toList());
    return taken;
  }
}
