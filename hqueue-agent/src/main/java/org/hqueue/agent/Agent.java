package org.hqueue.agent;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hqueue.agent.listen.AgentFunctions;
import org.hqueue.agent.listen.ListenPort;
import org.hqueue.agent.node.NodeWatch;
import org.hqueue.agent.run.Assignments;
import org.hqueue.agent.run.RunSettings;
import org.hqueue.agent.run.UnsupportedPlatformException;
import org.hqueue.agent.server.NodeFacts;
import org.hqueue.agent.server.Report;
import org.hqueue.agent.server.ServerConnection;
import org.hqueue.agent.upgrade.Program;
import org.jspecify.annotations.Nullable;

/**
 * One agent with all its parts. It works from {@link #start} on, until it is closed or, once it was
 * told to terminate, until its last job has ended.
 */
final class Agent implements AgentFunctions, Wishes.Actions, AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Agent.class.getName());

  /** The most that jobs get to end by themselves when they end with the agent. */
  private static final Duration LONGEST_GRACE = Duration.ofSeconds(5);

  /** Over the grace, for the certain end and the last output. */
  private static final Duration ENDING = Duration.ofSeconds(3);

  private static final Duration ACKNOWLEDGEMENT = Duration.ofSeconds(5);
  private static final Duration LAST_ACKNOWLEDGEMENT = Duration.ofSeconds(30);
  private static final Duration FOREVER = Duration.ofDays(10_000);

  private final AgentSettings settings;
  private final Assignments assignments;
  private final NodeWatch node;
  private final Wishes wishes;
  private final Heartbeats heartbeats;
  private final @Nullable ListenPort listenPort;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean startsAnew;
  private boolean terminating;

  /**
   * Takes hold of its port and does nothing else until {@link #start}.
   *
   * @param program that this process runs
   * @param terminal where the few things are said that an administrator must see at once
   * @throws UnsupportedPlatformException if commands cannot be run on this operating system
   * @throws IOException if the state folder cannot be used
   */
  Agent(
      AgentSettings settings,
      StateFolder folder,
      String version,
      Program program,
      Clock clock,
      PrintWriter terminal)
      throws UnsupportedPlatformException, IOException {
    this.settings = settings;
    var server = new ServerConnection(settings.server());
    String bootId = MachineFacts.bootId(folder.path().resolve("agent.boot"), clock.instant());
    String platform = MachineFacts.platform();
    var variables =
        Map.of(
            "HQSERVER", settings.server().toString(),
            "HQCLIENT", folder.path().toString(),
            "HQCLIENTARCH", platform);
    this.assignments =
        new Assignments(
            folder.assignments(),
            folder.agentId(),
            bootId,
            server,
            new RunSettings(
                settings.jobEnvironment(),
                variables,
                settings.maxLogBytes(),
                settings.thumbnailCommand()),
            clock,
            this::changed);
    this.listenPort = listen(settings, this, version);
    var identity =
        new Report.Identity(
            folder.agentId(),
            StateFolder.randomId(),
            clock.instant(),
            bootId,
            settings.hostname(),
            settings.name(),
            port(),
            version,
            program.hash(),
            settings.autoUpgrade(),
            platform,
            settings.cpus(),
            MachineFacts.memoryKilobytes(),
            new NodeFacts.Constant(
                MachineFacts.cpuMegahertz(),
                MachineFacts.installLocation(),
                settings.node().description(),
                withTimeZone(settings.node().attributes())));
    this.node = new NodeWatch(settings.node(), folder.path(), clock, this::changed);
    this.wishes = new Wishes(program, settings.server(), folder.path(), this);
    this.heartbeats = new Heartbeats(server, assignments, identity, node, wishes, terminal);
  }

  /** The zone that the server's availability rules go by, unless an administrator names one. */
  private static Map<String, String> withTimeZone(Map<String, String> attributes) {
    Map<String, String> all = new TreeMap<>(attributes);
    all.putIfAbsent("timeZone", ZoneId.systemDefault().getId());
    return all;
  }

  /**
   * Goes on with the jobs that an earlier agent left, and begins to report.
   *
   * @throws IOException if the state folder cannot be used
   */
  void start() throws IOException {
    wishes.start();
    assignments.open();
    node.start();
    heartbeats.start();
  }

  /** The port on which it is called, 0 = none. */
  int port() {
    return listenPort == null ? 0 : listenPort.port();
  }

  @Override
  public void wakeup() {
    heartbeats.wakeup();
  }

  @Override
  public synchronized void terminate() {
    if (terminating) {
      return;
    }
    terminating = true;
    LOG.info("Asked to terminate: no new job, ending after the running ones");
    assignments.closeToNew();
    heartbeats.leave();
    var thread = new Thread(this::endAfterJobs, "terminate");
    thread.setDaemon(true);
    thread.start();
  }

  /** Ends the agent, which is to be started anew; jobs go on. */
  @Override
  public void restart() {
    LOG.info("Starting anew; jobs go on");
    startsAnew = true;
    close();
  }

  /**
   * Waits until the agent has ended by itself.
   *
   * @return whether it is to be started anew
   */
  boolean awaitEnd() throws InterruptedException {
    ended.await();
    return startsAnew;
  }

  /**
   * Ends the agent as its settings say: with its jobs, which the server puts back on the queue, or
   * without them. Returns when that is done, after 13 s at the latest.
   */
  void shutDown() throws InterruptedException {
    if (ended.getCount() == 0) {
      return;
    }
    if (settings.endJobsOnExit()) {
      LOG.info("Ending, and all jobs with it");
      assignments.closeToNew();
      heartbeats.leave();
      assignments.giveBack(LONGEST_GRACE, "The agent on the client was shut down.");
      if (!heartbeats.await(assignments::allEnded, LONGEST_GRACE.plus(ENDING))
          || !heartbeats.await(assignments::isEmpty, ACKNOWLEDGEMENT)) {
        LOG.warning("Ending before the server knows of all ends; told at the next start");
      }
    } else {
      LOG.info("Ending; jobs go on and are found again at the next start");
      assignments.closeToNew();
      if (!heartbeats.leave(ACKNOWLEDGEMENT)) {
        LOG.warning("Ending before the server knows of it");
      }
    }
    close();
  }

  /** Ends the agent's threads and leaves its jobs alone. */
  @Override
  public void close() {
    heartbeats.close();
    node.close();
    assignments.close();
    if (listenPort != null) {
      listenPort.close();
    }
    ended.countDown();
  }

  @Override
  public void changed() {
    heartbeats.changed();
  }

  private void endAfterJobs() {
    try {
      heartbeats.await(this::isDoneWithJobs, FOREVER);
      if (!heartbeats.await(assignments::isEmpty, LAST_ACKNOWLEDGEMENT)) {
        LOG.warning("Ending before the server knows of all ends; told at the next start");
      }
      LOG.info("All jobs have ended; ending as well");
      if (!heartbeats.sayGoodbye(ACKNOWLEDGEMENT)) {
        LOG.warning("The server does not know that this agent has ended for good");
      }
      close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isDoneWithJobs() {
    assignments.stopPaused("Cancelled because its client was terminated while it was paused.");
    return assignments.allEnded();
  }

  private static @Nullable ListenPort listen(
      AgentSettings settings, AgentFunctions functions, String version) {
    if (settings.listenPort() == 0) {
      return null;
    }
    try {
      return ListenPort.open(settings.listenHost(), settings.listenPort(), functions, version);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "Nobody can call this agent: {0}; it works without", e.getMessage());
      return null;
    }
  }
}
