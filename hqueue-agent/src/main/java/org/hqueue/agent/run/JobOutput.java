package org.hqueue.agent.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The output file of one assignment: how far it has been read for progress, and how far the server
 * has it. The two are independent, so progress is known while the server is away. One thread moves
 * them on; any may ask.
 */
final class JobOutput {
  private final long assignmentId;
  private final Path file;
  private final ProgressParser parser = new ProgressParser();

  private volatile long parsed;
  private volatile long delivered;
  private volatile double progress = -1;
  private volatile boolean complete;
  private volatile boolean dropped;

  JobOutput(long assignmentId, Path file) {
    this.assignmentId = assignmentId;
    this.file = file;
  }

  long assignmentId() {
    return assignmentId;
  }

  /** Bytes that the command has printed; 0 before there is a file. */
  long length() {
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      return Math.max(parsed, delivered);
    }
  }

  /** The last progress seen, 0.0 to 1.0; -1 if none was. */
  double progress() {
    return progress;
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

  /** Whether nothing is left to do: all is written, read, and delivered or not wanted. */
  boolean isDone() {
    if (!complete) {
      return false;
    }
    long length = length();
    return parsed >= length && (dropped || delivered >= length);
  }

  /** Whether the server lacks and wants some of it. */
  boolean hasUndelivered() {
    return !dropped && delivered < length();
  }

  /**
   * Reads on for progress, at most one {@code buffer}.
   *
   * @return whether there was something to read
   */
  boolean parseSome(byte[] buffer) throws IOException {
    boolean nothingFollows = complete;
    long from = parsed;
    int count = read(from, buffer, buffer.length);
    if (count > 0) {
      parser.read(buffer, 0, count);
    } else if (nothingFollows) {
      parser.finish();
    }
    progress = parser.progress();
    parsed = from + count;
    return count > 0;
  }

  /** Copies what the server lacks into {@code buffer}, and tells how many bytes; at most limit. */
  int undelivered(byte[] buffer, int limit) throws IOException {
    return read(delivered, buffer, limit);
  }

  private int read(long from, byte[] buffer, int limit) throws IOException {
    if (from >= length()) {
      return 0;
    }
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return Math.max(0, channel.read(ByteBuffer.wrap(buffer, 0, limit), from));
    }
  }
}
