package org.hqueue.agent.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.hqueue.agent.picture.OutputPaths;
import org.hqueue.agent.server.Offer;
import org.hqueue.agent.server.Rules;
import org.jspecify.annotations.Nullable;

/**
 * The output of one assignment: how far it has been read for progress, for the lines that its rules
 * look for and for the files that it tells of, and how far the server has it. The two are
 * independent, so progress is known while the server is away. One thread reads on, one delivers;
 * any may ask.
 *
 * <p>What callbacks print follows what the command has printed, as an output of its own in the same
 * log.
 */
final class JobOutput {
  private final long assignmentId;
  private final Path file;
  private final LogLayout layout;

  /** What comes before it in the log, complete; null when it is the first. */
  private final @Nullable JobOutput before;

  private final ProgressParser parser = new ProgressParser();
  private final LineMatcher errors;
  private final LineMatcher requeues;
  private final OutputPaths paths;

  /** Keeps the paths; null for an output whose paths do not count. */
  private final @Nullable AssignmentStore store;

  /** What the store has; the reading thread's own. */
  private List<String> kept;

  private volatile long parsed;
  private volatile long freed;
  private volatile long delivered;
  private volatile double progress = -1;
  private volatile boolean complete;
  private volatile boolean parsedAll;
  private volatile boolean dropped;

  /**
   * The output that a command prints to {@code file}.
   *
   * @param rules name the lines to look for
   * @param layout what of the output is delivered
   */
  JobOutput(long assignmentId, Path file, Rules rules, LogLayout layout) {
    this(assignmentId, file, rules, layout, null, List.of(), null);
  }

  /**
   * The output of an offer's command.
   *
   * @param store knows the paths that were found before, and keeps those that are found
   */
  JobOutput(Offer offer, AssignmentStore store, LogLayout layout) {
    this(
        offer.id(),
        store.folder(offer.id()).output(),
        offer.rules(),
        layout,
        store,
        store.outputs(offer),
        null);
  }

  private JobOutput(
      long assignmentId,
      Path file,
      Rules rules,
      LogLayout layout,
      @Nullable AssignmentStore store,
      List<String> known,
      @Nullable JobOutput before) {
    this.assignmentId = assignmentId;
    this.file = file;
    this.layout = layout;
    this.before = before;
    this.delivered = before == null ? 0 : before.delivered();
    this.errors = new LineMatcher(rules.errorPatterns());
    this.requeues = new LineMatcher(rules.requeuePatterns());
    this.store = store;
    this.paths = new OutputPaths(known);
    this.kept = paths.paths();
    this.freed = layout.head();
  }

  /** The output that follows this one in the log; nothing is added to this one any more. */
  JobOutput followedBy(Path next) {
    complete();
    return new JobOutput(assignmentId, next, Rules.NONE, layout, null, List.of(), this);
  }

  long assignmentId() {
    return assignmentId;
  }

  /** Bytes of the log, as far as it is certain; 0 before there is a file. */
  long length() {
    boolean nothingFollows = complete;
    return start() + layout.length(printed(), nothingFollows);
  }

  private long start() {
    return before == null ? 0 : before.length();
  }

  /** Bytes that the command has printed; 0 before there is a file. */
  long printed() {
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      return Math.max(parsed, delivered - start());
    }
  }

  /** The last progress seen, 0.0 to 1.0; -1 if none was. */
  double progress() {
    return progress;
  }

  /** Paths of the files that the command has made, as far as it has told of them. */
  List<String> paths() {
    return paths.paths();
  }

  /** The first line that says that the job failed; null if none was seen. */
  LineMatcher.@Nullable Match error() {
    return errors.match();
  }

  /** The first line that asks for another try; null if none was seen. */
  LineMatcher.@Nullable Match requeue() {
    return requeues.match();
  }

  /** Says that nothing will be added to the file any more. */
  void complete() {
    complete = true;
  }

  /** Says that the server does not want the output. */
  void drop() {
    dropped = true;
  }

  /** Says that the server has this many bytes. */
  void delivered(long length) {
    delivered = length;
  }

  /** How many bytes the server has. */
  long delivered() {
    return delivered;
  }

  /** Whether nothing is left to deliver: all is written, and the server has it or wants none. */
  boolean isDelivered() {
    return complete && (dropped || delivered >= length());
  }

  /** Whether the server lacks and wants some of it. */
  boolean hasUndelivered() {
    return !dropped && delivered < length();
  }

  /** Whether all is written and has been read for progress and lines. */
  boolean isParsed() {
    return parsedAll;
  }

  /**
   * Reads on for progress and lines, at most one {@code buffer}.
   *
   * @return whether there was something to read
   */
  boolean parseSome(byte[] buffer) throws IOException {
    boolean nothingFollows = complete;
    long from = parsed;
    int count = readPrinted(from, ByteBuffer.wrap(buffer));
    if (count > 0) {
      parser.read(buffer, 0, count);
      errors.read(buffer, count);
      requeues.read(buffer, count);
      paths.read(buffer, count);
    } else if (nothingFollows) {
      parser.finish();
      errors.finish();
      requeues.finish();
      paths.finish();
    }
    progress = parser.progress();
    parsed = from + count;
    parsedAll = count == 0 && nothingFollows;
    keepPaths();
    return count > 0;
  }

  /** Once for each path that is new: the lines themselves may be gone when an agent starts anew. */
  private void keepPaths() throws IOException {
    var found = paths.paths();
    if (store != null && found.size() > kept.size()) {
      kept = found;
      store.keepOutputs(assignmentId, found);
    }
  }

  /** Copies what the server lacks into {@code buffer}, and tells how many bytes; at most limit. */
  int undelivered(byte[] buffer, int limit) throws IOException {
    return undelivered(delivered, buffer, limit);
  }

  private int undelivered(long place, byte[] buffer, int limit) throws IOException {
    if (before != null && place < start()) {
      return before.undelivered(place, buffer, limit);
    }
    boolean nothingFollows = complete;
    long printed = printed();
    long from = place - start();
    long end = layout.length(printed, nothingFollows);
    var target = ByteBuffer.wrap(buffer, 0, (int) Math.max(0, Math.min(limit, end - from)));
    if (!nothingFollows || !layout.isCut(printed)) {
      return readPrinted(from, target);
    }
    if (from < layout.head()) {
      target.limit((int) Math.min(target.limit(), layout.head() - from));
      return readPrinted(from, target);
    }
    byte[] marker = layout.marker(printed);
    long inMarker = from - layout.head();
    if (inMarker < marker.length) {
      int count = (int) Math.min(target.limit(), marker.length - inMarker);
      target.put(marker, (int) inMarker, count);
      return count;
    }
    return readPrinted(printed - layout.tail() + inMarker - marker.length, target);
  }

  /**
   * Gives the disk back what is in no log: neither in its first part nor, whatever follows, in its
   * last. Does so in large steps, and nothing when there is nothing to give.
   *
   * @throws IOException if the file system cannot do so; it is not to be asked again
   */
  void free() throws IOException, InterruptedException {
    long end = parsed - layout.tail();
    if (layout.limit() > 0 && end - freed >= Math.max(SparseFile.STEP, layout.limit() / 8)) {
      SparseFile.free(file, freed, end - freed);
      freed = end;
    }
  }

  private int readPrinted(long from, ByteBuffer target) throws IOException {
    if (target.remaining() == 0 || from >= printed()) {
      return 0;
    }
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return Math.max(0, channel.read(target, from));
    }
  }
}
