package org.hqueue.agent.run;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hqueue.agent.server.AssignmentReport;
import org.hqueue.agent.server.AssignmentState;
import org.hqueue.agent.server.CallbackOrder;
import org.hqueue.agent.server.End;
import org.hqueue.agent.server.Offer;
import org.hqueue.agent.server.Outcome;
import org.hqueue.agent.server.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * One assignment from its acceptance to its end.
 *
 * <p>It is accepted once its offer is on the disk, and started at once. From then on a {@link
 * CommandKeeper} looks after its processes. When nothing of the command runs any more, the end is
 * written to the disk, the rest of the output gets two seconds to reach the server, and the end is
 * reported until the server says that it may be forgotten. An agent that starts finds it at any of
 * these points and goes on there.
 *
 * <p>For many threads; none waits for the network, or for a process, while it holds the lock.
 */
final class JobRun implements CommandKeeper.Owner {
  private static final Logger LOG = Logger.getLogger(JobRun.class.getName());

  /** What the end waits for the output, docs/agent-protocol.md section 2. */
  private static final long OUTPUT_SECONDS = 2;

  private final Offer offer;
  private final RunContext context;
  private final AssignmentFolder folder;
  private final JobOutput output;
  private final RunWatch watch;

  private AssignmentState state = AssignmentState.ACCEPTED;

  /** Null before the process started, and when there was nothing to start. */
  private @Nullable CommandKeeper keeper;

  private @Nullable Instant startedAt;
  private @Nullable End end;
  private boolean ending;

  /** Null until the server has said what follows the end. */
  private @Nullable CallbackRuns callbacks;

  private boolean pauseWanted;
  private @Nullable Stop stop;

  JobRun(Offer offer, RunContext context) {
    this.offer = offer;
    this.context = context;
    this.folder = context.store().folder(offer.id());
    this.output = new JobOutput(offer, context.store(), layout(context));
    this.watch = new RunWatch(offer.rules(), folder.ran());
  }

  /** The last output of it, whose delivery is the delivery of all. */
  synchronized JobOutput output() {
    return callbacks == null ? output : callbacks.output();
  }

  Duration killGrace() {
    return offer.killGrace();
  }

  synchronized boolean isEnded() {
    return state == AssignmentState.ENDED && (callbacks == null || callbacks.ends() != null);
  }

  synchronized boolean isPaused() {
    return state == AssignmentState.PAUSED;
  }

  /** The facts at this moment. */
  synchronized AssignmentReport report() {
    var told = callbacks == null ? null : callbacks.ends();
    var shown = callbacks != null && told == null ? AssignmentState.CALLBACK : state;
    return new AssignmentReport(
        offer.id(),
        shown,
        output.progress(),
        output().length(),
        startedAt,
        end,
        told,
        output.paths());
  }

  /** Writes the offer to the disk; an assignment that cannot be kept is refused. */
  synchronized void accept() {
    try {
      context.store().keep(offer);
    } catch (IOException e) {
      conclude(Outcome.REFUSED, "The client cannot write to its state folder: " + e.getMessage());
    }
  }

