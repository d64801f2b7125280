package org.hqueue.job;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.hqueue.assignment.AssignmentStore;
import org.hqueue.job.JobStore.Link;
import org.hqueue.phrase.Phrase;

/**
 * One reschedule within its transaction (jobs.md section 5): finds what has to run again, what
 * above it has to wait again, and which commands keep their result. For one thread.
 */
final class Reschedule {

  private final JobStore jobs;
  private final JobTryStore tries;
  private final JobInsertStore inserts;
  private final AssignmentStore assignments;
  private final JobLifecycle lifecycle;
  private final Instant now;

  Reschedule(
      JobStore jobs,
      JobTryStore tries,
      JobInsertStore inserts,
      AssignmentStore assignments,
      JobLifecycle lifecycle,
      Instant now) {
    this.jobs = jobs;
    this.tries = tries;
    this.inserts = inserts;
    this.assignments = assignments;
    this.lifecycle = lifecycle;
    this.now = now;
  }

  void run(Collection<Integer> asked) {
    Set<Integer> again = new TreeSet<>();
    for (JobState job : jobs.states(JobScope.lockFamily(jobs, asked))) {
      if (runsAgain(job, asked.contains(job.id()))) {
        again.add(job.id());
      }
    }
    if (again.isEmpty()) {
      return;
    }
    Set<Integer> touched = jobs.withAncestors(again);
    jobs.lockRelations(touched);
    giveUpAbandoned(again);
    List<JobState> moved = new ArrayList<>();
    for (JobState job : jobs.states(touched)) {
      boolean waitsAgain = job.status().isFinished() || job.status() == JobStatus.RUNNABLE;
      if (again.contains(job.id()) || waitsAgain) {
        moved.add(job);
      }
    }
    sendBack(moved, again, keepers(moved, touched, asked));
  }

  private static boolean runsAgain(JobState job, boolean isAsked) {
    return switch (job.status()) {
      case FAILED, CANCELLED, ABANDONED -> true;
      case SUCCEEDED -> isAsked;
      case QUEUED, RUNNABLE, RUNNING, PAUSING, PAUSED, RESUMING, EJECTING -> false;
    };
  }

  /** A silent client is given up for an abandoned job: what the job held is free again. */
  private void giveUpAbandoned(Set<Integer> again) {
    List<Integer> abandoned = new ArrayList<>();
    for (JobState job : jobs.states(again)) {
      if (job.status() == JobStatus.ABANDONED) {
        abandoned.add(job.id());
      }
    }
    assignments.giveUp(abandoned, now);
  }

  /**
   * Jobs whose command ended well and must not run again: what runs again below them came only
   * after their command had started, so it was made by it.
   */
  private Set<Integer> keepers(
      List<JobState> moved, Set<Integer> touched, Collection<Integer> asked) {
    Map<Integer, Boolean> onlyLate = new HashMap<>();
    for (Link link : jobs.linksToParents(touched)) {
      onlyLate.merge(link.parentId(), link.late(), Boolean::logicalAnd);
    }
    Set<Integer> keepers = new TreeSet<>();
    for (JobState job : moved) {
      boolean askedAnew = asked.contains(job.id()) && job.status() == JobStatus.SUCCEEDED;
      if (job.ownResult() == OwnResult.GOOD
          && onlyLate.getOrDefault(job.id(), false)
          && !askedAnew) {
        keepers.add(job.id());
      }
    }
    return keepers;
  }

  private void sendBack(List<JobState> moved, Set<Integer> again, Set<Integer> keepers) {
    Map<Integer, JobSpec> specs = inserts.specs(moved.stream().map(JobState::id).toList());
    List<StatusChange> moves = new ArrayList<>();
    List<Integer> anew = new ArrayList<>();
    for (JobState job : moved) {
      boolean runsAgain = !keepers.contains(job.id());
      JobSpec spec = specs.get(job.id());
      int tries = runsAgain && spec != null ? spec.triesLeft() : job.triesLeft();
      String reason =
          (again.contains(job.id()) ? Phrase.RESCHEDULED_BY_USER : Phrase.RESCHEDULED_BELOW).with();
      moves.add(lifecycle.reschedule(job, runsAgain, tries, again.contains(job.id()), reason));
      if (runsAgain) {
        anew.add(job.id());
      }
    }
    StatusRipple ripple = new StatusRipple(jobs, lifecycle);
    ripple.settle(moves, now);
    tries.forgetTries(anew);
    List<StatusChange> ready = new ArrayList<>();
    for (JobState job : jobs.states(moved.stream().map(JobState::id).toList())) {
      lifecycle.afterChildren(job).ifPresent(ready::add);
    }
    ripple.settle(ready, now);
  }
}
