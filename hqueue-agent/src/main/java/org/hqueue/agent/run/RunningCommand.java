package org.hqueue.agent.run;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.hqueue.agent.server.Offer;
import org.hqueue.agent.server.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * A command that was started: the processes that run of it, and what is done to them. It is a child
 * of this agent, or was started by an earlier one. For one thread at a time.
 */
final class RunningCommand {
  /** What processes that outlive their command get, such as the reader at the end of a pipe. */
  private static final Duration LEFTOVER_GRACE = Duration.ofSeconds(1);

  private static final ProcessGroup NOTHING = new ProcessGroup(false, 0, 0, 0, 0);

  private final ProcessControl control;
  private final AssignmentFolder folder;

  /** The wrapper, when this agent has started it; null when an earlier one has. */
  private @Nullable Process child;

  /** Null when an earlier agent's wrapper died before it noted which process it was. */
  private @Nullable ProcessIdentity process;

  /** Set when the command has ended and left processes behind. */
  private @Nullable Stop leftovers;

  private boolean askedToPause;
  private boolean askedToEnd;
  private boolean killed;

  private RunningCommand(
      ProcessControl control,
      AssignmentFolder folder,
      @Nullable Process child,
      @Nullable ProcessIdentity process) {
    this.control = control;
    this.folder = folder;
    this.child = child;
    this.process = process;
  }

  /** Starts the offer's command in the folder; does not wait for it. */
  static RunningCommand start(
      ProcessControl control, Offer offer, AssignmentFolder folder, Map<String, String> environment)
      throws IOException {
    var child = control.start(offer, folder, environment);
    return new RunningCommand(control, folder, child, control.identify(child));
  }

  /** The command that an earlier agent has started in the folder. */
  static RunningCommand found(ProcessControl control, AssignmentFolder folder) throws IOException {
    var command = new RunningCommand(control, folder, null, control.recorded(folder).orElse(null));
    command.askedToPause = command.group().isStopped();
    return command;
  }

  /** Has something done when the wrapper ends; never, if it is no child of this agent. */
  void whenEnded(Runnable duty) {
    if (child != null) {
      var unused = child.onExit().thenRun(duty);
    }
  }

  /** Whether it is no child of this agent, and its wrapper has ended; cheap. */
  boolean hasEndedUnnoticed() {
    return child == null && (process == null || !control.leaderRuns(process));
  }

  /** Whether its processes were stopped and have not been continued. */
  boolean isAskedToPause() {
    return askedToPause;
  }

  /** What runs of it. */
  ProcessGroup group() throws IOException {
    var group = groupOf(process);
    if (child != null && !group.leaderRuns()) {
      awaitChild(child);
      return adoptRecorded(child) ? groupOf(process) : group;
    }
    return group;
  }

  /** Stops all that runs where it is; to be repeated until the group is stopped. */
  void pause() throws IOException {
    askedToPause = true;
    signal(GroupSignal.STOP);
  }

  /** Lets all that runs go on. */
  void resume() throws IOException {
    askedToPause = false;
    signal(GroupSignal.CONT);
  }

  /**
   * Ends what runs: politely once, for certain when that is due; to be repeated until nothing does.
   *
   * @param stop null when the command has ended by itself and left processes behind
   */
  void end(@Nullable Stop stop) throws IOException {
    if (stop != null && !askedToEnd) {
      askedToEnd = true;
      signal(GroupSignal.TERM);
      signal(GroupSignal.CONT); // a stopped process notices nothing
    }
    if (leftovers == null) {
      leftovers = Stop.within(LEFTOVER_GRACE, Outcome.EXITED, "");
    }
    var due = stop != null ? stop : leftovers;
    if (due.isDue()) {
      killed = true;
      signal(GroupSignal.KILL);
    }
  }

  /** Whether it had to be ended for certain. */
  boolean isKilled() {
    return killed;
  }

  /** Whether the wrapper has ended before it came to the command. */
  boolean hasNeverRun() throws IOException {
    return child != null && control.recorded(folder).isEmpty();
  }

  /**
   * The exit code, once nothing runs: as the wrapper noted it, or its own when it was killed and
   * this agent has started it; empty if nobody knows.
   */
  Optional<Integer> exitCode() throws IOException {
    var noted = control.exitCode(folder);
    return noted.isEmpty() && child != null && !child.isAlive()
        ? Optional.of(child.exitValue())
        : noted;
  }

  /**
   * An agent that died right after a start leaves a wrapper that this one did not know of. Then the
   * wrapper started here has ended without running anything, and the other is the one.
   */
  private boolean adoptRecorded(Process ended) throws IOException {
    var recorded = control.recorded(folder);
    if (recorded.isEmpty() || recorded.get().pid() == ended.pid()) {
      return false;
    }
    process = recorded.get();
    child = null;
    askedToEnd = false;
    return true;
  }

  /** Gives the JVM the moment that it needs to learn that a child is dead. */
  private static void awaitChild(Process child) {
    try {
      child.waitFor(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private ProcessGroup groupOf(@Nullable ProcessIdentity identity) throws IOException {
    return identity == null ? NOTHING : control.group(identity, folder);
  }

  private void signal(GroupSignal signal) throws IOException {
    if (process != null) {
      control.signal(process, folder, signal);
    }
  }
}
