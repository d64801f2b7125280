package org.hqueue.agent.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The network folders of the farm. One counts as a check of the machine once it was seen there: a
 * folder that a machine has never had is none of its faults. What was seen is kept in a file, a
 * path on each line, so that a machine that starts without its mounts is known to lack them. For
 * one thread, but {@link #named}, which is for many.
 */
final class SeenFolders {
  private static final Logger LOG = Logger.getLogger(SeenFolders.class.getName());

  /** More are not looked at: each costs a thread and a call to a server. */
  private static final int MOST = 64;

  private final Path file;
  private final long millis;
  private final Map<Path, Mount> seen = new LinkedHashMap<>();
  private final Map<Path, Mount> unseen = new LinkedHashMap<>();
  private volatile @Nullable Set<Path> named;

  /**
   * Knows what the file tells.
   *
   * @param millis that each folder gets to answer
   */
  SeenFolders(Path file, long millis) {
    this.file = file;
    this.millis = millis;
    try {
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        put(seen, Path.of(line));
      }
    } catch (NoSuchFileException e) {
      LOG.log(Level.FINE, "No network folder was seen here yet");
    } catch (IOException | InvalidPathException e) {
      LOG.log(Level.WARNING, "Cannot read which network folders were seen here: " + file, e);
    }
  }

  /** The folders that there are now; any other is no longer looked at, nor is what is no path. */
  void named(List<String> paths) {
    var folders = new LinkedHashSet<Path>();
    for (String path : paths) {
      try {
        var folder = NodeSettings.folder(path);
        if (folder.isAbsolute()) {
          folders.add(folder);
          continue;
        }
      } catch (InvalidPathException e) {
        LOG.log(Level.FINE, "no path", e);
      }
      LOG.log(Level.WARNING, "The network folder {0} is not looked after: it is no path", path);
    }
    named = folders;
  }

  /** What is wrong with one that was seen before, as a sentence; empty when all is well. */
  Optional<String> fault() throws InterruptedException {
    var now = named;
    if (now != null) {
      // Nothing is named before the server has answered; what was seen counts until then.
      boolean fewer = seen.keySet().retainAll(now);
      unseen.keySet().retainAll(now);
      now.stream().filter(path -> !seen.containsKey(path)).forEach(path -> put(unseen, path));
      boolean more = haveAppeared();
      if (fewer || more) {
        keep();
      }
    }
    for (Mount mount : seen.values()) {
      var fault = mount.fault();
      if (fault.isPresent()) {
        return fault;
      }
    }
    return Optional.empty();
  }

  private boolean haveAppeared() throws InterruptedException {
    boolean any = false;
    for (Path path : List.copyOf(unseen.keySet())) {
      Mount mount = unseen.get(path);
      if (mount != null && mount.fault().isEmpty()) {
        unseen.remove(path);
        seen.put(path, mount);
        any = true;
      }
    }
    return any;
  }

  private void put(Map<Path, Mount> folders, Path path) {
    if (seen.size() + unseen.size() < MOST) {
      folders.computeIfAbsent(path, each -> new Mount(each, millis));
    }
  }

  private void keep() {
    try {
      var next = file.resolveSibling(file.getFileName() + ".new");
      Files.write(next, seen.keySet().stream().map(Path::toString).toList());
      Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "Cannot note which network folders were seen here: " + file, e);
    }
  }
}
