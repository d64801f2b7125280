package org.hqueue.agent.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A control group (version 2) of the kernel, from which no process of a command can get away by
 * itself: whatever it forks is in it.
 */
record Cgroup(Path path) {
  private static final Logger LOG = Logger.getLogger(Cgroup.class.getName());
  private static final Path MOUNTS = Path.of("/proc/self/mountinfo");
  private static final Path OWN = Path.of("/proc/self/cgroup");

  /** The group of this process, if it may have groups of ours below it. */
  static Optional<Path> own() {
    try {
      Optional<Path> mounted = Optional.empty();
      for (String line : Files.readAllLines(MOUNTS)) {
        String[] fields = line.split(" ", -1);
        if (line.contains(" - cgroup2 ") && fields[3].equals("/")) {
          mounted = Optional.of(Path.of(fields[4]));
        }
      }
      for (String line : Files.readAllLines(OWN)) {
        if (line.startsWith("0::/") && mounted.isPresent()) {
          var own = mounted.get().resolve(line.substring("0::/".length())).normalize();
          boolean ours = Files.isWritable(own) && Files.isWritable(own.resolve("cgroup.procs"));
          return ours ? Optional.of(own) : Optional.empty();
        }
      }
    } catch (IOException | RuntimeException e) { // whatever these files hold on some system
      LOG.log(Level.FINE, "This system has no usable cgroups", e);
    }
    return Optional.empty();
  }

  /** Makes the group if it is not there; false if that is not possible. */
  boolean make() {
    try {
      Files.createDirectories(path);
      return true;
    } catch (IOException e) {
      LOG.log(Level.FINE, "Cannot make the cgroup " + path, e);
      return false;
    }
  }

  /** Where a process writes its pid to be in the group. */
  Path entrance() {
    return path.resolve("cgroup.procs");
  }

  /** The pids of all processes in it and in groups below it; none when it is not there. */
  List<Long> pids() throws IOException {
    var pids = new ArrayList<Long>();
    for (Path group : groups()) {
      try {
        for (String pid : Files.readAllLines(group.resolve("cgroup.procs"))) {
          pids.add(Long.valueOf(pid));
        }
      } catch (NoSuchFileException e) {
        LOG.log(Level.FINE, "The cgroup {0} has gone meanwhile", group);
      }
    }
    return pids;
  }

  /** Kills all that is in it at once, forks included; false if the kernel cannot do so. */
  boolean kill() {
    try {
      Files.writeString(path.resolve("cgroup.kill"), "1", StandardCharsets.US_ASCII);
      return true;
    } catch (IOException e) {
      return false; // older than 5.14
    }
  }

  /** Removes the group, if nothing is in it. */
  void remove() {
    try {
      for (Path group : groups()) {
        Files.deleteIfExists(group);
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "Cannot remove the cgroup {0}: {1}", new Object[] {path, e});
    }
  }

  /** The group and those below it, the lowest first. */
  private List<Path> groups() throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (var tree = Files.walk(path)) {
      return tree.filter(Files::isDirectory).sorted(Comparator.reverseOrder()).toList();
    } catch (UncheckedIOException e) {
      throw new IOException(e);
    }
  }
}
