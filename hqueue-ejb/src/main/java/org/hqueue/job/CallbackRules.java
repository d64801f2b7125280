package org.hqueue.job;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which callbacks follow what happens to a job (jobs.md section 6). For many threads. */
final class CallbackRules {

  private CallbackRules() {}

  /**
   * What follows the end of a command on a client.
   *
   * @param job as it was before; null when the job has left the assignment behind, as after a
   *     reschedule
   * @param move what the end made of the job; null when it was finished before
   * @param ran whether there was a process
   */
  static List<CallbackKind> afterCommand(
      @Nullable JobState job, @Nullable StatusChange move, boolean ran) {
    List<CallbackKind> kinds = new ArrayList<>();
    if (job != null) {
      JobStatus now = move == null ? job.status() : move.to();
      if (now == JobStatus.CANCELLED && ran) {
        kinds.add(CallbackKind.ON_CANCEL);
      } else if (move != null && now.isFinished() && now != JobStatus.CANCELLED) {
        kinds.addAll(
            ofStatus(now, job.children().unsuccessful() > 0 && move.ownResult() != OwnResult.BAD));
      }
    }
    if (ran) {
      kinds.add(CallbackKind.CLEANUP);
    }
    return kinds;
  }

  /** What follows a job's success or failure. */
  static List<CallbackKind> ofStatus(JobStatus status, boolean byChildren) {
    if (status == JobStatus.SUCCEEDED) {
      return List.of(CallbackKind.ON_SUCCESS);
    }
    return byChildren
        ? List.of(CallbackKind.ON_CHILD_ERROR, CallbackKind.ON_ERROR)
        : List.of(CallbackKind.ON_ERROR);
  }
}
