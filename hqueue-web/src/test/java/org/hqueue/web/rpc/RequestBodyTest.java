package org.hqueue.web.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.hqueue.xmlrpc.XmlRpcFault;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RequestBodyTest {

  private static final String CALL =
      "<methodCall><methodName>runcmd</methodName><params><param><value>%s</value></param></params>"
          + "</methodCall>";

  @Test
  void plainAndPackedBodiesAreRead() throws Exception {
    byte[] call = CALL.formatted("true").getBytes(StandardCharsets.UTF_8);
    assertEquals("runcmd", body(call, null).read().method());
    assertEquals("runcmd", body(packed(call), "gzip").read().method());
  }

  @Test
  void bodyBeyondAMegabyteIsReadWhole() throws Exception {
    byte[] call = CALL.formatted("x".repeat(3 << 20)).getBytes(StandardCharsets.UTF_8);
    assertEquals(3 << 20, String.valueOf(body(call, null).read().params().get(0)).length());
  }

  @Test
  void bodyThatIsSmallPackedAndHugeUnpackedIsRefusedAndStillDrained() throws Exception {
    byte[] bomb = packed(CALL.formatted(" ".repeat(65 << 20)).getBytes(StandardCharsets.UTF_8));
    assertTrue(bomb.length < 100_000, () -> bomb.length + " bytes packed");
    RequestBody body = body(bomb, "gzip");
    XmlRpcFault fault = assertThrows(XmlRpcFault.class, body::read);
    assertEquals(XmlRpcFault.NOT_A_CALL, fault.code());
    assertTrue(body.drain());
  }

  @Test
  void announcedLengthBeyondTheLimitIsRefusedWithoutParsing() throws IOException {
    byte[] call = CALL.formatted("true").getBytes(StandardCharsets.UTF_8);
    RequestBody body =
        new RequestBody(
            new ByteArrayInputStream(call), null, (64L << 20) + 1, new RequestBody.Gate());
    XmlRpcFault fault = assertThrows(XmlRpcFault.class, body::read);
    assertEquals("expected a body of at most 67108864 bytes, got 67108865", fault.getMessage());
    assertTrue(body.drain());
  }

  @Test
  void damagedPackingAndUnknownPackingAreFaults() {
    assertEquals(
        XmlRpcFault.NOT_WELL_FORMED,
        assertThrows(XmlRpcFault.class, body(new byte[] {1, 2, 3}, "gzip")::read).code());
    assertEquals(
        XmlRpcFault.NOT_A_CALL,
        assertThrows(XmlRpcFault.class, body(new byte[0], "br")::read).code());
  }

  private static RequestBody body(byte[] bytes, @Nullable String encoding) {
    return new RequestBody(
        new ByteArrayInputStream(bytes), encoding, bytes.length, new RequestBody.Gate());
  }

  private static byte[] packed(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}
