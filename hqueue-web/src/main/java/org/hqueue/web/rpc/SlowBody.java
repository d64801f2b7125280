package org.hqueue.web.rpc;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hqueue.xmlrpc.XmlRpcFault;
import org.hqueue.xmlrpc.XmlRpcLimits;
import org.jspecify.annotations.Nullable;

/**
 * A body that has not arrived yet. It is collected as it comes, without a thread that waits for it:
 * a caller that sends a byte a second, or hundreds of these, hold up nobody. Beyond 32 KiB it goes
 * to a temporary file; beyond what may be accepted it is thrown away. For many threads.
 */
final class SlowBody implements ReadListener {

  /** What becomes of the body. */
  interface Taker {
    /** It is whole, or its end was thrown away: then {@code length} is beyond the limit. */
    void whole(InputStream body, long length);

    /** It cannot be had; the connection must end after the answer. */
    void refused(XmlRpcFault fault);

    /** The caller is gone. */
    void lost(Throwable failure);
  }

  private static final Logger LOG = Logger.getLogger(SlowBody.class.getName());
  private static final int IN_MEMORY_BYTES = 32 << 10;

  /** Bytes that all bodies on their way may take on the disk. */
  private static final long MOST_SPOOLED_BYTES = 1L << 30;

  private static final AtomicLong SPOOLED = new AtomicLong();

  private final ServletInputStream in;
  private final Taker taker;
  private final ByteArrayOutputStream memory = new ByteArrayOutputStream(1 << 10);
  private @Nullable Path file;
  private @Nullable OutputStream spool;
  private long spooled;
  private long length;
  private boolean isOver;

  /** Over a body of which nothing has been read; {@code taker} is told once. */
  SlowBody(ServletInputStream in, Taker taker) {
    this.in = in;
    this.taker = taker;
  }

  @Override
  public synchronized void onDataAvailable() throws IOException {
    while (!isOver && in.isReady()) {
      takePiece();
    }
  }

  private void takePiece() throws IOException {
    byte[] buffer = new byte[1 << 13];
    int read = in.read(buffer);
    if (read < 0) {
      return;
    }
    length += read;
    if (length > RequestBody.MOST_DRAINED_BYTES) {
      end();
      taker.refused(RequestBody.tooLong(length));
    } else if (length <= XmlRpcLimits.DEFAULT.maxBytes()) {
      keep(buffer, read);
    }
  }

  private void keep(byte[] buffer, int count) throws IOException {
    if (spool == null && memory.size() + count <= IN_MEMORY_BYTES) {
      memory.write(buffer, 0, count);
      return;
    }
    if (SPOOLED.addAndGet(count) > MOST_SPOOLED_BYTES) {
      SPOOLED.addAndGet(-count);
      end();
      taker.refused(FaultMapper.notNow("too many large calls are on their way"));
      return;
    }
    spooled += count;
    if (spool == null) {
      file = Files.createTempFile("call-", ".xml");
      spool = Files.newOutputStream(file);
      memory.writeTo(spool);
    }
    spool.write(buffer, 0, count);
  }

  @Override
  public synchronized void onAllDataRead() throws IOException {
    // What came just as the listener was set may not have been announced before its end is. It is
    // there: asking whether it is ready would ask to be told of more, which the container refuses.
    while (!isOver && in.available() > 0) {
      takePiece();
    }
    if (isOver) {
      return;
    }
    if (spool != null) {
      spool.close();
    }
    try (InputStream body =
        file == null
            ? new ByteArrayInputStream(memory.toByteArray())
            : Files.newInputStream(file)) {
      taker.whole(body, length);
    } finally {
      end();
    }
  }

  @Override
  public synchronized void onError(Throwable failure) {
    if (!isOver) {
      end();
      taker.lost(failure);
    }
  }

  /** Gives back what the body took; for a call that ended before its body did, too. */
  synchronized void end() {
    isOver = true;
    SPOOLED.addAndGet(-spooled);
    spooled = 0;
    try {
      if (spool != null) {
        spool.close();
      }
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "a temporary file stays: " + file, e);
    }
  }
}
