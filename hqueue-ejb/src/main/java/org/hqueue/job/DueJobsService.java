package org.hqueue.job;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.hqueue.event.ChangeSignal;

/** The duty that puts runnable jobs into the scheduler's index when their time has come. */
@Stateless
public class DueJobsService {

  private static final int AT_ONCE = 1000;

  @Inject JobStore jobs;
  @Inject ChangeSignal signal;
  @Inject Clock clock;

  /** Takes the jobs whose delay is over. */
  public void run() {
    Instant now = clock.instant();
    List<Integer> due = jobs.due(now, AT_ONCE);
    if (!due.isEmpty()) {
      jobs.refreshReady(due, now);
      signal.afterCommit(List.of());
    }
  }
}
