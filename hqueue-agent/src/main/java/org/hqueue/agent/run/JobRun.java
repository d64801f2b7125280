package org.hqueue.agent.run;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hqueue.agent.server.AssignmentReport;
import org.hqueue.agent.server.AssignmentState;
import org.hqueue.agent.server.End;
import org.hqueue.agent.server.Offer;
import org.hqueue.agent.server.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * One assignment from its acceptance to its end.
 *
 * <p>It is accepted once its offer is on the disk, and started at once. From then on there is one
 * rule: {@link #look} compares what runs with what is wanted, does what is due, and looks again
 * when the next thing is. It is called whenever something may have changed, and once too often does
 * no harm. When nothing of the command runs any more, the end is written to the disk, the rest of
 * the output gets two seconds to reach the server, and the end is reported until the server says
 * that it may be forgotten. An agent that starts finds it at any of these points and goes on there.
 *
 * <p>For many threads; none waits for the network, or for a process, while it holds the lock.
 */
final class JobRun {
  private static final Logger LOG = Logger.getLogger(JobRun.class.getName());

  /** What the end waits for the output, docs/agent-protocol.md section 2. */
  private static final long OUTPUT_SECONDS = 2;

  /** What processes that outlive their command get, such as the reader at the end of a pipe. */
  private static final Duration LEFTOVER_GRACE = Duration.ofSeconds(1);

  private static final long FIRST_LOOK_MILLIS = 5;
  private static final long LONGEST_LOOK_MILLIS = 200;

  private final Offer offer;
  private final RunContext context;
  private final AssignmentFolder folder;
  private final JobOutput output;

  private AssignmentState state = AssignmentState.ACCEPTED;

  /** The wrapper, when this agent has started it; null when an earlier one has. */
  private @Nullable Process child;

  private @Nullable ProcessIdentity process;
  private @Nullable Instant startedAt;
  private @Nullable End end;
  private boolean ending;

  private boolean pauseWanted;
  private boolean askedToPause;
  private @Nullable Stop stop;

  /** Set when the command has ended and left processes behind. */
  private @Nullable Stop leftovers;

  private boolean askedToEnd;
  private boolean killed;
  private long lookMillis = FIRST_LOOK_MILLIS;
  private @Nullable Future<?> nextLook;

  JobRun(Offer offer, RunContext context) {
    this.offer = offer;
    this.context = context;
    this.folder = context.store().folder(offer.id());
    this.output = new JobOutput(offer.id(), folder.output());
  }

  JobOutput output() {
    return output;
  }

  Duration killGrace() {
    return offer.killGrace();
  }

  synchronized boolean isEnded() {
    return state == AssignmentState.ENDED;
  }

  synchronized boolean isPaused() {
    return state == AssignmentState.PAUSED;
  }

  /** The facts at this moment. */
  synchronized AssignmentReport report() {
    return new AssignmentReport(
        offer.id(), state, output.progress(), output.length(), startedAt, end);
  }

  /** Writes the offer to the disk; an assignment that cannot be kept is refused. */
  synchronized void accept() {
    try {
      context.store().keep(offer);
    } catch (IOException e) {
      conclude(Outcome.REFUSED, "The client cannot write to its state folder: " + e.getMessage());
    }
  }

  /** Starts the command, unless it is started or unwanted already; returns once it runs. */
  synchronized void start() {
    if (state != AssignmentState.ACCEPTED || ending) {
      return;
    }
    var environment = new HashMap<>(offer.environment());
    environment.putAll(context.variables());
    try {
      var objection = context.control().objection(offer, environment);
      if (objection.isPresent()) {
        conclude(Outcome.REFUSED, objection.get());
        return;
      }
      child = context.control().start(offer, folder, environment);
      process = context.control().identify(child);
    } catch (IOException e) {
      conclude(Outcome.REFUSED, "The command could not be started: " + e.getMessage());
      return;
    }
    state = AssignmentState.RUNNING;
    startedAt = context.clock().instant();
    context.uploader().follow(output);
    LOG.info(() -> "Running job " + offer.jobId() + " (assignment " + offer.id() + ")");
    var unused = child.onExit().thenRun(() -> lookAfter(0));
    context.changed().run();
    if (pauseWanted) {
      soon();
    }
  }

  /** Goes on with an assignment that was found on the disk. */
  synchronized void goOn(AssignmentStore.Kept kept) throws IOException {
    if (kept.end() != null) {
      LOG.info(() -> "Assignment " + offer.id() + " has ended before and is reported");
      ending = true;
      var unused = context.uploader().finish(output);
      isOver(kept.end());
      return;
    }
    if (kept.stopWanted()) {
      stop = Stop.within(offer.killGrace(), Outcome.STOPPED, "");
    }
    if (!Files.exists(folder.process())) {
      if (stop == null) {
        start();
      } else {
        conclude(Outcome.STOPPED, "");
      }
      return;
    }
    process = context.control().recorded(folder).orElse(null);
    startedAt = Files.getLastModifiedTime(folder.process()).toInstant();
    context.uploader().follow(output);
    state = AssignmentState.RUNNING;
    if (process != null && context.control().group(process).isStopped()) {
      state = AssignmentState.PAUSED;
      pauseWanted = true;
      askedToPause = true;
    }
    LOG.info(() -> "Found job " + offer.jobId() + " (assignment " + offer.id() + ") again");
    look();
  }

  /**
   * Ends the command: politely now, for certain after {@code grace}. Asked again it changes
   * nothing, but that a shorter grace counts.
   */
  synchronized void stop(Duration grace, Outcome outcome, String reason) {
    if (ending || state == AssignmentState.ENDED) {
      return;
    }
    var wanted = Stop.within(grace, outcome, reason);
    if (stop != null) {
      stop = stop.notAfter(wanted);
      return;
    }
    LOG.info(() -> "Cancelling job " + offer.jobId() + " (assignment " + offer.id() + ")");
    stop = wanted;
    if (state == AssignmentState.ACCEPTED) {
      conclude(outcome, reason);
      return;
    }
    try {
      context.store().keepStopWanted(offer.id());
    } catch (IOException e) {
      LOG.log(Level.WARNING, "Cannot write down that assignment " + offer.id() + " ends", e);
    }
    soon();
  }

  /** Stops all processes of the command where they are; reported once they really are stopped. */
  synchronized void pause() {
    if (!pauseWanted) {
      pauseWanted = true;
      soon();
    }
  }

  /** Lets all processes of the command go on. */
  synchronized void resume() {
    if (pauseWanted) {
      pauseWanted = false;
      soon();
    }
  }

  /** Looks whether a process that is no child of this agent still runs; cheap. */
  synchronized void check() {
    if (child == null && process != null && !ending && !context.control().leaderRuns(process)) {
      look();
    }
  }

  private synchronized void look() {
    if (ending || state == AssignmentState.ENDED || state == AssignmentState.ACCEPTED) {
      return;
    }
    try {
      adoptRecordedProcess();
      var group = group();
      if (group.isEmpty()) {
        ended();
      } else if (stop != null || !group.leaderRuns()) {
        endGroup(group);
      } else {
        pauseOrGoOn(group);
      }
    } catch (IOException | RuntimeException e) { // one bad assignment must not be forgotten about
      LOG.log(Level.WARNING, "Cannot look after assignment " + offer.id() + "; trying again", e);
      lookAfter(LONGEST_LOOK_MILLIS);
    }
  }

  /**
   * An agent that died right after a start leaves a wrapper that this one did not know of. Then the
   * wrapper started here has ended without running anything, and the other is the one.
   */
  private void adoptRecordedProcess() throws IOException {
    if (child != null && !child.isAlive()) {
      var recorded = context.control().recorded(folder);
      if (recorded.isPresent() && recorded.get().pid() != child.pid()) {
        process = recorded.get();
        child = null;
        askedToEnd = false;
      }
    }
  }

  private ProcessGroup group() throws IOException {
    return process == null ? new ProcessGroup(false, 0, 0) : context.control().group(process);
  }

  private void endGroup(ProcessGroup group) throws IOException {
    if (!group.leaderRuns() && leftovers == null) {
      leftovers = Stop.within(LEFTOVER_GRACE, Outcome.EXITED, "");
      lookMillis = FIRST_LOOK_MILLIS;
    }
    if (stop != null && !askedToEnd) {
      askedToEnd = true;
      signal(GroupSignal.TERM);
      signal(GroupSignal.CONT);
    }
    // While the server's grace runs, what the command left behind may use it too.
    var due = stop != null ? stop : leftovers;
    if (due != null && due.isDue()) {
      killed = true;
      signal(GroupSignal.KILL);
    }
    lookAgain();
  }

  private void pauseOrGoOn(ProcessGroup group) throws IOException {
    if (pauseWanted && !group.isStopped()) {
      askedToPause = true;
      signal(GroupSignal.STOP);
      lookAgain();
    } else if (pauseWanted) {
      become(AssignmentState.PAUSED);
    } else if (askedToPause) {
      askedToPause = false;
      signal(GroupSignal.CONT);
      become(AssignmentState.RUNNING);
    }
  }

  private void become(AssignmentState next) {
    if (state != next) {
      state = next;
      context.changed().run();
    }
  }

  private void signal(GroupSignal signal) throws IOException {
    if (process != null) {
      context.control().signal(process, signal);
    }
  }

  private void ended() throws IOException {
    var exitCode = context.control().exitCode(folder).or(this::exitCodeOfChild);
    if (child != null && stop == null && context.control().recorded(folder).isEmpty()) {
      conclude(
          Outcome.REFUSED,
          "The command could not be started: its wrapper ended with exit code "
              + exitCode.map(String::valueOf).orElse("unknown")
              + " before it could note which process it is. Is the client's disk full?");
      return;
    }
    conclude(EndJudge.judge(exitCode, stop, killed, context.clock().instant()));
  }

  /** The exit code of a wrapper that could not write one down, since it was killed itself. */
  private Optional<Integer> exitCodeOfChild() {
    try {
      return child != null && child.waitFor(1, TimeUnit.SECONDS)
          ? Optional.of(child.exitValue())
          : Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private void conclude(Outcome outcome, String reason) {
    conclude(End.without(outcome, reason, context.clock().instant()));
  }

  private void conclude(End how) {
    ending = true;
    try {
      context.store().keepEnd(offer.id(), how);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "Cannot write down the end of assignment " + offer.id(), e);
    }
    LOG.info(
        () ->
            "Finished job %d (assignment %d): %s, exit code %s %s"
                .formatted(offer.jobId(), offer.id(), how.outcome(), how.exitCode(), how.reason()));
    var unused =
        context
            .uploader()
            .finish(output)
            .completeOnTimeout(null, OUTPUT_SECONDS, TimeUnit.SECONDS)
            .thenRun(() -> isOver(how));
  }

  private synchronized void isOver(End how) {
    end = how;
    state = AssignmentState.ENDED;
    context.changed().run();
  }

  private void soon() {
    lookMillis = FIRST_LOOK_MILLIS;
    lookAfter(0);
  }

  private void lookAgain() {
    lookAfter(lookMillis);
    lookMillis = Math.min(LONGEST_LOOK_MILLIS, 2 * lookMillis);
  }

  private synchronized void lookAfter(long millis) {
    if (nextLook != null) {
      nextLook.cancel(false);
    }
    try {
      nextLook = context.scheduler().schedule(this::look, millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // The agent is ending; the next one goes on from what is on the disk.
      LOG.log(Level.FINE, "No more looks after assignment {0,number,#}", offer.id());
    }
  }
}
