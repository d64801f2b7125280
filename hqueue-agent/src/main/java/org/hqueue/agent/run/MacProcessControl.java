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

/**
 * macOS: a session and process group for each command, made by the system's Perl, since there is no
 * {@code setsid}. What left the group is found by its parents; a process whose parents have ended
 * as well is lost sight of.
 */
final class MacProcessControl implements ProcessControl {
  private static final Logger LOG = Logger.getLogger(MacProcessControl.class.getName());

  /** All arguments and variables together, less what the wrapper needs. */
  private static final int LONGEST_STRING = 512 * 1024;

  private static final String SETSID = "POSIX::setsid(); exec {$ARGV[0]} @ARGV or exit 127";

  private final String bootId;

  /** The control for a machine that was booted as {@code bootId}. */
  MacProcessControl(String bootId) {
    this.bootId = bootId;
  }

  @Override
  public Optional<String> objection(Offer offer, Map<String, String> environment) {
    return Posix.objection(offer, environment, LONGEST_STRING);
  }

  @Override
  public Process start(Offer offer, AssignmentFolder folder, Map<String, String> environment)
      throws IOException {
    Files.createDirectories(folder.work());
    var place = folder.owner() == null ? null : folder.place();
    var identity = LaunchScript.fromPs(bootId);
    Files.writeString(folder.script(), LaunchScript.of(offer, environment, identity, place, null));
    var builder =
        new ProcessBuilder(
            "/usr/bin/perl",
            "-MPOSIX",
            "-e",
            SETSID,
            "/bin/sh",
            "../" + folder.script().getFileName());
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
    try {
      return PsTable.entry(process.pid())
          .map(entry -> new ProcessIdentity(bootId, entry.pid(), entry.startTicks()))
          .orElse(new ProcessIdentity(bootId, process.pid(), -1));
    } catch (IOException e) {
      LOG.log(Level.WARNING, "The processes cannot be listed", e);
      return new ProcessIdentity(bootId, process.pid(), -1);
    }
  }

  @Override
  public Optional<ProcessIdentity> recorded(AssignmentFolder folder) throws IOException {
    return Posix.completeLine(folder.process())
        .map(
            line -> {
              int space = line.indexOf(' ');
              var entry = PsTable.entryOf(line.substring(space + 1));
              return new ProcessIdentity(line.substring(0, space), entry.pid(), entry.startTicks());
            });
  }

  @Override
  public Optional<Integer> exitCode(AssignmentFolder folder) throws IOException {
    return Posix.completeLine(folder.exit()).map(Integer::valueOf);
  }

  @Override
  public boolean leaderRuns(ProcessIdentity process) {
    // Asks no program; when it started is looked at with the rest of the group.
    return process.bootId().equals(bootId)
        && ProcessHandle.of(process.pid())
            .filter(ProcessHandle::isAlive)
            .flatMap(handle -> handle.info().startInstant())
            .filter(start -> isSame(start.getEpochSecond(), process.startTicks()))
            .isPresent();
  }

  @Override
  public ProcessGroup group(ProcessIdentity process, AssignmentFolder folder) throws IOException {
    var members = members(process);
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
    // A leader that has not come to its setsid yet is still in the agent's own group.
    Posix.signal(
        members(process).stream()
            .map(entry -> entry.group() == process.pid() ? -entry.group() : entry.pid())
            .collect(Collectors.toSet()),
        signal);
  }

  @Override
  public void release(AssignmentFolder folder) {
    // The operating system keeps nothing.
  }

  private List<ProcessTable.Entry> members(ProcessIdentity process) throws IOException {
    if (!process.bootId().equals(bootId)) {
      return List.of();
    }
    var all = PsTable.all();
    boolean pidIsAnothers =
        all.stream()
            .anyMatch(
                entry ->
                    entry.pid() == process.pid()
                        && !isSame(entry.startTicks(), process.startTicks()));
    if (pidIsAnothers) {
      return List.of();
    }
    var members = new LinkedHashSet<ProcessTable.Entry>();
    all.stream()
        .filter(entry -> entry.group() == process.pid() || entry.pid() == process.pid())
        .forEach(members::add);
    boolean grown = !members.isEmpty();
    while (grown) {
      var pids = members.stream().map(ProcessTable.Entry::pid).collect(Collectors.toSet());
      grown = members.addAll(all.stream().filter(entry -> pids.contains(entry.parent())).toList());
    }
    return List.copyOf(members);
  }

  /** Start times in seconds, which one and the other way of asking may round otherwise. */
  private static boolean isSame(long seconds, long others) {
    return Math.abs(seconds - others) <= 2;
  }
}
