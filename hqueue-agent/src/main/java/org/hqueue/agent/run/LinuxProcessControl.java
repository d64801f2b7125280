package org.hqueue.agent.run;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.hqueue.agent.server.Offer;
import org.jspecify.annotations.Nullable;

/**
 * Linux: a session for each command and, where that is allowed, a control group, which holds
 * processes that leave the session too. Without it these are found by a mark in their environment
 * and by their parents; one that has dropped both is lost sight of.
 */
final class LinuxProcessControl implements ProcessControl {
  private static final Logger LOG = Logger.getLogger(LinuxProcessControl.class.getName());

  /** What the kernel takes as one argument or variable, its closing NUL included. */
  private static final int LONGEST_STRING = 128 * 1024;

  static {
    // Without it the JVM starts a helper program that starts the command's wrapper.
    if (Runtime.version().feature() < 22) {
      System.setProperty("jdk.lang.Process.launchMechanism", "VFORK");
    }
  }

  private final String bootId;
  private final @Nullable Path cgroups;
  private final Marks marks = new Marks();

  /**
   * The control for a machine that was booted as {@code bootId}.
   *
   * @param cgroups below which each command gets a control group; null = none does
   */
  LinuxProcessControl(String bootId, @Nullable Path cgroups) {
    this.bootId = bootId;
    this.cgroups = cgroups;
  }

  @Override
  public Optional<String> objection(Offer offer, Map<String, String> environment) {
    return Posix.objection(offer, environment, LONGEST_STRING);
  }

  @Override
  public Process start(Offer offer, AssignmentFolder folder, Map<String, String> environment)
      throws IOException {
    Files.createDirectories(folder.work());
    String mark = Marks.of(folder);
    var cgroup = cgroups == null ? null : new Cgroup(cgroups.resolve("hqueue-" + mark));
    boolean entered = cgroup != null && cgroup.make();
    var place = folder.owner() == null ? null : folder.place();
    var identity = LaunchScript.fromProc(bootId);
    String script = LaunchScript.of(offer, environment, identity, place, entered ? cgroup : null);
    Files.writeString(folder.script(), script);
    var builder = new ProcessBuilder("setsid", "/bin/sh", "../" + folder.script().getFileName());
    Marks.put(folder, builder.environment());
    return builder
        .directory(folder.work().toFile())
        .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
        .redirectErrorStream(true)
        .redirectOutput(Redirect.appendTo(folder.output().toFile()))
        .start();
  }

  @Override
  public ProcessIdentity identify(Process process) {
    long ticks = ProcessTable.entry(process.pid()).map(entry -> entry.startTicks()).orElse(-1L);
    return new ProcessIdentity(bootId, process.pid(), ticks);
  }

  @Override
  public Optional<ProcessIdentity> recorded(AssignmentFolder folder) throws IOException {
    return Posix.completeLine(folder.process())
        .map(
            line -> {
              int space = line.indexOf(' ');
              var entry = ProcessTable.Entry.of(line.substring(space + 1));
              return new ProcessIdentity(line.substring(0, space), entry.pid(), entry.startTicks());
            });
  }

  @Override
  public Optional<Integer> exitCode(AssignmentFolder folder) throws IOException {
    return Posix.completeLine(folder.exit()).map(Integer::valueOf);
  }

  @Override
  public boolean leaderRuns(ProcessIdentity process) {
    return leader(process).isPresent();
  }

  @Override
  public ProcessGroup group(ProcessIdentity process, AssignmentFolder folder) throws IOException {
    var members = members(process, folder);
    return new ProcessGroup(
        members.stream().anyMatch(entry -> entry.pid() == process.pid()),
        members.size(),
        (int) members.stream().filter(ProcessTable.Entry::isStopped).count(),
        (int) members.stream().filter(ProcessTable.Entry::isWaiting).count(),
        members.stream().mapToLong(ProcessTable.Entry::cpuTicks).sum());
  }

  @Override
  public void signal(ProcessIdentity process, AssignmentFolder folder, GroupSignal signal)
      throws IOException {
    if (signal == GroupSignal.KILL && isThisBoot(process)) {
      var unused = cgroup(folder).map(Cgroup::kill); // what it leaves is killed below
    }
    // A shell with job control makes further groups in its session. A leader that has not come to
    // its setsid yet is still in the agent's own group, which must not get the signal.
    var targets =
        members(process, folder).stream()
            .map(entry -> entry.session() == process.pid() ? -entry.group() : entry.pid())
            .collect(Collectors.toSet());
    Posix.signal(targets, signal);
  }

  @Override
  public void release(AssignmentFolder folder) {
    try {
      cgroup(folder).ifPresent(Cgroup::remove);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "A cgroup may be left of " + folder.path(), e);
    }
  }

  private boolean isThisBoot(ProcessIdentity process) {
    return process.bootId().equals(bootId);
  }

  private List<ProcessTable.Entry> members(ProcessIdentity process, AssignmentFolder folder)
      throws IOException {
    if (!isThisBoot(process)) {
      return List.of();
    }
    var cgroup = cgroup(folder);
    return cgroup.isPresent()
        ? running(cgroup.get().pids())
        : searched(process, ProcessTable.all(), Marks.of(folder));
  }

  private static List<ProcessTable.Entry> running(List<Long> pids) {
    return pids.stream()
        .map(ProcessTable::entry)
        .flatMap(Optional::stream)
        .filter(ProcessTable.Entry::runs)
        .toList();
  }

  /** Those of the session, those that bear the mark, and all their descendants. */
  private List<ProcessTable.Entry> searched(
      ProcessIdentity process, List<ProcessTable.Entry> all, String mark) {
    // A pid is given anew only when neither a group nor a session is called so any more.
    boolean pidIsAnothers =
        all.stream()
            .anyMatch(
                entry ->
                    entry.pid() == process.pid() && entry.startTicks() != process.startTicks());
    var members = new LinkedHashSet<>(marks.bearers(all, mark));
    if (!pidIsAnothers) {
      all.stream()
          .filter(entry -> entry.session() == process.pid() || entry.pid() == process.pid())
          .forEach(members::add);
    }
    boolean grown = !members.isEmpty();
    while (grown) {
      var pids = members.stream().map(ProcessTable.Entry::pid).collect(Collectors.toSet());
      grown = members.addAll(all.stream().filter(entry -> pids.contains(entry.parent())).toList());
    }
    return List.copyOf(members);
  }

  private static Optional<Cgroup> cgroup(AssignmentFolder folder) throws IOException {
    return Posix.completeLine(folder.cgroup()).map(path -> new Cgroup(Path.of(path)));
  }

  private Optional<ProcessTable.Entry> leader(ProcessIdentity process) {
    return ProcessTable.entry(process.pid())
        .filter(entry -> entry.runs() && entry.startTicks() == process.startTicks());
  }
}
