package org.hqueue.job;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hqueue.assignment.Assignment;
import org.hqueue.assignment.AssignmentStore;
import org.hqueue.event.EventKind;
import org.hqueue.event.EventStore;
import org.hqueue.event.NewEvent;
import org.hqueue.job.JobState.Children;
import org.hqueue.requirement.RequirementStore;

/** What is asked of jobs from outside. A call is one transaction, whatever it touches. */
@Stateless
public class JobService {

  @Inject JobStore jobs;
  @Inject JobInsertStore inserts;
  @Inject JobReadStore reads;
  @Inject RequirementStore requirements;
  @Inject AssignmentStore assignments;
  @Inject EventStore events;
  @Inject Clock clock;

  private final JobLifecycle lifecycle = new JobLifecycle();

  /**
   * Stores all of it or nothing.
   *
   * @param parentIds existing jobs that wait for each of the specifications
   * @param childIds existing jobs that each of them waits for
   * @return ids of the specifications in their order, then of nested children, breadth first
   * @throws BadSpecException when any of it cannot be accepted
   */
  public List<Integer> submit(
      List<JobSpec> specs, List<Integer> parentIds, List<Integer> childIds) {
    SubmissionGraph graph = SubmissionGraph.of(specs, parentIds, childIds);
    int firstId = jobs.reserve(graph.nodes().size());
    requirements.ensureIds(graph.mostDemands());
    return new Submission(jobs, inserts, requirements, graph, firstId, clock.instant()).store();
  }

  /** Some jobs in the order asked, with the parts asked for; unknown ids are left out. */
  public List<JobView> views(List<Integer> jobIds, Set<JobPart> parts) {
    return reads.views(jobIds, parts);
  }

  /** The jobs that have one of the statuses, ascending. */
  public List<Integer> idsByStatus(Set<JobStatus> statuses) {
    return reads.idsByStatus(statuses);
  }

  /** One page of a list, with the parts asked for. */
  public JobPage page(JobQuery query, Set<JobPart> parts) {
    return reads.page(query, parts);
  }

  /**
   * Cancels the jobs and everything below them. They are cancelled at once; what runs is stopped by
   * its agent soon after. Finished jobs and unknown ids are passed over.
   */
  public void cancel(Collection<Integer> jobIds) {
    Instant now = clock.instant();
    JobScope scope = JobScope.lock(jobs, jobIds);
    List<StatusChange> moves = new ArrayList<>();
    for (JobState job : jobs.states(scope.taken())) {
      lifecycle.cancel(job, "cancelled by user").ifPresent(moves::add);
    }
    List<NewEvent> log = new ArrayList<>();
    for (Assignment open : assignments.stopOfJobs(movedJobs(moves))) {
      log.add(stopEvent(open));
    }
    for (Integer spared : scope.spared()) {
      log.add(NewEvent.remark(spared, "left alone by a cancel: another job still waits for it"));
    }
    new StatusRipple(jobs, lifecycle).settle(moves, now);
    events.append(log, now);
  }

  /**
   * Deletes the jobs and everything below them. What one of them still has on a client is stopped,
   * and holds its client until it is.
   *
   * @throws JobRefusedException when one of them is unfinished; then nothing is deleted
   */
  public void delete(Collection<Integer> jobIds) {
    Instant now = clock.instant();
    JobScope scope = JobScope.lock(jobs, jobIds);
    List<JobState> doomed = jobs.states(scope.taken());
    refuseUnfinished(doomed);
    Set<Integer> ids = new TreeSet<>();
    doomed.forEach(job -> ids.add(job.id()));
    List<Integer> orphans = new ArrayList<>();
    for (JobStore.Link link : jobs.linksToChildren(ids)) {
      if (!ids.contains(link.childId())) {
        orphans.add(link.childId());
      }
    }
    takeFromParents(doomed, ids);
    List<NewEvent> log = new ArrayList<>();
    for (Assignment open : assignments.stopOfJobs(ids)) {
      log.add(stopEvent(open));
    }
    inserts.delete(ids);
    inserts.recomputeRoots(orphans);
    for (Integer id : ids) {
      log.add(new NewEvent(EventKind.DELETED, id, null, "", "deleted by user"));
    }
    events.append(log, now);
  }

  private static void refuseUnfinished(List<JobState> doomed) {
    List<Integer> unfinished = new ArrayList<>();
    for (JobState job : doomed) {
      if (!job.status().isFinished() && job.status() != JobStatus.ABANDONED) {
        unfinished.add(job.id());
      }
    }
    if (!unfinished.isEmpty()) {
      String named =
          unfinished.size() <= 20
              ? unfinished.toString()
              : unfinished.subList(0, 20) + " and " + (unfinished.size() - 20) + " more";
      throw new JobRefusedException(
          "jobs " + named + " are unfinished; cancel them before they are deleted");
    }
  }

  /** Parents that stay count these children no longer. */
  private void takeFromParents(List<JobState> doomed, Set<Integer> ids) {
    Map<Integer, JobState> byId = new TreeMap<>();
    doomed.forEach(job -> byId.put(job.id(), job));
    Map<Integer, Children> deltas = new TreeMap<>();
    for (JobStore.Link link : jobs.linksToParents(ids)) {
      if (!ids.contains(link.parentId())) {
        JobStatus status = byId.get(link.childId()).status();
        deltas.merge(
            link.parentId(),
            new Children(
                -1,
                status.isFinished() ? 0 : -1,
                status.isFinished() && status != JobStatus.SUCCEEDED ? -1 : 0),
            StatusRipple::sum);
      }
    }
    jobs.addToChildren(deltas);
  }

  private static NewEvent stopEvent(Assignment open) {
    return new NewEvent(
        EventKind.ASSIGNMENT, open.jobId(), open.clientId(), "", "its process is being stopped");
  }

  private static List<Integer> movedJobs(List<StatusChange> moves) {
    return moves.stream().map(StatusChange::jobId).toList();
  }
}
