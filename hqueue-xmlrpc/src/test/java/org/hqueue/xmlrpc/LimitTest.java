package org.hqueue.xmlrpc;

import static org.hqueue.xmlrpc.Documents.callWith;
import static org.hqueue.xmlrpc.Documents.refusal;
import static org.hqueue.xmlrpc.Documents.stream;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitTest {

  /** A call with one array whose elements never end, made while it is read. */
  private static final class EndlessArray extends InputStream {
    private static final byte[] ELEMENT = "<value/>".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] START =
        "<methodCall><methodName>m</methodName><params><param><value><array><data>"
            .getBytes(StandardCharsets.US_ASCII);
    private long given;

    @Override
    public int read() {
      long at = given++;
      if (at < START.length) {
        return START[(int) at];
      }
      return ELEMENT[(int) ((at - START.length) % ELEMENT.length)];
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      for (int i = 0; i < length; i++) {
        buffer[offset + i] = (byte) read();
      }
      return length;
    }
  }

  private static String nested(int levels, String start, String end) {
    return start.repeat(levels) + end.repeat(levels);
  }

  @Test
  void anArrayBeyondTheLimitOfMembersIsRefusedWhereItExceedsIt() {
    EndlessArray endless = new EndlessArray();
    XmlRpcFault fault = assertThrows(XmlRpcFault.class, () -> Documents.READER.readCall(endless));
    assertEquals(XmlRpcFault.NOT_A_CALL, fault.code());
    assertTrue(
        String.valueOf(fault.getMessage())
            .startsWith("Expected at most 2000000 values in all, got more"),
        fault.getMessage());
    long needed = 2_000_000L * EndlessArray.ELEMENT.length;
    assertTrue(endless.given < needed + 100_000, endless.given + " bytes were read");
  }

  @Test
  void everyValueOfADocumentCounts() throws Exception {
    String five =
        callWith(
            "<array><data><value/><value><struct><member><name>a</name><value/>"
                + "</member></struct></value><value/></data></array>");
    XmlRpcReader enough = new XmlRpcReader(new XmlRpcLimits(10_000, 64, 5));
    assertEquals(1, enough.readCall(stream(five)).params().size());
    XmlRpcReader tooFew = new XmlRpcReader(new XmlRpcLimits(10_000, 64, 4));
    assertThrows(XmlRpcFault.class, () -> tooFew.readCall(stream(five)));
  }

  @Test
  void nestingIsRefusedBeyondItsLimit() throws Exception {
    String arrays = nested(64, "<array><data><value>", "</value></data></array>");
    assertTrue(Documents.read(arrays) instanceof List);
    for (String tooDeep :
        List.of(
            nested(65, "<array><data><value>", "</value></data></array>"),
            nested(65, "<struct><member><name>a</name><value>", "</value></member></struct>"),
            "<array><data><value>".repeat(1_000_000))) {
      XmlRpcFault fault = refusal(callWith(tooDeep));
      assertEquals(XmlRpcFault.NOT_A_CALL, fault.code());
      assertTrue(
          String.valueOf(fault.getMessage()).contains("nested at most 64 deep"),
          fault.getMessage());
    }
  }

  @Test
  void neighboursAreNotNested() throws Exception {
    String many = "<value><array><data/></array></value><value><struct/></value>".repeat(200);
    assertEquals(
        400, ((List<?>) Documents.read("<array><data>" + many + "</data></array>")).size());
  }

  @Test
  void theDeepestLimitThatCanBeSetIsParsedOnASmallStack() throws Exception {
    XmlRpcReader reader = new XmlRpcReader(new XmlRpcLimits(1 << 20, 200, 1000));
    String call = callWith(nested(200, "<array><data><value>", "</value></data></array>"));
    Throwable[] failure = new Throwable[1];
    Thread small =
        new Thread(
            null,
            () -> {
              try {
                reader.readCall(stream(call));
              } catch (Exception | StackOverflowError e) {
                failure[0] = e;
              }
            },
            "small stack",
            256 << 10);
    small.start();
    small.join();
    assertEquals(null, failure[0]);
    assertThrows(IllegalArgumentException.class, () -> new XmlRpcLimits(1, 201, 1));
  }

  @Test
  void aBodyIsRefusedBeyondItsLimitOfBytes() throws Exception {
    String call = callWith("x".repeat(20_000));
    XmlRpcReader enough = new XmlRpcReader(new XmlRpcLimits(call.length(), 1, 1));
    assertEquals(1, enough.readCall(stream(call)).params().size());
    XmlRpcReader tooFew = new XmlRpcReader(new XmlRpcLimits(call.length() - 1, 1, 1));
    XmlRpcFault fault = assertThrows(XmlRpcFault.class, () -> tooFew.readCall(stream(call)));
    assertEquals(XmlRpcFault.NOT_A_CALL, fault.code());
    assertEquals(
        "Expected at most " + (call.length() - 1) + " bytes, got more", fault.getMessage());
  }

  @Test
  void anIncreasinglySmallLimitOfBytesIsAlwaysTheReasonGiven() {
    String call = callWith("x");
    for (int bytes = 1; bytes < call.length(); bytes++) {
      XmlRpcReader reader = new XmlRpcReader(new XmlRpcLimits(bytes, 1, 1));
      XmlRpcFault fault = assertThrows(XmlRpcFault.class, () -> reader.readCall(stream(call)));
      assertEquals("Expected at most " + bytes + " bytes, got more", fault.getMessage());
    }
  }

  @Test
  void oneLongTextIsBoundedByItsBytesOnly() throws Exception {
    String text = "&lt;\n&#x1F600;".repeat(200_000);
    String read = (String) Documents.read("<string>" + text + "</string>");
    assertEquals("<\n\uD83D\uDE00".repeat(200_000), read);
  }

  @Test
  void limitsBelowOneAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new XmlRpcLimits(0, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new XmlRpcLimits(1, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new XmlRpcLimits(1, 1, 0));
  }
}
