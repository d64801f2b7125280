package org.hqueue.web.console.job;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.hqueue.database.Retry;
import org.hqueue.job.BadSpecException;
import org.hqueue.job.JobChanges;
import org.hqueue.job.JobEditService;
import org.hqueue.job.JobEditService.Scope;
import org.hqueue.job.JobOverviewService;
import org.hqueue.job.JobStatus;
import org.hqueue.web.console.Texts;
import org.jspecify.annotations.Nullable;

/**
 * Edits many jobs, some hundred in a call. A job that the changes do not suit is left alone and
 * told of, and the others are edited all the same. For many threads.
 */
@ApplicationScoped
public class JobEdits {

  private static final int AT_ONCE = 500;

  @EJB JobEditService edits;
  @EJB JobOverviewService overview;
  @Inject Retry retry;

  /**
   * What came of an edit.
   *
   * @param taken how many jobs it holds for, with those below them that it was meant for
   * @param left how many of those asked for it left alone, by the key of the reason
   * @param refused the jobs that the changes do not suit, by the refusal
   */
  record Result(int taken, Map<String, Integer> left, Map<String, List<Integer>> refused) {

    /** {@code 12 edited, 3 left alone: gone from the farm}. */
    String told(Texts texts) {
      StringJoiner parts = new StringJoiner(texts.get("result.separator"));
      if (taken > 0 || (left.isEmpty() && refused.isEmpty())) {
        parts.add(texts.get("result.edit", taken));
      }
      left.forEach(
          (reason, count) -> parts.add(texts.get("result.left", count, texts.get(reason))));
      refused.forEach(
          (reason, ids) ->
              parts.add(
                  texts.get(
                      "result.refused",
                      ids.size(),
                      Integer.toString(ids.get(0)),
                      texts.refusal(reason))));
      return parts.toString();
    }
  }

  /** Edits jobs, and whatever below them the scope reaches. */
  Result run(List<Integer> jobIds, JobChanges changes, Scope scope) {
    Map<String, Integer> left = new TreeMap<>();
    Map<String, List<Integer>> refused = new TreeMap<>();
    int taken = 0;
    for (int from = 0; from < jobIds.size(); from += AT_ONCE) {
      List<Integer> some = jobIds.subList(from, Math.min(jobIds.size(), from + AT_ONCE));
      Map<Integer, JobStatus> known = overview.statuses(some);
      for (Integer id : some) {
        String reason = leftAlone(known.get(id), scope);
        if (!reason.isEmpty()) {
          left.merge(reason, 1, Integer::sum);
        }
      }
      taken += edit(some, changes, scope, refused);
    }
    return new Result(taken, left, refused);
  }

  /** Key of the reason why the scope passes over a job that was named; "" when it does not. */
  static String leftAlone(@Nullable JobStatus status, Scope scope) {
    if (status == null) {
      return "left.gone";
    }
    return switch (scope) {
      case JOB, ALL -> "";
      case UNFINISHED -> status.isFinished() ? "left.finished" : "";
      case FAILED -> JobStatus.FAILED_GROUP.contains(status) ? "" : "left.notFailed";
    };
  }

  /** All at once; where that is refused, in halves, so that only what is to blame is left out. */
  private int edit(
      List<Integer> jobIds, JobChanges changes, Scope scope, Map<String, List<Integer>> refused) {
    try {
      return retry.call(() -> edits.edit(jobIds, changes, scope));
    } catch (BadSpecException unsuited) {
      if (jobIds.size() == 1) {
        refused
            .computeIfAbsent(String.valueOf(unsuited.getMessage()), reason -> new ArrayList<>())
            .add(jobIds.get(0));
        return 0;
      }
      int half = jobIds.size() / 2;
      return edit(jobIds.subList(0, half), changes, scope, refused)
          + edit(jobIds.subList(half, jobIds.size()), changes, scope, refused);
    }
  }
}
