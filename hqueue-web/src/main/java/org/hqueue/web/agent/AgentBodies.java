package org.hqueue.web.agent;

import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;

/**
 * Reads what agents send. A body that is still on its way holds the thread of its call, so a few
 * threads may wait for such at once, fewer for any one agent, and none for long: an agent that is
 * slow, or dead in the middle of a body, leaves the rest of the server alone, and tries again. For
 * many threads.
 */
final class AgentBodies {

  /** Of the 32 threads that serve calls, those that may wait for agents' bodies. */
  private static final int MOST_WAITING = 12;

  private static final int MOST_WAITING_FOR_ONE = 3;

  /** A body of at most so many bytes is read at once where it is there. */
  private static final int QUICK_BYTES = 1 << 20;

  private static final int PIECE_BYTES = 1 << 16;

  /** For 4 MiB, 70 KB/s will do. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Semaphore waiting = new Semaphore(MOST_WAITING);
  private final ConcurrentMap<String, Integer> waitingByAgent = new ConcurrentHashMap<>();
  private final LongSupplier nanoTime;

  /** By a clock that only counts. */
  AgentBodies(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** The body is not read to its end; the connection is of no more use. */
  static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;

    private RefusedException(int status, String message) {
      super(message);
      this.status = status;
    }

    /** The status of HTTP to answer. */
    int status() {
      return status;
    }
  }

  /**
   * Reads a body, of a byte over {@code most} at the most.
   *
   * @param length that the caller told; -1 when it did not
   * @throws RefusedException when too many bodies are on their way, or this one comes too slowly
   */
  byte[] read(InputStream in, long length, int most, String agentId) throws IOException {
    if (length >= 0 && length <= QUICK_BYTES && in.available() >= length) {
      return in.readNBytes((int) length);
    }
    int mine = waitingByAgent.merge(agentId, 1, Integer::sum);
    try {
      if (mine > MOST_WAITING_FOR_ONE || !waiting.tryAcquire()) {
        throw new RefusedException(
            HttpServletResponse.SC_SERVICE_UNAVAILABLE, "too much is on its way; not now");
      }
      try {
        return readInTime(in, most);
      } finally {
        waiting.release();
      }
    } finally {
      waitingByAgent.computeIfPresent(agentId, (id, count) -> count == 1 ? null : count - 1);
    }
  }

  /** A read that waits itself is ended by the container, which gives it 30 s. */
  private byte[] readInTime(InputStream in, int most) throws IOException {
    long start = nanoTime.getAsLong();
    ByteArrayOutputStream body = new ByteArrayOutputStream(PIECE_BYTES);
    byte[] piece = new byte[PIECE_BYTES];
    while (body.size() <= most) {
      int read = in.read(piece, 0, Math.min(PIECE_BYTES, most + 1 - body.size()));
      if (read < 0) {
        break;
      }
      body.write(piece, 0, read);
      if (nanoTime.getAsLong() - start > PATIENCE.toNanos()) {
        throw new RefusedException(
            HttpServletResponse.SC_REQUEST_TIMEOUT, "the body came too slowly");
      }
    }
    return body.toByteArray();
  }
}
