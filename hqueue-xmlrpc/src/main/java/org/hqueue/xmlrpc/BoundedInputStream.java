package org.hqueue.xmlrpc;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Passes on at most so many bytes, and remembers what ended the reading: the XML parser takes some
 * exceptions of its source for the end of the document.
 */
final class BoundedInputStream extends FilterInputStream {

  private final long limit;
  private long count;
  private @Nullable IOException failure;

  BoundedInputStream(InputStream in, long limit) {
    super(in);
    this.limit = limit;
  }

  /** Whether not a single byte has been read. */
  boolean isUntouched() {
    return count == 0;
  }

  /**
   * Passes on what ended the reading, if anything did.
   *
   * @throws XmlRpcFault if the limit was exceeded
   * @throws IOException as the source threw it
   */
  void rethrowFailure() throws XmlRpcFault, IOException {
    if (count > limit) {
      throw new XmlRpcFault(
          XmlRpcFault.NOT_A_CALL, "Expected at most " + limit + " bytes, got more");
    }
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read;
    try {
      read = super.read(buffer, offset, length);
    } catch (IOException broken) {
      failure = broken;
      throw broken;
    }
    count += Math.max(read, 0);
    if (count > limit) {
      throw new IOException("More than " + limit + " bytes");
    }
    return read;
  }

  /** Leaves the source open: it belongs to the caller. */
  @Override
  public void close() {}
}
