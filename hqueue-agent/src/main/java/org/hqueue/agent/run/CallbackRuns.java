package org.hqueue.agent.run;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hqueue.agent.server.Callback;
import org.hqueue.agent.server.CallbackEnd;
import org.hqueue.agent.server.CallbackOrder;
import org.hqueue.agent.server.End;
import org.hqueue.agent.server.Offer;
import org.hqueue.agent.server.Outcome;
import org.hqueue.agent.server.Rules;
import org.hqueue.agent.server.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * The callbacks of one assignment, run one after the other where its command ran.
 *
 * <p>They are accepted once the order is on the disk. Each has a folder of its own, in which its
 * wrapper and its end are noted in the same way as those of a command, so the next agent goes on
 * where this one stops, and none runs twice.
 *
 * <p>For many threads; may be called with the assignment's lock held, and never asks for it.
 */
final class CallbackRuns implements CommandKeeper.Owner {
  private static final Logger LOG = Logger.getLogger(CallbackRuns.class.getName());

  /** What the end waits for the output, docs/agent-protocol.md section 2. */
  private static final long OUTPUT_SECONDS = 2;

  private final Offer offer;
  private final CallbackOrder order;
  private final AssignmentFolder folder;
  private final RunContext context;
  private final JobOutput output;
  private final List<CallbackEnd> ends = new ArrayList<>();

  /** Of the callback that runs; null when none does. */
  private @Nullable CommandKeeper keeper;

  /** The wish to end all of them; null without. */
  private @Nullable Stop stop;

  /** The wish to end the one that runs; null without. */
  private @Nullable Stop ending;

  private boolean over;

  /**
   * Does nothing until it is asked to.
   *
   * @param command what the command has printed
   */
  CallbackRuns(
      Offer offer,
      CallbackOrder order,
      AssignmentFolder folder,
      JobOutput command,
      RunContext context) {
    this.offer = offer;
    this.order = order;
    this.folder = folder;
    this.context = context;
    this.output = command.followedBy(folder.callbackOutput());
  }

  JobOutput output() {
    return output;
  }

  /** How they ended, once all have and the server had time to take their output; null before. */
  synchronized @Nullable List<CallbackEnd> ends() {
    return over ? List.copyOf(ends) : null;
  }

  /**
   * Writes the order to the disk and starts the first; callbacks that cannot be kept are refused.
   */
  synchronized void accept() {
    try {
      context.store().keepCallbacks(order);
    } catch (IOException e) {
      refuseRest("The client cannot write to its state folder: " + e.getMessage());
      return;
    }
    context.changed().run();
    goOn();
  }

