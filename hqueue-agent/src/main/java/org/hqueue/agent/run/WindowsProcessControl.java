package org.hqueue.agent.run;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hqueue.agent.server.Offer;

/**
 * Windows: a job object for each command, which no process of it can leave. The wrapper starts
 * nothing before it is in there: the line that it waits for is the identity that it notes.
 */
final class WindowsProcessControl implements ProcessControl {
  /** What Windows takes as one variable, its name included. */
  private static final int LONGEST_VARIABLE = 32_767;

  /** What {@code cmd.exe} takes as one line, less what the wrapper adds. */
  private static final int LONGEST_LINE = 8000;

  /** As a shell on Linux tells a process that was killed. */
  private static final int KILLED = 137;

  private static final String SUSPENDED = "suspended";

  private final String bootId;
  private final JobObjects jobs;

  /**
   * The control for a machine that was booted as {@code bootId}.
   *
   * @param jobs of the operating system
   */
  WindowsProcessControl(String bootId, JobObjects jobs) {
    this.bootId = bootId;
    this.jobs = jobs;
  }

  @Override
  public Optional<String> objection(Offer offer, Map<String, String> environment) {
    for (var variable : environment.entrySet()) {
      String name = variable.getKey();
      String both = name + "=" + variable.getValue();
      if (name.isEmpty() || name.indexOf('=') >= 0 || both.indexOf('\0') >= 0) {
        return Optional.of("The environment variable '" + name + "' cannot be set on this system.");
      }
      if (both.length() >= LONGEST_VARIABLE) {
        return Optional.of("The environment variable '" + name + "' is longer than 32 KiB.");
      }
    }
    if (offer.command().indexOf('\0') >= 0) {
      return Optional.of("The command holds a NUL character.");
    }
    if (CommandScript.parts(offer.shell(), offer.command(), "").line().length() > LONGEST_LINE) {
      return Optional.of("The command is longer than " + LONGEST_LINE + " characters.");
    }
    if (!isFound(offer.shell(), environment)) {
      return Optional.of("The shell '" + offer.shell() + "' is not installed on this client.");
    }
    return Optional.empty();
  }

