package org.hqueue.web.rpc;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.hqueue.xmlrpc.XmlRpcCall;
import org.hqueue.xmlrpc.XmlRpcFault;
import org.hqueue.xmlrpc.XmlRpcLimits;
import org.hqueue.xmlrpc.XmlRpcReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of one request, packed or not, within bounds: what is unpacked counts, bodies over
 * 1 MiB are parsed two at a time, and what is refused is still read to its end, up to 128 MiB, so
 * that the connection survives. For one thread; {@link Gate} is shared.
 */
final class RequestBody {

  /** What is refused is read up to here, so that the connection survives. */
  static final long MOST_DRAINED_BYTES = 128L << 20;

  private static final XmlRpcReader READER = new XmlRpcReader(XmlRpcLimits.DEFAULT);
  private static final int SMALL_BYTES = 1 << 20;

  private final Raw raw;
  private final @Nullable String encoding;
  private final long announced;
  private final Gate gate;

  /**
   * Over a request.
   *
   * @param in the body as it comes
   * @param encoding the {@code Content-Encoding}, null for none
   * @param announced the {@code Content-Length}, -1 unknown
   * @param gate lets large bodies through
   */
  RequestBody(InputStream in, @Nullable String encoding, long announced, Gate gate) {
    this.raw = new Raw(in);
    this.encoding = encoding;
    this.announced = announced;
    this.gate = gate;
  }

  /** The call in the body. */
  XmlRpcCall read() throws XmlRpcFault, IOException {
    if (announced > XmlRpcLimits.DEFAULT.maxBytes()) {
      throw tooLong(announced);
    }
    try {
      return parse(unpacked());
    } catch (ZipException | EOFException e) {
      throw new XmlRpcFault(
          XmlRpcFault.NOT_WELL_FORMED, "the body cannot be unpacked: " + e.getMessage());
    }
  }

  /** The fault for a body beyond the limit. */
  static XmlRpcFault tooLong(long bytes) {
    return new XmlRpcFault(
        XmlRpcFault.NOT_A_CALL,
        "expected a body of at most " + XmlRpcLimits.DEFAULT.maxBytes() + " bytes, got " + bytes);
  }

  /**
   * Reads what is left, and throws it away; false when that is too much, so the connection ends.
   */
  boolean drain() throws IOException {
    byte[] buffer = new byte[1 << 16];
    while (raw.count <= MOST_DRAINED_BYTES) {
      if (raw.read(buffer, 0, buffer.length) < 0) {
        return true;
      }
    }
    return false;
  }

  private InputStream unpacked() throws XmlRpcFault, IOException {
    String name = encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT);
    return switch (name) {
      case "gzip", "x-gzip" -> new GZIPInputStream(raw, 1 << 13);
      case "", "identity" -> raw;
      default ->
          throw new XmlRpcFault(
              XmlRpcFault.NOT_A_CALL, "Content-Encoding: expected gzip or none, got " + name);
    };
  }

  private XmlRpcCall parse(InputStream in) throws XmlRpcFault, IOException {
    byte[] head = in.readNBytes(SMALL_BYTES + 1);
    if (head.length <= SMALL_BYTES) {
      return READER.readCall(new ByteArrayInputStream(head));
    }
    gate.enter();
    try {
      return READER.readCall(new SequenceInputStream(new ByteArrayInputStream(head), in));
    } finally {
      gate.leave();
    }
  }

  /** Lets large bodies through, two at a time. For many threads. */
  static final class Gate {

    private static final long WAIT_SECONDS = 30;

    private final Semaphore free = new Semaphore(2);

    /** Waits up to 30 s; a fault that says when to try again if that was not enough. */
    private void enter() throws XmlRpcFault {
      try {
        if (free.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
          return;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw FaultMapper.notNow("too many large calls are being read");
    }

    private void leave() {
      free.release();
    }
  }

  /** Counts what came, and is closed by nobody but the container. */
  private static final class Raw extends FilterInputStream {

    private long count;

    Raw(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      count += read < 0 ? 0 : 1;
      return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      count += Math.max(read, 0);
      return read;
    }

    @Override
    public void close() {}
  }
}
