package org.hqueue.agent.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.hqueue.agent.server.End;
import org.hqueue.agent.server.Outcome;
import org.hqueue.agent.server.Rules;
import org.hqueue.agent.server.Verdict;
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
          ? new End(stop.outcome(), code, signal, stop.reason(), now, null)
          : new End(Outcome.EXITED, code, signal, "", now, null);
    }
    if (stop != null) {
      return killed
          ? new End(stop.outcome(), SIGNAL_BASE + SIGKILL, SIGKILL, stop.reason(), now, null)
          : End.without(stop.outcome(), stop.reason(), now);
    }
    return End.without(
        Outcome.LOST, "The process vanished from the client without leaving an exit code.", now);
  }

  /** The same end, which a full disk may well be the reason of, if the command has failed. */
  static End onFullDisk(End end) {
    boolean failed = end.outcome() == Outcome.EXITED && !Integer.valueOf(0).equals(end.exitCode());
    return failed ? end.because("the client's disk is full") : end;
  }

  /** Whether the command did what it was to do. */
  static boolean isSuccess(End end) {
    var verdict = end.verdict();
    return end.outcome() == Outcome.EXITED
        && (verdict == null
            ? Integer.valueOf(0).equals(end.exitCode())
            : verdict.kind() == Verdict.Kind.SUCCESS);
  }

  /**
   * What the job's rules say of the end; null when nothing. A job that was stopped for another
   * reason than a rule is not judged.
   *
   * @param requeue the line that asks for another try; null if none does
   * @param error the line that says that the job failed; null if none does
   * @param ran how long the command ran
   */
  static @Nullable Verdict verdict(
      End end,
      @Nullable Stop stop,
      Rules rules,
      LineMatcher.@Nullable Match requeue,
      LineMatcher.@Nullable Match error,
      Duration ran) {
    Integer code = end.exitCode();
    if (end.outcome() != Outcome.EXITED || code == null) {
      boolean byRule = end.outcome() == Outcome.STOPPED && stop != null && stop.verdict() != null;
      return byRule ? Verdict.of(Objects.requireNonNull(stop.verdict())) : null;
    }
    if (ExitCodes.contain(rules.requeueCodes(), code)) {
      return Verdict.of(Verdict.Kind.REQUEUE);
    }
    if (requeue != null) {
      return new Verdict(Verdict.Kind.REQUEUE, requeue.pattern(), requeue.line());
    }
    if (error != null) {
      return new Verdict(Verdict.Kind.ERROR, error.pattern(), error.line());
    }
    boolean isSuccess =
        rules.successCodes().isEmpty() ? code == 0 : ExitCodes.contain(rules.successCodes(), code);
    if (code == 0 && !isSuccess) {
      return Verdict.of(Verdict.Kind.ERROR);
    }
    if (ran.compareTo(rules.minTime()) < 0) {
      return Verdict.of(Verdict.Kind.TOO_SHORT);
    }
    return code != 0 && isSuccess ? Verdict.of(Verdict.Kind.SUCCESS) : null;
  }
}
