package org.hqueue.xmlrpc;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Documents for the tests of reader and writer, as text. */
final class Documents {

  static final XmlRpcReader READER = new XmlRpcReader(XmlRpcLimits.DEFAULT);

  private Documents() {}

  static InputStream stream(String xml) {
    return new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8));
  }

  /** A call of {@code m} with one parameter, whose {@code <value>} holds {@code content}. */
  static String callWith(String content) {
    return "<?xml version='1.0'?><methodCall><methodName>m</methodName><params><param><value>"
        + content
        + "</value></param></params></methodCall>";
  }

  /** What the reader makes of a {@code <value>} that holds {@code content}. */
  static @Nullable Object read(String content) throws XmlRpcFault, IOException {
    return READER.readCall(stream(callWith(content))).params().get(0);
  }

  /** The fault that reading the document as a call ends in. */
  static XmlRpcFault refusal(String document) {
    return assertThrows(XmlRpcFault.class, () -> READER.readCall(stream(document)));
  }

  /** The document that a result of {@code value} is written as. */
  static String written(@Nullable Object value) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    XmlRpcWriter.writeResult(out, value);
    return out.toString(StandardCharsets.UTF_8);
  }

  /** What comes back of a parameter that is written and read again. */
  static @Nullable Object roundTrip(@Nullable Object value) throws XmlRpcFault, IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<@Nullable Object> params = new ArrayList<>();
    params.add(value);
    XmlRpcWriter.writeCall(out, "m", params);
    return READER.readCall(new ByteArrayInputStream(out.toByteArray())).params().get(0);
  }
}