  /** Goes on with what the disk tells of, until one runs or all have ended. */
  synchronized void goOn() {
    context.reader().follow(output);
    context.uploader().follow(output);
    try {
      while (keeper == null && ends.size() < order.run().size()) {
        var end = StructFile.read(current().end()).map(End::of);
        if (end.isPresent()) {
          ends.add(new CallbackEnd(callback().name(), end.get()));
        } else {
          startOrFind();
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      LOG.log(Level.WARNING, "Cannot go on with the callbacks of assignment " + offer.id(), e);
      refuseRest("The client cannot read its state folder: " + e.getMessage());
      return;
    }
    if (keeper == null) {
      finish();
    }
  }

  /** Ends the one that runs, and starts none any more. */
  synchronized void stop(Stop wanted) {
    if (over || stop != null) {
      return;
    }
    stop = wanted;
    if (keeper != null) {
      endCurrent(wanted);
    }
  }

  /** Looks at what nobody tells of; cheap, to be called several times a second. */
  synchronized void check() {
    if (keeper != null) {
      keeper.check();
    }
  }

  @Override
  public String nameOfCommand() {
    return "a callback of assignment " + offer.id();
  }

  @Override
  public void hasPaused(boolean paused) {
    // Nobody wants a callback paused.
  }

  @Override
  public synchronized void breaks(Verdict.Kind rule) {
    if (ending == null) {
      endCurrent(Stop.within(offer.killGrace(), Outcome.STOPPED, "It ran longer than it may."));
    }
  }

  @Override
  public synchronized void hasEnded(RunningCommand command) throws IOException {
    var now = context.clock().instant();
    boolean neverRan = ending == null && command.hasNeverRun();
    var end =
        neverRan
            ? End.without(Outcome.REFUSED, "The callback could not be started.", now)
            : EndJudge.judge(command.exitCode(), ending, command.isKilled(), now);
    context.control().release(current());
    keeper = null;
    ended(end);
    goOn();
  }

  private void endCurrent(Stop wanted) {
    ending = wanted;
    if (keeper != null) {
      keeper.end(wanted);
    }
  }

  private void startOrFind() throws IOException {
    var own = current();
    var rules =
        new Rules(order.timeout(), Duration.ZERO, Duration.ZERO, List.of(), List.of(), "", "");
    var watch = new RunWatch(rules, own.ran());
    RunningCommand command;
    ending = null;
    if (Files.exists(own.process())) {
      command = RunningCommand.found(context.control(), own);
      var startedAt = Files.getLastModifiedTime(own.process()).toInstant();
      watch.goOn(startedAt, context.clock().instant(), false);
      LOG.info(() -> "Found " + callback().name() + " of job " + offer.jobId() + " again");
    } else if (stop != null) {
      ended(End.without(stop.outcome(), stop.reason(), context.clock().instant()));
      return;
    } else {
      var started = start(own);
      if (started == null) {
        return;
      }
      command = started;
      watch.start();
      LOG.info(() -> "Running " + callback().name() + " of job " + offer.jobId());
    }
    keeper = new CommandKeeper(this, context, command, watch, output::printed);
    keeper.follow();
    if (stop != null) {
      endCurrent(stop);
    }
  }

  /** Starts the current one; null when it was refused. */
  private @Nullable RunningCommand start(AssignmentFolder own) throws IOException {
    var asOffer =
        new Offer(
            offer.id(),
            offer.jobId(),
            callback().command(),
            offer.shell(),
            offer.environment(),
            offer.killGrace(),
            Rules.NONE);
    var environment = context.environment(offer);
    var objection = context.control().objection(asOffer, environment);
    if (objection.isPresent()) {
      ended(End.without(Outcome.REFUSED, objection.get(), context.clock().instant()));
      return null;
    }
    try {
      if (!Files.exists(own.path())) {
        writeTitle();
      }
      return RunningCommand.start(context.control(), asOffer, own, environment);
    } catch (IOException e) {
      String reason = "The callback could not be started: " + e.getMessage();
      ended(End.without(Outcome.REFUSED, reason, context.clock().instant()));
      return null;
    }
  }

  /** The line between what was printed before and what the callback prints. */
  private void writeTitle() throws IOException {
    var before = ends.isEmpty() ? folder.output() : folder.callbackOutput();
    String title = "==== " + callback().name() + " ====\n";
    Files.writeString(
        folder.callbackOutput(),
        endsWithinALine(before) ? "\n" + title : title,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private static boolean endsWithinALine(Path file) throws IOException {
    try (var bytes = new RandomAccessFile(file.toFile(), "r")) {
      if (bytes.length() == 0) {
        return false;
      }
      bytes.seek(bytes.length() - 1);
      return bytes.read() != '\n';
    } catch (FileNotFoundException e) {
      return false; // the command was never started
    }
  }

  private Callback callback() {
    return order.run().get(ends.size());
  }

  private AssignmentFolder current() {
    return folder.callback(ends.size() + 1);
  }

  private void refuseRest(String reason) {
    while (ends.size() < order.run().size()) {
      ended(End.without(Outcome.REFUSED, reason, context.clock().instant()));
    }
    finish();
  }

  /** Notes how the current one ended, before anything else is done. */
  private void ended(End end) {
    var own = current();
    LOG.info(
        () ->
            "Finished %s of job %d (assignment %d): %s, exit code %s %s"
                .formatted(
                    callback().name(),
                    offer.jobId(),
                    offer.id(),
                    end.outcome(),
                    end.exitCode(),
                    end.reason()));
    try {
      Files.createDirectories(own.path());
      StructFile.write(own.end(), end.toStruct());
    } catch (IOException e) {
      LOG.log(Level.WARNING, "Cannot write down the end of " + nameOfCommand(), e);
    }
    ends.add(new CallbackEnd(callback().name(), end));
  }

  private void finish() {
    var unused = context.reader().finish(output);
    unused =
        context
            .uploader()
            .finish(output)
            .completeOnTimeout(null, OUTPUT_SECONDS, TimeUnit.SECONDS)
            .thenRun(this::isOver);
  }

  private synchronized void isOver() {
    over = true;
    context.changed().run();
  }
}
