package org.hqueue.agent.run;

import java.io.IOException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hqueue.agent.server.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Looks after a command that was started, until nothing of it runs any more. There is one rule:
 * {@link #look} compares what runs with what is wanted, does what is due, and looks again when the
 * next thing is. It is called whenever something may have changed, and once too often does no harm.
 *
 * <p>For many threads. It takes its owner's lock for whatever it does, and tells the owner of it
 * with that lock held.
 */
final class CommandKeeper {
  private static final Logger LOG = Logger.getLogger(CommandKeeper.class.getName());
  private static final long FIRST_LOOK_MILLIS = 5;
  private static final long LONGEST_LOOK_MILLIS = 200;
  private static final long LOOK_AFTER_FAILURE_MILLIS = 5000;

  /** Whom the command belongs to. Its monitor is the lock. */
  interface Owner {
    /** What the command is called in the agent's log. */
    String nameOfCommand();

    /** All of its processes are stopped now, or go on. */
    void hasPaused(boolean paused);

    /** The command breaks a rule on time, and is to be ended for it. */
    void breaks(Verdict.Kind rule);

    /** Nothing of it runs any more; told once, or again later after an exception. */
    void hasEnded(RunningCommand command) throws IOException;
  }

  private final Owner owner;
  private final RunContext context;
  private final RunningCommand command;
  private final RunWatch watch;
  private final LongSupplier printed;

  private boolean isPaused;
  private boolean pauseWanted;
  private @Nullable Stop stop;
  private boolean over;
  private long lookMillis = FIRST_LOOK_MILLIS;
  private @Nullable Future<?> nextLook;

  /**
   * Does nothing until it is asked to.
   *
   * @param watch counts how long the command runs; has been started
   * @param printed how many bytes of output there are
   */
  CommandKeeper(
      Owner owner,
      RunContext context,
      RunningCommand command,
      RunWatch watch,
      LongSupplier printed) {
    this.owner = owner;
    this.context = context;
    this.command = command;
    this.watch = watch;
    this.printed = printed;
    this.isPaused = command.isAskedToPause();
    this.pauseWanted = isPaused;
  }

  /** Learns of the end of a command that this agent has started. */
  void follow() {
    command.whenEnded(() -> lookAfter(0));
  }

  /** Ends the command: politely now, for certain when that is due. */
  void end(Stop wanted) {
    synchronized (owner) {
      boolean first = stop == null;
      stop = wanted;
      if (first) {
        soon();
      }
    }
  }

  /** Stops all processes of the command where they are, or lets them go on. */
  void pause(boolean wanted) {
    synchronized (owner) {
      if (pauseWanted != wanted) {
        pauseWanted = wanted;
        soon();
      }
    }
  }

  /**
   * Looks whether a process that is no child of this agent still runs, and whether the command
   * breaks a rule on time; cheap, to be called several times a second.
   */
  void check() {
    synchronized (owner) {
      if (over) {
        return;
      }
      if (command.hasEndedUnnoticed()) {
        look();
      } else if (stop == null) {
        watchTime();
      }
    }
  }

  private void watchTime() {
    try {
      var broken = watch.look(isPaused, printed.getAsLong(), () -> command.group().cpuTicks());
      if (broken != null) {
        owner.breaks(broken);
      }
    } catch (IOException e) {
      LOG.log(Level.FINE, "Cannot see how much CPU " + owner.nameOfCommand() + " uses", e);
    }
  }

  /** Compares what runs with what is wanted. */
  void look() {
    synchronized (owner) {
      if (over) {
        return;
      }
      try {
        var group = command.group();
        if (group.isEmpty()) {
          owner.hasEnded(command);
          over = true;
        } else if (stop != null || !group.leaderRuns()) {
          command.end(stop);
          lookAgain();
        } else {
          pauseOrGoOn(group);
        }
      } catch (IOException | RuntimeException e) { // one bad command must not be forgotten about
        LOG.log(Level.WARNING, "Cannot look after " + owner.nameOfCommand() + "; trying again", e);
        lookAfter(LOOK_AFTER_FAILURE_MILLIS);
      }
    }
  }

  private void pauseOrGoOn(ProcessGroup group) throws IOException {
    if (pauseWanted && !group.isStopped()) {
      command.pause();
      lookAgain();
    } else if (pauseWanted) {
      become(true);
    } else if (command.isAskedToPause()) {
      command.resume();
      become(false);
    }
  }

  private void become(boolean paused) {
    if (isPaused != paused) {
      isPaused = paused;
      owner.hasPaused(paused);
    }
  }

  private void soon() {
    lookMillis = FIRST_LOOK_MILLIS;
    lookAfter(0);
  }

  private void lookAgain() {
    lookAfter(lookMillis);
    lookMillis = Math.min(LONGEST_LOOK_MILLIS, 2 * lookMillis);
  }

  private void lookAfter(long millis) {
    synchronized (owner) {
      if (nextLook != null) {
        nextLook.cancel(false);
      }
      try {
        nextLook = context.scheduler().schedule(this::look, millis, TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException e) {
        // The agent is ending; the next one goes on from what is on the disk.
        LOG.log(Level.FINE, "No more looks after {0}", owner.nameOfCommand());
      }
    }
  }
}
