package org.hqueue.schedule;

import java.time.Instant;
import java.util.List;
import org.hqueue.assignment.Assignment;
import org.hqueue.assignment.Pausing;
import org.hqueue.job.CallbackEnds;
import org.hqueue.job.CommandEnd;
import org.hqueue.job.CommandEnd.Verdict;
import org.hqueue.job.CommandEnds;
import org.hqueue.phrase.Phrase;
import org.hqueue.schedule.HeartbeatReport.CallbackEnd;
import org.hqueue.schedule.HeartbeatReport.End;
import org.hqueue.schedule.HeartbeatReport.Outcome;
import org.hqueue.schedule.HeartbeatReport.State;

/** What the end of a process means for its job (jobs.md sections 5 and 6). For many threads. */
final class EndRules {

  private EndRules() {}

  /** The agent has told the end. */
  static CommandEnds.End reported(Assignment assignment, End end, boolean ran) {
    return new CommandEnds.End(
        assignment.id(),
        end.outcome().name(),
        judged(end),
        end.endedAt(),
        ran,
        // A client that is being shut down must not keep what it gives back.
        end.outcome() != Outcome.RETURNED);
  }

  /** The agent has told how callbacks ended. */
  static CallbackEnds.End called(Assignment assignment, List<CallbackEnd> ends) {
    return new CallbackEnds.End(assignment, ends.stream().map(EndRules::textOf).toList());
  }

  private static String textOf(CallbackEnd callback) {
    End end = callback.end();
    String name = callback.name();
    String reason = end.reason();
    boolean bare = reason.isEmpty();
    return switch (end.outcome()) {
      case EXITED ->
          bare
              ? Phrase.CALLBACK_ENDED.with(name, end.exitCode())
              : Phrase.CALLBACK_ENDED_BECAUSE.with(name, end.exitCode(), reason);
      case STOPPED, RETURNED ->
          bare
              ? Phrase.CALLBACK_STOPPED.with(name)
              : Phrase.CALLBACK_STOPPED_BECAUSE.with(name, reason);
      case LOST ->
          bare ? Phrase.CALLBACK_LOST.with(name) : Phrase.CALLBACK_LOST_BECAUSE.with(name, reason);
      case REFUSED ->
          bare
              ? Phrase.CALLBACK_NOT_STARTED.with(name)
              : Phrase.CALLBACK_NOT_STARTED_BECAUSE.with(name, reason);
    };
  }

  private static CommandEnd judged(End end) {
    return switch (end.verdict()) {
      case TIMEOUT -> new CommandEnd(Verdict.TIMED_OUT, end.exitCode(), Phrase.RAN_TOO_LONG.with());
      case HUNG -> new CommandEnd(Verdict.TIMED_OUT, end.exitCode(), Phrase.HUNG.with());
      case REQUEUE -> new CommandEnd(Verdict.REQUEUED, end.exitCode(), caused(end));
      case ERROR -> new CommandEnd(Verdict.BAD, end.exitCode(), caused(end));
      case TOOSHORT -> new CommandEnd(Verdict.BAD, end.exitCode(), Phrase.TOO_SHORT.with());
      case SUCCESS -> new CommandEnd(Verdict.GOOD, end.exitCode(), "");
      case NONE -> byOutcome(end);
    };
  }

  private static CommandEnd byOutcome(End end) {
    return switch (end.outcome()) {
      case EXITED -> exited(end);
      case STOPPED -> new CommandEnd(Verdict.PUT_BACK, end.exitCode(), Phrase.WAS_STOPPED.with());
      case RETURNED -> new CommandEnd(Verdict.PUT_BACK, end.exitCode(), Phrase.GIVEN_BACK.with());
      case LOST ->
          CommandEnd.lostClient(
              end.reason().isEmpty()
                  ? Phrase.PROCESS_LOST.with()
                  : Phrase.PROCESS_LOST_BECAUSE.with(end.reason()));
      case REFUSED ->
          new CommandEnd(
              Verdict.BAD,
              end.exitCode(),
              end.reason().isEmpty()
                  ? Phrase.NOT_STARTED.with()
                  : Phrase.NOT_STARTED_BECAUSE.with(end.reason()));
    };
  }

  private static String caused(End end) {
    return end.cause().isEmpty() ? Phrase.EXIT_CODE.with(end.exitCode()) : end.cause();
  }

  /** What is known of an assignment's pause, after the agent has told what its process does. */
  static Pausing confirmed(Pausing wanted, State told) {
    if (wanted == Pausing.PAUSE && told == State.PAUSED) {
      return Pausing.PAUSED;
    }
    if (wanted == Pausing.RESUME && told == State.RUNNING) {
      return Pausing.RUN;
    }
    return wanted;
  }

  /** The agent had it and does not hold it any more. */
  static CommandEnds.End vanished(Assignment assignment, Instant now) {
    return CommandEnds.End.lost(assignment.id(), "VANISHED", Phrase.CAME_BACK_WITHOUT.with(), now);
  }

  /** The agent is shutting down, takes nothing more, and has not taken this offer. */
  static CommandEnds.End notTaken(Assignment assignment, Instant now) {
    return new CommandEnds.End(
        assignment.id(),
        Outcome.RETURNED.name(),
        new CommandEnd(Verdict.PUT_BACK, null, Phrase.SHUTTING_DOWN.with()),
        now,
        false,
        false);
  }

  private static CommandEnd exited(End end) {
    Integer exitCode = end.exitCode();
    if (exitCode != null && exitCode == 0) {
      return new CommandEnd(Verdict.GOOD, 0, "");
    }
    return new CommandEnd(Verdict.BAD, exitCode, failure(end));
  }

  private static String failure(End end) {
    String why = end.reason();
    if (end.signal() != null) {
      return why.isEmpty()
          ? Phrase.SIGNAL.with(end.signal())
          : Phrase.SIGNAL_BECAUSE.with(end.signal(), why);
    }
    return why.isEmpty()
        ? Phrase.EXIT_CODE.with(end.exitCode())
        : Phrase.EXIT_CODE_BECAUSE.with(end.exitCode(), why);
  }
}
