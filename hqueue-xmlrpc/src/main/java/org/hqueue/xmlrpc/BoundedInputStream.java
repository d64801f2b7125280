package org.hqueue.xmlrpc;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Passes on at most so many bytes; the one after ends in an exception that carries the fault. */
final class BoundedInputStream extends FilterInputStream {

  private final long limit;
  private long count;

  BoundedInputStream(InputStream in, long limit) {
    super(in);
    this.limit = limit;
  }

  /** Whether nothing at all has been read. */
  boolean isUntouched() {
    return count == 0;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    add(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    add(Math.max(read, 0));
    return read;
  }

  private void add(int read) throws IOException {
    count += read;
    if (count > limit) {
      throw new IOException(
          new XmlRpcFault(
              XmlRpcFault.NOT_A_CALL, "Expected at most " + limit + " bytes, got more"));
    }
  }

  /** Never closes what it reads from: that belongs to the caller. */
  @Override
  public void close() {}
}
