package org.hqueue.agent.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hqueue.agent.server.End;
import org.hqueue.agent.server.Offer;
import org.hqueue.agent.server.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What the agent keeps on its disk about its assignments, a folder for each. For many threads, as
 * long as each assignment is one thread's at a time.
 */
final class AssignmentStore {
  private static final Logger LOG = Logger.getLogger(AssignmentStore.class.getName());

  private final Path root;

  AssignmentStore(Path root) {
    this.root = root;
  }

  /**
   * An assignment as found on the disk.
   *
   * @param end null while it has not ended
   * @param stopped null, or what its end is to be called since the agent was asked to end it
   */
  record Kept(Offer offer, @Nullable End end, @Nullable Outcome stopped) {}

  AssignmentFolder folder(long assignmentId) {
    return new AssignmentFolder(root.resolve(Long.toString(assignmentId)));
  }

  /** Returns once the offer is safely on the disk. */
  void keep(Offer offer) throws IOException {
    var folder = folder(offer.id());
    Files.createDirectories(folder.path());
    StructFile.write(folder.offer(), offer.toStruct());
  }

  /** Returns once the end is safely on the disk. */
  void keepEnd(long assignmentId, End end) throws IOException {
    var folder = folder(assignmentId);
    Files.createDirectories(folder.path());
    StructFile.write(folder.end(), end.toStruct());
  }

  /** Notes that the agent was asked to end the assignment, and what its end is to be called. */
  void keepStopped(long assignmentId, Outcome outcome) throws IOException {
    Files.writeString(folder(assignmentId).stop(), outcome.name());
  }

  /**
   * All that is kept, by ascending id. A folder without an offer, which was being written or
   * deleted when the agent died, is deleted: the server was never told of it, or has been told that
   * it is over. One with damaged files is left as it is.
   */
  List<Kept> all() throws IOException {
    Files.createDirectories(root);
    var ids = new ArrayList<Long>();
    try (var folders = Files.newDirectoryStream(root, "[0-9]*")) {
      folders.forEach(folder -> ids.add(Long.valueOf(folder.getFileName().toString())));
    }
    ids.sort(Comparator.naturalOrder());
    var all = new ArrayList<Kept>();
    for (long id : ids) {
      try {
        kept(folder(id)).ifPresentOrElse(all::add, () -> delete(id));
      } catch (IOException | IllegalArgumentException e) {
        LOG.log(
            Level.SEVERE,
            "Leaving out assignment {0,number,#}, look at its files and delete them: {1}",
            new Object[] {id, e.getMessage()});
      }
    }
    return all;
  }

  /** Deletes all that is kept; logs what cannot be deleted and leaves it. */
  void delete(long assignmentId) {
    var path = folder(assignmentId).path();
    try {
      // First, so that what is left after a crash is no assignment any more.
      StructFile.delete(folder(assignmentId).offer());
      deleteTree(path);
    } catch (IOException | UncheckedIOException e) {
      LOG.log(Level.WARNING, "Cannot delete " + path + "; it can be deleted by hand", e);
    }
  }

  private static void deleteTree(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return;
    }
    try (var tree = Files.walk(path)) {
      for (Path file : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static @Nullable Outcome stopped(AssignmentFolder folder) throws IOException {
    if (!Files.exists(folder.stop())) {
      return null;
    }
    boolean returned = Files.readString(folder.stop()).equals(Outcome.RETURNED.name());
    return returned ? Outcome.RETURNED : Outcome.STOPPED;
  }

  private static Optional<Kept> kept(AssignmentFolder folder) throws IOException {
    var offer = StructFile.read(folder.offer());
    if (offer.isEmpty()) {
      return Optional.empty();
    }
    End end = StructFile.read(folder.end()).map(End::of).orElse(null);
    return Optional.of(new Kept(Offer.of(offer.get()), end, stopped(folder)));
  }
}
