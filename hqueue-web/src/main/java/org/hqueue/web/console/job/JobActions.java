package org.hqueue.web.console.job;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hqueue.database.Retry;
import org.hqueue.job.JobActionService;
import org.hqueue.job.JobOverviewService;
import org.hqueue.job.JobStatus;
import org.hqueue.search.FoundJobs;
import org.hqueue.search.JobSearch;
import org.hqueue.search.SearchService;

/**
 * Carries out what a viewer asks of jobs, and tells what came of it. Many jobs are taken some
 * hundred at a time, each in a call of its own. For many threads.
 */
@ApplicationScoped
public class JobActions {

  /** Jobs of one call: enough to be quick, few enough not to hold up the farm. */
  private static final int AT_ONCE = 500;

  @EJB JobActionService actions;
  @EJB JobOverviewService overview;
  @EJB SearchService searches;
  @Inject JobRows rows;
  @Inject Retry retry;

  /**
   * Does it to the jobs and whatever below them it reaches.
   *
   * @param priority what {@link JobAction#PRIORITY} sets
   */
  JobActionResult run(JobAction action, List<Integer> jobIds, int priority) {
    JobActionResult result = JobActionResult.NOTHING;
    for (int from = 0; from < jobIds.size(); from += AT_ONCE) {
      List<Integer> some = jobIds.subList(from, Math.min(jobIds.size(), from + AT_ONCE));
      result = result.plus(runSome(action, some, priority));
    }
    return result;
  }

  /** The first page of what a list shows. */
  JobRows.Table first(JobListState state, ZoneId zone) {
    return rows.read(state, zone);
  }

  /** The ids of all jobs that a list shows on all its pages. */
  List<Integer> matching(JobListState state, ZoneId zone) {
    List<Integer> ids = new ArrayList<>();
    JobSearch search = state.search(zone);
    while (true) {
      JobSearch.Page page =
          new JobSearch.Page(JobSearch.Sort.ID, false, ids.size(), SearchService.MOST);
      FoundJobs found = searches.find(search, page, 0);
      ids.addAll(found.ids());
      if (found.ids().size() < SearchService.MOST) {
        return ids;
      }
    }
  }

  private JobActionResult runSome(JobAction action, List<Integer> jobIds, int priority) {
    Map<Integer, JobStatus> before = overview.familyStatuses(jobIds);
    List<Integer> asked = new ArrayList<>();
    for (Integer id : jobIds) {
      JobStatus status = before.get(id);
      if (status != null && action.mayBeAsked(status)) {
        asked.add(id);
      }
    }
    if (!asked.isEmpty()) {
      retry.run(() -> act(action, asked, priority));
    }
    return compare(action, jobIds, before, overview.statuses(before.keySet()));
  }

  private void act(JobAction action, Collection<Integer> jobIds, int priority) {
    switch (action) {
      case PAUSE -> actions.pause(jobIds);
      case RESUME -> actions.resume(jobIds);
      case CANCEL -> actions.cancel(jobIds);
      case EJECT -> actions.eject(jobIds);
      case HOLD -> actions.hold(jobIds);
      case RESCHEDULE -> actions.reschedule(jobIds);
      case DELETE -> actions.delete(jobIds);
      case PRIORITY -> actions.setPriorities(jobIds, priority);
    }
  }

  /** What an action did, by the statuses before and after it of all jobs that it could reach. */
  static JobActionResult compare(
      JobAction action,
      List<Integer> asked,
      Map<Integer, JobStatus> before,
      Map<Integer, JobStatus> after) {
    int taken = 0;
    for (Map.Entry<Integer, JobStatus> job : before.entrySet()) {
      boolean counts = action != JobAction.PRIORITY || asked.contains(job.getKey());
      if (counts && action.took(job.getValue(), after.get(job.getKey()))) {
        taken++;
      }
    }
    Map<String, Integer> left = new TreeMap<>();
    for (Integer id : asked) {
      JobStatus status = before.get(id);
      if (status == null) {
        left.merge("left.gone", 1, Integer::sum);
      } else if (!action.took(status, after.get(id))) {
        left.merge(action.leftAlone(status), 1, Integer::sum);
      }
    }
    return new JobActionResult(taken, left);
  }
}