  /** Writes down that it must never start, before an offer of it has come; then reports that. */
  synchronized void neverStart() {
    var how = End.without(Outcome.STOPPED, "", context.clock().instant());
    ending = true;
    keepEnd(how);
    try {
      // After the end: an offer alone would be started by the next agent.
      context.store().keep(offer);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "Cannot write down the end of assignment " + offer.id(), e);
    }
    LOG.info(() -> "Assignment " + offer.id() + " is not wanted any more and will not be started");
    isOver(how);
  }

  /** Starts the command, unless it is started or unwanted already; returns once it runs. */
  synchronized void start() {
    if (state != AssignmentState.ACCEPTED || ending) {
      return;
    }
    var environment = context.environment(offer);
    RunningCommand command;
    try {
      var objection = context.control().objection(offer, environment);
      if (objection.isPresent()) {
        conclude(Outcome.REFUSED, objection.get());
        return;
      }
      command = RunningCommand.start(context.control(), offer, folder, environment);
    } catch (IOException e) {
      conclude(Outcome.REFUSED, "The command could not be started: " + e.getMessage());
      return;
    }
    state = AssignmentState.RUNNING;
    startedAt = context.clock().instant();
    watch.start();
    context.changed().run();
    followOutput();
    LOG.info(() -> "Running job " + offer.jobId() + " (assignment " + offer.id() + ")");
    keeper = keeperOf(command);
    keeper.follow();
    keeper.pause(pauseWanted);
  }

  /** Goes on with an assignment that was found on the disk. */
  synchronized void goOn(AssignmentStore.Kept kept) throws IOException {
    if (kept.end() != null) {
      LOG.info(() -> "Assignment " + offer.id() + " has ended before and is reported");
      ending = true;
      var unused = context.reader().finish(output);
      unused = context.uploader().finish(output);
      drawPictures(kept.end());
      isOver(kept.end());
      if (kept.callbacks() != null) {
        callbacks = new CallbackRuns(offer, kept.callbacks(), folder, output, context);
        callbacks.goOn();
      }
      return;
    }
    stop = kept.stopped();
    if (!Files.exists(folder.process())) {
      if (stop == null) {
        start();
      } else {
        conclude(stop.outcome(), "");
      }
      return;
    }
    var command = RunningCommand.found(context.control(), folder);
    startedAt = Files.getLastModifiedTime(folder.process()).toInstant();
    followOutput();
    pauseWanted = command.isAskedToPause();
    watch.goOn(startedAt, context.clock().instant(), pauseWanted);
    state = pauseWanted ? AssignmentState.PAUSED : AssignmentState.RUNNING;
    LOG.info(() -> "Found job " + offer.jobId() + " (assignment " + offer.id() + ") again");
    keeper = keeperOf(command);
    if (stop != null) {
      keeper.end(stop);
    }
    keeper.look();
  }

  private CommandKeeper keeperOf(RunningCommand command) {
    return new CommandKeeper(this, context, command, watch, output::printed);
  }

  /**
   * Ends the command: politely now, for certain after {@code grace}. Asked again it changes
   * nothing, but that a shorter grace counts.
   */
  void stop(Duration grace, Outcome outcome, String reason) {
    stop(Stop.within(grace, outcome, reason));
  }

  /** Runs the callbacks that follow the end, unless that has been asked for before. */
  synchronized void follow(CallbackOrder order) {
    if (state == AssignmentState.ENDED && callbacks == null) {
      callbacks = new CallbackRuns(offer, order, folder, output, context);
      callbacks.accept();
    }
  }

  private synchronized void stop(Stop wanted) {
    if (callbacks != null) {
      callbacks.stop(wanted);
      return;
    }
    if (ending || state == AssignmentState.ENDED) {
      return;
    }
    if (stop != null) {
      stop = stop.notAfter(wanted);
      endCommand(stop);
      return;
    }
    LOG.info(() -> "Cancelling job " + offer.jobId() + " (assignment " + offer.id() + ")");
    stop = wanted;
    if (state == AssignmentState.ACCEPTED) {
      conclude(wanted.outcome(), wanted.reason());
      return;
    }
    try {
      context.store().keepStopped(offer.id(), wanted);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "Cannot write down that assignment " + offer.id() + " ends", e);
    }
    endCommand(wanted);
  }

  private void endCommand(Stop wanted) {
    if (keeper != null) {
      keeper.end(wanted);
    }
  }

  /** Stops all processes of the command where they are; reported once they really are stopped. */
  void pause() {
    pause(true);
  }

  /** Lets all processes of the command go on. */
  void resume() {
    pause(false);
  }

  private synchronized void pause(boolean wanted) {
    pauseWanted = wanted;
    if (keeper != null) {
      keeper.pause(wanted);
    }
  }

  /** Looks at what nobody tells of; cheap, to be called several times a second. */
  synchronized void check() {
    if (callbacks != null) {
      callbacks.check();
    } else if (keeper != null) {
      keeper.check();
    }
  }

  @Override
  public String nameOfCommand() {
    return "assignment " + offer.id();
  }

  @Override
  public synchronized void hasPaused(boolean paused) {
    state = paused ? AssignmentState.PAUSED : AssignmentState.RUNNING;
    context.changed().run();
  }

  @Override
  public void breaks(Verdict.Kind rule) {
    stop(Stop.within(offer.killGrace(), rule));
  }

  private static LogLayout layout(RunContext context) {
    return new LogLayout(context.settings().maxLogBytes());
  }

  private void followOutput() {
    context.reader().follow(output);
    context.uploader().follow(output);
  }

  @Override
  public synchronized void hasEnded(RunningCommand command) throws IOException {
    var exitCode = command.exitCode();
    if (stop == null && command.hasNeverRun()) {
      conclude(
          Outcome.REFUSED,
          "The command could not be started: its wrapper ended with exit code "
              + exitCode.map(String::valueOf).orElse("unknown")
              + " before it could note which process it is. Is the client's disk full?");
      return;
    }
    ending = true;
    var judged = EndJudge.judge(exitCode, stop, command.isKilled(), context.clock().instant());
    var how = folder.isDiskFull() ? EndJudge.onFullDisk(judged) : judged;
    var ran = watch.ran();
    var unused =
        context.reader().finish(output).thenRun(() -> conclude(how.with(judged(how, ran))));
  }

  private @Nullable Verdict judged(End how, Duration ran) {
    return EndJudge.verdict(how, stop, offer.rules(), output.requeue(), output.error(), ran);
  }

  private void conclude(Outcome outcome, String reason) {
    conclude(End.without(outcome, reason, context.clock().instant()));
  }

  private synchronized void conclude(End how) {
    ending = true;
    keepEnd(how);
    LOG.info(
        () ->
            "Finished job %d (assignment %d): %s, exit code %s %s"
                .formatted(offer.jobId(), offer.id(), how.outcome(), how.exitCode(), how.reason()));
    drawPictures(how);
    var unused =
        context
            .uploader()
            .finish(output)
            .completeOnTimeout(null, OUTPUT_SECONDS, TimeUnit.SECONDS)
            .thenRun(() -> isOver(how));
  }

  private void drawPictures(End how) {
    if (EndJudge.isSuccess(how)) {
      context.pictures().draw(offer.id(), folder.work(), folder.pictures(), output.paths());
    }
  }

  private void keepEnd(End how) {
    try {
      context.store().keepEnd(offer.id(), how);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "Cannot write down the end of assignment " + offer.id(), e);
    }
  }

  private synchronized void isOver(End how) {
    end = how;
    state = AssignmentState.ENDED;
    context.changed().run();
  }
}
