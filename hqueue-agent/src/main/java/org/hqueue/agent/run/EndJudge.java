package org.hqueue.agent.run;

import java.time.Instant;
import java.util.Optional;
import org.hqueue.agent.server.End;
import org.hqueue.agent.server.Outcome;
import org.jspecify.annotations.Nullable;

/** Decides what the end of a process is to be called. */
final class EndJudge {
  private static final int SIGNAL_BASE = 128;
  private static final int HIGHEST_SIGNAL = 64;
  private static final int SIGKILL = 9;

  private EndJudge() {}

  /**
   * The end of a process of which nothing runs any more. One that ended with 0 while it was being
   * stopped had done its work.
   *
   * @param exitCode as a shell tells it, 128 + n for signal n; empty when the process left none
   * @param stop null unless it was being ended
   * @param killed whether it was ended for certain
   */
  static End judge(Optional<Integer> exitCode, @Nullable Stop stop, boolean killed, Instant now) {
    if (exitCode.isPresent()) {
      int code = exitCode.get();
      boolean bySignal = code > SIGNAL_BASE && code <= SIGNAL_BASE + HIGHEST_SIGNAL;
      Integer signal = bySignal ? Integer.valueOf(code - SIGNAL_BASE) : null;
      return stop != null && code != 0
          ? new End(stop.outcome(), code, signal, stop.reason(), now)
          : new End(Outcome.EXITED, code, signal, "", now);
    }
    if (stop != null) {
      return killed
          ? new End(stop.outcome(), SIGNAL_BASE + SIGKILL, SIGKILL, stop.reason(), now)
          : End.without(stop.outcome(), stop.reason(), now);
    }
    return End.without(
        Outcome.LOST, "The process vanished from the client without leaving an exit code.", now);
  }
}
