package org.hqueue.folder;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Logger;
import org.hqueue.database.DatabaseAway;

/**
 * Where machines find the network folders, for whoever asks often: the folders are looked up at
 * most once in 10 s, whatever number of agents wants to know. For many threads; one of them waits
 * for the database now and then, and none where that fails.
 */
@ApplicationScoped
public class FolderPaths {

  private static final Logger LOG = Logger.getLogger(FolderPaths.class.getName());
  private static final Duration FRESH = Duration.ofSeconds(10);

  /** What agents are told of at most. */
  private static final int MOST_FOLDERS = 64;

  private static final int LONGEST_PATH = 1000;

  @EJB FolderService folders;
  @Inject Clock clock;

  private final AtomicReference<Known> known =
      new AtomicReference<>(new Known(Instant.MIN, Map.of()));

  /**
   * The paths on machines of one system.
   *
   * @param mark another one whenever the paths are others; never ""
   * @param paths in the order of the folders' ids, each once
   */
  public record Paths(String mark, List<String> paths) {
    static Paths of(List<String> paths) {
      return new Paths(Integer.toHexString(paths.hashCode()), paths);
    }
  }

  /** What was looked up, and until when nobody needs to look again. */
  private record Known(Instant until, Map<OperatingSystem, Paths> paths) {}

  /** The paths for a machine of that system, at most 10 s old; none before they could be read. */
  public Paths on(OperatingSystem system) {
    Known last = known.get();
    Instant now = clock.instant();
    if (!last.until().isAfter(now)) {
      // Whoever says first that it looks does so; the others take what is known.
      Known looking = new Known(now.plus(FRESH), last.paths());
      if (known.compareAndSet(last, looking)) {
        last = looked(looking);
        known.set(last);
      }
    }
    return last.paths().getOrDefault(system, Paths.of(List.of()));
  }

  private Known looked(Known looking) {
    List<FolderView> all;
    try {
      all = folders.all();
    } catch (RuntimeException e) {
      DatabaseAway.warn(LOG, "agents are told of the network folders as known before", e);
      return looking;
    }
    Map<OperatingSystem, Paths> paths = new EnumMap<>(OperatingSystem.class);
    for (OperatingSystem system : OperatingSystem.values()) {
      paths.put(
          system,
          Paths.of(
              all.stream()
                  .map(folder -> folder.path(system))
                  .filter(path -> !path.isEmpty() && path.length() <= LONGEST_PATH)
                  .distinct()
                  .limit(MOST_FOLDERS)
                  .toList()));
    }
    return new Known(looking.until(), paths);
  }
}
