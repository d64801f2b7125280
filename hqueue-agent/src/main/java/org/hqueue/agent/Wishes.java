package org.hqueue.agent;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hqueue.agent.server.Heeding;
import org.hqueue.agent.server.Wish;
import org.hqueue.agent.upgrade.Program;
import org.hqueue.agent.upgrade.UpgradeException;

/**
 * Does what the server wants of the agent itself, each wish once, on a thread of its own. For many
 * threads; nothing here waits.
 *
 * <p>What the agent runs, and why it could not run another program, is written down in its folder
 * too, where the job "Upgrade" reads it.
 */
final class Wishes {
  private static final Logger LOG = Logger.getLogger(Wishes.class.getName());

  private final Program program;
  private final URI server;
  private final Path running;
  private final Path fault;
  private final Actions actions;
  private Heeding heeding = Heeding.NOTHING;

  /** What the agent can do with itself. */
  interface Actions {
    /** Ends once the jobs have. */
    void terminate();

    /** Starts anew; jobs go on. */
    void restart();

    /** Has something to report. */
    void changed();
  }

  /**
   * Wants nothing yet.
   *
   * @param folder of the agent
   */
  Wishes(Program program, URI server, Path folder, Actions actions) {
    this.program = program;
    this.server = server;
    this.running = folder.resolve("agent.program");
    this.fault = folder.resolve("upgrade.fault");
    this.actions = actions;
  }

  /** Writes down what the agent runs. */
  void start() throws IOException {
    Files.writeString(running, program.hash() + "\n");
  }

  /** How far it is. */
  synchronized Heeding heeding() {
    return heeding;
  }

  /** Begins to do what is wanted, unless it has before; returns at once. */
  synchronized void heed(Wish wish) {
    if (wish.number() <= heeding.number()) {
      return;
    }
    heeding = new Heeding(wish.number(), "");
    if (wish.kind() == Wish.Kind.UPGRADE) {
      write("");
    }
    LOG.log(Level.INFO, "The server wants: {0}", wish.kind());
    var thread = new Thread(() -> obey(wish), "wish");
    thread.setDaemon(true);
    thread.start();
    actions.changed();
  }

  private void obey(Wish wish) {
    try {
      switch (wish.kind()) {
        case TERMINATE -> actions.terminate();
        case RESTART -> actions.restart();
        case UPGRADE -> upgrade(wish);
      }
    } catch (UpgradeException | RuntimeException e) {
      failed(wish, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void upgrade(Wish wish) throws UpgradeException, InterruptedException {
    if (program.hash().equals(wish.hash())) {
      return;
    }
    program.replace(server.resolve(wish.path()), wish.hash());
    LOG.log(Level.INFO, "{0} is another program now; starting anew with it", program.file());
    actions.restart();
  }

  private void failed(Wish wish, Exception e) {
    String why = e.getMessage() == null ? e.toString() : e.getMessage();
    LOG.log(Level.WARNING, "Could not do what the server wants; nothing has changed", e);
    synchronized (this) {
      if (heeding.number() == wish.number()) {
        heeding = new Heeding(wish.number(), why);
        write(why + "\n");
      }
    }
    actions.changed();
  }

  private void write(String text) {
    try {
      Files.writeString(fault, text);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "Cannot write {0}: {1}", new Object[] {fault, e});
    }
  }
}