  @Override
  public Process start(Offer offer, AssignmentFolder folder, Map<String, String> environment)
      throws IOException {
    Files.createDirectories(folder.work());
    var batch = folder.path().resolve("command.cmd").toAbsolutePath();
    var script = folder.path().resolve("run.cmd").toAbsolutePath();
    var parts = CommandScript.parts(offer.shell(), offer.command(), batch.toString());
    if (!parts.batch().isEmpty()) {
      Files.writeString(batch, parts.batch());
    }
    String path = folder.path().toAbsolutePath().toString();
    String place = folder.place().toAbsolutePath().toString();
    Files.writeString(script, CommandScript.wrapper(path, place, parts.invocation()));
    var builder =
        new ProcessBuilder(CommandScript.start(script.toString()))
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(folder.output().toFile()));
    builder.environment().putAll(environment);
    Marks.put(folder, builder.environment());
    builder.environment().put(CommandScript.VARIABLE, parts.line());
    var process = builder.start();
    letIn(process, folder);
    return process;
  }

  /** Encloses the wrapper, then lets it go on; without the line it ends and has run nothing. */
  private void letIn(Process process, AssignmentFolder folder) throws IOException {
    try (var gate = process.getOutputStream()) {
      jobs.enclose(jobName(folder), process.pid());
      gate.write((line(identify(process)) + "\r\n").getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  @Override
  public ProcessIdentity identify(Process process) {
    return new ProcessIdentity(bootId, process.pid(), startMillis(process.toHandle()));
  }

  @Override
  public Optional<ProcessIdentity> recorded(AssignmentFolder folder) throws IOException {
    return Posix.completeLine(folder.process()).map(WindowsProcessControl::identity);
  }

  @Override
  public Optional<Integer> exitCode(AssignmentFolder folder) throws IOException {
    return Posix.completeLine(folder.exit()).map(Integer::valueOf);
  }

  @Override
  public boolean leaderRuns(ProcessIdentity process) {
    return process.bootId().equals(bootId)
        && ProcessHandle.of(process.pid())
            .filter(ProcessHandle::isAlive)
            .filter(handle -> startMillis(handle) == process.startTicks())
            .isPresent();
  }

  @Override
  public ProcessGroup group(ProcessIdentity process, AssignmentFolder folder) throws IOException {
    if (!process.bootId().equals(bootId)) {
      return new ProcessGroup(false, 0, 0, 0, 0);
    }
    var contents = contents(process, folder);
    var suspended = suspended(folder);
    return new ProcessGroup(
        contents.pids().contains(process.pid()),
        contents.pids().size(),
        (int) contents.pids().stream().filter(suspended::contains).count(),
        0,
        contents.cpuTicks());
  }

  @Override
  public void signal(ProcessIdentity process, AssignmentFolder folder, GroupSignal signal)
      throws IOException {
    if (!process.bootId().equals(bootId)) {
      return;
    }
    switch (signal) {
      case TERM -> contents(process, folder).pids().stream().findFirst().ifPresent(jobs::sendBreak);
      case KILL -> kill(process, folder);
      case STOP -> stop(process, folder);
      case CONT -> goOn(folder);
    }
  }

  @Override
  public void release(AssignmentFolder folder) {
    jobs.release(jobName(folder)); // it goes away with its last process
  }

  private void kill(ProcessIdentity process, AssignmentFolder folder) throws IOException {
    jobs.terminate(jobName(folder), KILLED);
    if (leaderRuns(process)) {
      ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  /** What is in the job object; without one, the wrapper alone, if it runs. */
  private JobObjects.Contents contents(ProcessIdentity process, AssignmentFolder folder)
      throws IOException {
    var pids = leaderRuns(process) ? List.of(process.pid()) : List.<Long>of();
    return jobs.contents(jobName(folder)).orElse(new JobObjects.Contents(pids, 0));
  }

  /** Suspends those that are not: Windows counts, and one resume has to do. */
  private void stop(ProcessIdentity process, AssignmentFolder folder) throws IOException {
    var all = new HashSet<>(suspended(folder));
    var more = new ArrayList<Long>();
    for (long pid : contents(process, folder).pids()) {
      if (all.add(pid)) {
        more.add(pid);
      }
    }
    // Noted first: one suspended twice by two agents would never go on.
    Files.write(folder.path().resolve(SUSPENDED), all.stream().map(String::valueOf).toList());
    more.forEach(jobs::suspend);
  }

  private void goOn(AssignmentFolder folder) throws IOException {
    suspended(folder).forEach(jobs::resume);
    Files.deleteIfExists(folder.path().resolve(SUSPENDED));
  }

  private static Set<Long> suspended(AssignmentFolder folder) throws IOException {
    try {
      return Files.readAllLines(folder.path().resolve(SUSPENDED)).stream()
          .map(Long::valueOf)
          .collect(Collectors.toSet());
    } catch (NoSuchFileException e) {
      return Set.of();
    }
  }

  private static String jobName(AssignmentFolder folder) {
    return "Global\\hqueue-" + Marks.of(folder);
  }

  private static String line(ProcessIdentity process) {
    return process.pid() + " " + process.startTicks() + " " + process.bootId();
  }

  private static ProcessIdentity identity(String line) {
    var fields = line.split(" ", 3);
    String bootId = fields.length > 2 ? fields[2].strip() : "";
    return new ProcessIdentity(
        bootId, Long.parseLong(fields[0]), Long.parseLong(fields[1].strip()));
  }

  private static long startMillis(ProcessHandle handle) {
    return handle.info().startInstant().map(Instant::toEpochMilli).orElse(-1L);
  }

  private static boolean isFound(String shell, Map<String, String> environment) {
    if (CommandScript.isCmd(shell)) {
      return true;
    }
    try {
      if (shell.indexOf('\\') >= 0 || shell.indexOf('/') >= 0) {
        return Files.isRegularFile(Path.of(shell));
      }
      String path = environment.getOrDefault("PATH", System.getenv().getOrDefault("PATH", ""));
      for (String folder : path.split(";", -1)) {
        if (Files.isRegularFile(Path.of(folder, shell))
            || Files.isRegularFile(Path.of(folder, shell + ".exe"))) {
          return true;
        }
      }
    } catch (InvalidPathException e) {
      return false;
    }
    return false;
  }
}
