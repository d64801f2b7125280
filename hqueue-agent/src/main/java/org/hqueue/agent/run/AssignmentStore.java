package org.hqueue.agent.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hqueue.agent.server.CallbackOrder;
import org.hqueue.agent.server.End;
import org.hqueue.agent.server.Offer;
import org.hqueue.agent.server.Outcome;
import org.hqueue.agent.server.Verdict;
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
   * @param stopped null, or the wish to end it that an earlier agent had; its grace begins anew
   * @param callbacks null, or what follows its end
   */
  record Kept(
      Offer offer, @Nullable End end, @Nullable Stop stopped, @Nullable CallbackOrder callbacks) {}

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

  /** Returns once it is safely on the disk which callbacks are to run. */
  void keepCallbacks(CallbackOrder order) throws IOException {
    StructFile.write(folder(order.id()).callbacks(), order.toStruct());
  }

  /** Returns once the paths are safely on the disk: all that the output has told of so far. */
  void keepOutputs(long assignmentId, List<String> paths) throws IOException {
    StructFile.write(folder(assignmentId).outputs(), Map.of("outputs", paths));
  }

  /** The paths that an earlier agent has kept; those of the offer if it has kept none. */
  List<String> outputs(Offer offer) {
    var file = folder(offer.id()).outputs();
    try {
      var kept = StructFile.read(file).orElse(Map.of());
      return kept instanceof Map<?, ?> struct && struct.get("outputs") instanceof List<?> paths
          ? paths.stream().map(String::valueOf).toList()
          : offer.outputs();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "Cannot read " + file + "; paths are looked for again", e);
      return offer.outputs();
    }
  }

  /** Notes that the assignment is to end, and what its end is to be called. */
  void keepStopped(long assignmentId, Stop stop) throws IOException {
    var verdict = stop.verdict();
    String text = verdict == null ? stop.outcome().name() : verdict.wireName();
    Files.writeString(folder(assignmentId).stop(), text);
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

  private static @Nullable Stop stopped(AssignmentFolder folder, Offer offer) throws IOException {
    if (!Files.exists(folder.stop())) {
      return null;
    }
    String text = Files.readString(folder.stop());
    for (var rule : List.of(Verdict.Kind.TIMEOUT, Verdict.Kind.HUNG)) {
      if (text.equals(rule.wireName())) {
        return Stop.within(offer.killGrace(), rule);
      }
    }
    boolean returned = text.equals(Outcome.RETURNED.name());
    var outcome = returned ? Outcome.RETURNED : Outcome.STOPPED;
    return Stop.within(offer.killGrace(), outcome, "");
  }

  private static Optional<Kept> kept(AssignmentFolder folder) throws IOException {
    var struct = StructFile.read(folder.offer());
    if (struct.isEmpty()) {
      return Optional.empty();
    }
    var offer = Offer.of(struct.get());
    End end = StructFile.read(folder.end()).map(End::of).orElse(null);
    var callbacks = StructFile.read(folder.callbacks()).map(CallbackOrder::of).orElse(null);
    return Optional.of(new Kept(offer, end, stopped(folder, offer), callbacks));
  }
}
