package org.hqueue.web.rpc;

import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.hqueue.xmlrpc.XmlRpcFault;
import org.hqueue.xmlrpc.XmlRpcWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes the answer of one call. The first 32 KiB are kept back: a short answer goes out in one
 * piece with its length, a long one packed where the caller takes that. For one thread at a time.
 */
final class Reply {

  private static final int KEPT_BACK = 32 << 10;

  private final HttpServletResponse response;
  private final boolean packed;
  private final CallRecording recording;

  /** Over a response that nothing has been written to; the recording is told what is sent. */
  Reply(HttpServletResponse response, @Nullable String acceptEncoding, CallRecording recording) {
    this.recording = recording;
    this.response = response;
    this.packed = acceptEncoding != null && acceptEncoding.contains("gzip");
  }

  /**
   * Sends a value, null for nil. What cannot be written becomes a fault, while that is possible.
   */
  void result(String method, @Nullable Object value) throws IOException {
    Body body = new Body();
    try {
      XmlRpcWriter.writeResult(body, value);
    } catch (RuntimeException e) {
      if (response.isCommitted() || body.target != null) {
        throw e;
      }
      fault(FaultMapper.of(method, e));
      return;
    }
    recording.answer(value);
    body.close();
  }

  /** Sends a fault. */
  void fault(XmlRpcFault fault) throws IOException {
    recording.fault(fault);
    Body body = new Body();
    XmlRpcWriter.writeFault(body, fault.code(), String.valueOf(fault.getMessage()));
    body.close();
  }

  private final class Body extends OutputStream {

    private final ByteArrayOutputStream head = new ByteArrayOutputStream(1 << 10);
    private @Nullable OutputStream target;

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (target == null && head.size() + length > KEPT_BACK) {
        target = open();
        head.writeTo(target);
      }
      if (target == null) {
        head.write(bytes, offset, length);
      } else {
        target.write(bytes, offset, length);
      }
    }

    @Override
    public void close() throws IOException {
      if (target != null) {
        target.close();
        return;
      }
      response.setContentType("text/xml");
      response.setContentLength(head.size());
      head.writeTo(response.getOutputStream());
    }

    private OutputStream open() throws IOException {
      response.setContentType("text/xml");
      if (!packed) {
        return response.getOutputStream();
      }
      response.setHeader("Content-Encoding", "gzip");
      response.setHeader("Vary", "Accept-Encoding");
      return new FastGzip(response.getOutputStream());
    }
  }

  /**
   * Packs with the least effort: the answers are repetitive, and the farm's processors are busy.
   */
  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws IOException {
      super(out, 1 << 13);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
