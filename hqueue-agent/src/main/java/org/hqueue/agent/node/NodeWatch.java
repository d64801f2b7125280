package org.hqueue.agent.node;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hqueue.agent.server.NodeFacts;

/**
 * Looks after the machine on a thread of its own, so that a slow disk, network folder or program
 * delays no heartbeat: disk, mounts and idle time every 10 s, the health command every minute, GPUs
 * every 10 minutes. {@link #facts} is for any thread and never waits.
 */
public final class NodeWatch implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(NodeWatch.class.getName());
  private static final long ROUND_MILLIS = 10_000;
  private static final int COMMAND_ROUNDS = 6;
  private static final int GPU_ROUNDS = 60;
  private static final int COMMAND_SECONDS = 30;
  private static final long MOUNT_MILLIS = 5000;

  private final NodeSettings settings;
  private final Path folder;
  private final Clock clock;
  private final Runnable changed;
  private final Gpus gpus;
  private final List<Mount> mounts;
  private final SeenFolders seenFolders;
  private final Terminals terminals = new Terminals(Path.of("/dev/pts"));
  private final Thread thread = new Thread(this::run, "node");
  private final long roundMillis;

  private List<NodeFacts.Gpu> knownGpus = List.of();
  private Optional<String> commandFault = Optional.empty();
  private volatile NodeFacts facts = NodeFacts.UNKNOWN;

  /**
   * Does nothing until {@link #start}.
   *
   * @param folder on the disk that is told of
   * @param changed called when the machine becomes fit or unfit; must return at once
   */
  public NodeWatch(NodeSettings settings, Path folder, Clock clock, Runnable changed) {
    this(settings, folder, clock, changed, "nvidia-smi", ROUND_MILLIS);
  }

  NodeWatch(
      NodeSettings settings,
      Path folder,
      Clock clock,
      Runnable changed,
      String gpuProgram,
      long roundMillis) {
    this.settings = settings;
    this.folder = folder;
    this.clock = clock;
    this.changed = changed;
    this.gpus = new Gpus(gpuProgram);
    this.mounts = settings.mounts().stream().map(each -> new Mount(each, MOUNT_MILLIS)).toList();
    this.seenFolders = new SeenFolders(folder.resolve("folders.seen"), MOUNT_MILLIS);
    this.roundMillis = roundMillis;
    thread.setDaemon(true);
  }

  /** Begins to look. */
  public void start() {
    thread.start();
  }

  /** Tells the farm's network folders; each must be there from when it was seen first. */
  public void networkFolders(List<String> paths) {
    seenFolders.named(paths);
  }

  /** What was seen last; nothing before the first look has ended. */
  public NodeFacts facts() {
    return facts;
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    try {
      for (long round = 0; true; round++) {
        try {
          look(round);
        } catch (RuntimeException e) {
          LOG.log(Level.SEVERE, "Looking after the machine failed unexpectedly; going on", e);
        }
        TimeUnit.MILLISECONDS.sleep(roundMillis);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(long round) throws InterruptedException {
    if (round % GPU_ROUNDS == 0) {
      knownGpus = gpus.list();
    }
    if (round % COMMAND_ROUNDS == 0 && !settings.healthCommand().isEmpty()) {
      commandFault = commandFault();
    }
    // Not a FileStore, which needs the mount to be listed, as it is not in every container.
    File disk = folder.toFile();
    long total = disk.getTotalSpace();
    long free = total > 0 ? disk.getUsableSpace() / 1024 : -1;
    long capacity = total > 0 ? total / 1024 : -1;
    String unfit = unfit(free);
    var before = facts;
    facts = new NodeFacts(free, capacity, knownGpus, terminals.idleMinutes(clock.instant()), unfit);
    if (!unfit.equals(before.unfit())) {
      LOG.info(unfit.isEmpty() ? "The machine is fit again" : "The machine is unfit: " + unfit);
      changed.run();
    }
  }

  private String unfit(long freeKilobytes) throws InterruptedException {
    if (freeKilobytes >= 0 && freeKilobytes < settings.minFreeDiskKilobytes()) {
      return "The disk of %s has less than %d MiB free."
          .formatted(folder, settings.minFreeDiskKilobytes() / 1024);
    }
    for (Mount mount : mounts) {
      var fault = mount.fault();
      if (fault.isPresent()) {
        return fault.get();
      }
    }
    var seenFault = seenFolders.fault();
    return seenFault.isPresent() ? seenFault.get() : commandFault.orElse("");
  }

  private Optional<String> commandFault() throws InterruptedException {
    try {
      var said = Programs.run(Programs.shell(settings.healthCommand()), COMMAND_SECONDS);
      if (said.exitCode() == 0) {
        return Optional.empty();
      }
      String how =
          said.exitCode() < 0
              ? "did not end within " + COMMAND_SECONDS + " s"
              : "ended with exit code " + said.exitCode();
      return Optional.of("The health command %s. %s".formatted(how, said.firstLine()).strip());
    } catch (IOException e) {
      return Optional.of("The health command cannot be run: " + e.getMessage());
    }
  }
}
