package org.hqueue.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
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
 * (jobs.md section 7): one that was not started elsewhere returns to it, a job of several clients
 * to all that it held. In the surrounding transaction.
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
   * @param assignment its master's, that was given up
   * @param companions what it held of other clients, empty for a job of one
   * @param demand of the job
   * @param pausing what is wanted of its process
   * @param move of the job's status
   */
  public record Candidate(
      Assignment assignment,
      List<Assignment> companions,
      Demand demand,
      Pausing pausing,
      StatusChange move) {

    /** All that it held: the master's first. */
    public List<Assignment> assignments() {
      List<Assignment> all = new ArrayList<>(List.of(assignment));
      all.addAll(companions);
      return all;
    }
  }

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
    Map<Integer, List<Assignment>> companions = companions(byJob, needed, demands);
    List<Candidate> candidates = new ArrayList<>();
    for (JobState job : jobs.states(byJob.keySet())) {
      Assignment old = byJob.get(job.id());
      Demand demand = demands.get(needed.get(job.id()));
      boolean isLast = job.assignmentId() != null && job.assignmentId() == old.id();
      if (isLast && demand != null) {
        Optional<StatusChange> move = lifecycle.takenBack(job);
        Pausing pausing = job.pauseWished() ? Pausing.PAUSE : Pausing.RUN;
        List<Assignment> others = companions.getOrDefault(old.id(), List.of());
        move.ifPresent(found -> candidates.add(new Candidate(old, others, demand, pausing, found)));
      }
    }
    return candidates;
  }

  /** What jobs of several clients held beside their master's, by master. */
  private Map<Integer, List<Assignment>> companions(
      Map<Integer, Assignment> byJob, Map<Integer, Integer> needed, Map<Integer, Demand> demands) {
    List<Integer> masters = new ArrayList<>();
    byJob.forEach(
        (jobId, assignment) -> {
          Demand demand = demands.get(needed.get(jobId));
          if (demand != null && demand.hosts().max() > 1) {
            masters.add(assignment.id());
          }
        });
    Map<Integer, List<Assignment>> companions = new HashMap<>();
    for (Assignment one : assignments.companionsGivenUp(masters)) {
      companions.computeIfAbsent(one.masterId(), id -> new ArrayList<>()).add(one);
    }
    return companions;
  }

  /** Takes back those whose clients have the CPUs for them; which these are. */
  public List<Candidate> takeBack(List<Candidate> candidates, Instant now) {
    List<Candidate> taken =
        candidates.stream()
            .filter(one -> assignments.takeBack(one.assignments(), one.pausing()))
            .toList();
    new StatusRipple(jobs, lifecycle).settle(taken.stream().map(Candidate::move).toList(), now);
    tries.forgetEnd(taken.stream().map(one -> one.move().jobId()).toList());
    return taken;
  }
}
