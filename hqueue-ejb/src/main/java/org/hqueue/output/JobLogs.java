package org.hqueue.output;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;
import org.hqueue.config.Settings;

/**
 * Files of output, one per assignment: {@code <jobLogsDir>/<job / 1000>/<job>/<assignment>.log}. A
 * chunk is written where the file ends and nowhere else, so that a repeated one changes nothing.
 * For many threads; chunks of one assignment are taken one at a time.
 */
@ApplicationScoped
public class JobLogs {

  private static final int LOCKS = 64;

  private final Object[] locks = new Object[LOCKS];

  @Inject Settings settings;

  /** No output is being written yet. */
  JobLogs() {
    for (int i = 0; i < LOCKS; i++) {
      locks[i] = new Object();
    }
  }

  /**
   * Appends what of a chunk is new.
   *
   * @param offset where in the assignment's output the chunk begins
   * @return the length of the file now, which is less than {@code offset} when bytes before the
   *     chunk are missing; then nothing was written
   */
  public long append(int jobId, int assignmentId, long offset, byte[] chunk) {
    Path file = file(jobId, assignmentId);
    synchronized (locks[assignmentId % LOCKS]) {
      try {
        Files.createDirectories(folder(jobId));
        try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
          long length = channel.size();
          if (offset > length || offset + chunk.length <= length) {
            return length;
          }
          int known = (int) (length - offset);
          ByteBuffer rest = ByteBuffer.wrap(chunk, known, chunk.length - known);
          channel.position(length);
          while (rest.hasRemaining()) {
            channel.write(rest);
          }
          return channel.position();
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write the output of job " + jobId, e);
      }
    }
  }

  /** Bytes of an assignment's output, 0 when there are none. */
  public long length(int jobId, int assignmentId) {
    Path file = file(jobId, assignmentId);
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the output of job " + jobId, e);
    }
  }

  /** Copies the bytes from {@code from} to before {@code to}. */
  public void copy(int jobId, int assignmentId, long from, long to, OutputStream out)
      throws IOException {
    try (FileChannel channel =
        FileChannel.open(file(jobId, assignmentId), StandardOpenOption.READ)) {
      WritableByteChannel target = Channels.newChannel(out);
      long position = from;
      while (position < to) {
        long copied = channel.transferTo(position, to - position, target);
        if (copied <= 0) {
          return;
        }
        position += copied;
      }
    }
  }

  /** Deletes all output of a job. */
  public void delete(int jobId) {
    Path folder = folder(jobId);
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete the output of job " + jobId, e);
    }
  }

  /** Where all is that is kept of a job; need not exist. */
  Path folder(int jobId) {
    return settings
        .jobLogsDir()
        .resolve(Integer.toString(jobId / 1000))
        .resolve(Integer.toString(jobId));
  }

  private Path file(int jobId, int assignmentId) {
    return folder(jobId).resolve(assignmentId + ".log");
  }
}
