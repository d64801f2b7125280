package org.hqueue.xmlrpc;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.ws.commons.serialize.XMLWriter;
import org.apache.xmlrpc.XmlRpcException;
import org.apache.xmlrpc.XmlRpcRequest;
import org.apache.xmlrpc.XmlRpcRequestConfig;
import org.apache.xmlrpc.serializer.BaseXmlWriterFactory;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;

/**
 * Writes calls, results and faults, in UTF-8. Besides the values that are read (see the package's
 * description) it takes {@link Short}, {@link Float}, any {@link Collection} and {@code Object[]}.
 * Characters that XML 1.0 forbids are written as U+FFFD.
 *
 * <p>Each method looks through all values first: on an {@link IllegalArgumentException} (a value of
 * another type, NaN, an infinity, a year beyond 9999, a key that is not a string, a nesting deeper
 * than {@link XmlRpcLimits#DEFAULT} lets anyone read) nothing has been written. Streams are flushed
 * and not closed. For many threads.
 */
public final class XmlRpcWriter {

  private static final WireTypes TYPES = new WireTypes();
  private static final TextWriterFactory WRITERS = new TextWriterFactory();

  private XmlRpcWriter() {}

  /** Writes a {@code <methodCall>}. */
  public static void writeCall(OutputStream out, String method, List<?> params) throws IOException {
    params.forEach(param -> requireWritable(param, 0));
    write(out, apache -> apache.write(new Request(method, params)));
  }

  /** Writes a {@code <methodResponse>} that carries {@code value}. */
  public static void writeResult(OutputStream out, @Nullable Object value) throws IOException {
    requireWritable(value, 0);
    write(out, apache -> apache.write(WireTypes.CONFIG, value));
  }

  /** Writes a {@code <methodResponse>} that carries a fault. */
  public static void writeFault(OutputStream out, int code, String text) throws IOException {
    write(out, apache -> apache.write(WireTypes.CONFIG, code, text));
  }

  private static void requireWritable(@Nullable Object value, int depth) {
    if (value instanceof Map<?, ?> struct) {
      requireDepth(depth + 1);
      struct.forEach((name, member) -> requireWritable(name, member, depth + 1));
    } else if (value instanceof Collection<?> list) {
      requireDepth(depth + 1);
      list.forEach(element -> requireWritable(element, depth + 1));
    } else if (value instanceof Object[] array) {
      requireWritable(Arrays.asList(array), depth);
    } else if (value instanceof Instant instant) {
      Scalars.formatDateTime(instant);
    } else if (value instanceof Double || value instanceof Float) {
      if (!Double.isFinite(((Number) value).doubleValue())) {
        throw new IllegalArgumentException("No XML-RPC form for the number " + value);
      }
    } else {
      TYPES.getSerializer(WireTypes.CONFIG, value);
    }
  }

  private static void requireWritable(@Nullable Object name, @Nullable Object member, int depth) {
    if (!(name instanceof String)) {
      throw new IllegalArgumentException("Names in a struct are strings, not " + name);
    }
    requireWritable(member, depth);
  }

  private static void requireDepth(int depth) {
    if (depth > XmlRpcLimits.DEFAULT.maxDepth()) {
      throw new IllegalArgumentException(
          "Values nested deeper than " + XmlRpcLimits.DEFAULT.maxDepth());
    }
  }

  private interface Content {
    void writeTo(org.apache.xmlrpc.serializer.XmlRpcWriter apache) throws SAXException;
  }

  private static void write(OutputStream out, Content content) throws IOException {
    try {
      content.writeTo(
          new org.apache.xmlrpc.serializer.XmlRpcWriter(
              WireTypes.CONFIG, WRITERS.getXmlWriter(WireTypes.CONFIG, out), TYPES));
    } catch (SAXException broken) {
      if (broken.getException() instanceof IOException cause) {
        throw cause;
      }
      throw new IOException(broken);
    } catch (XmlRpcException unsupportedEncoding) {
      throw new IOException(unsupportedEncoding);
    }
  }

  /** A call in the form that Apache's writer takes. */
  private record Request(String method, List<?> params) implements XmlRpcRequest {
    @Override
    public XmlRpcRequestConfig getConfig() {
      return WireTypes.CONFIG;
    }

    @Override
    public String getMethodName() {
      return method;
    }

    @Override
    public int getParameterCount() {
      return params.size();
    }

    @Override
    public @Nullable Object getParameter(int index) {
      return params.get(index);
    }
  }

  private static final class TextWriterFactory extends BaseXmlWriterFactory {
    @Override
    protected XMLWriter newXmlWriter() {
      return new XmlTextWriter();
    }
  }
}
