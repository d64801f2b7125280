package org.hqueue.schedule;

import java.time.Instant;
import java.util.List;
import org.hqueue.assignment.Assignment;
import org.hqueue.assignment.Pausing;
import org.hqueue.job.CallbackEnds;
import org.hqueue.job.CommandEnd;
import org.hqueue.job.CommandEnd.Verdict;
import org.hqueue.job.CommandEnds;
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
    String text =
        switch (end.outcome()) {
          case EXITED -> " ended with exit code " + end.exitCode();
          case STOPPED, RETURNED -> " was stopped";
          case LOST -> " was lost with its client and is not repeated";
          case REFUSED -> " could not be started";
        };
    return callback.name() + (end.reason().isEmpty() ? text : text + ": " + end.reason());
  }

  private static CommandEnd judged(End end) {
    return switch (end.verdict()) {
      case TIMEOUT -> new CommandEnd(Verdict.TIMED_OUT, end.exitCode(), "ran longer than maxTime");
      case HUNG ->
          new CommandEnd(
              Verdict.TIMED_OUT, end.exitCode(), "no output and no CPU use for noOutputTime");
      case REQUEUE ->
          new CommandEnd(
              Verdict.REQUEUED, end.exitCode(), caused(end, "exit code " + end.exitCode()));
      case ERROR ->
          new CommandEnd(Verdict.BAD, end.exitCode(), caused(end, "exit code " + end.exitCode()));
      case TOOSHORT -> new CommandEnd(Verdict.BAD, end.exitCode(), "ended sooner than minTime");
      case SUCCESS -> new CommandEnd(Verdict.GOOD, end.exitCode(), "");
      case NONE -> byOutcome(end);
    };
  }

  private static CommandEnd byOutcome(End end) {
    return switch (end.outcome()) {
      case EXITED -> exited(end);
      case STOPPED -> new CommandEnd(Verdict.PUT_BACK, end.exitCode(), "its process was stopped");
      case RETURNED -> new CommandEnd(Verdict.PUT_BACK, end.exitCode(), "its client gave it back");
      case LOST -> CommandEnd.lostClient(told(end, "its client lost its process"));
      case REFUSED ->
          new CommandEnd(Verdict.BAD, end.exitCode(), told(end, "it could not be started"));
    };
  }

  private static String caused(End end, String otherwise) {
    return end.cause().isEmpty() ? otherwise : end.cause();
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
    return CommandEnds.End.lost(
        assignment.id(), "VANISHED", "its client came back without it", now);
  }

  /** The agent is shutting down, takes nothing more, and has not taken this offer. */
  static CommandEnds.End notTaken(Assignment assignment, Instant now) {
    return new CommandEnds.End(
        assignment.id(),
        Outcome.RETURNED.name(),
        new CommandEnd(Verdict.PUT_BACK, null, "its client is shutting down"),
        now,
        false,
        false);
  }

  private static CommandEnd exited(End end) {
    Integer exitCode = end.exitCode();
    if (exitCode != null && exitCode == 0) {
      return new CommandEnd(Verdict.GOOD, 0, "");
    }
    String reason =
        end.signal() != null ? "ended by signal " + end.signal() : "exit code " + exitCode;
    return new CommandEnd(Verdict.BAD, exitCode, told(end, reason));
  }

  private static String told(End end, String otherwise) {
    return end.reason().isEmpty() ? otherwise : otherwise + ": " + end.reason();
  }
}
