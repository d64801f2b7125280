package org.hqueue.xmlrpc;

import static org.hqueue.xmlrpc.Documents.READER;
import static org.hqueue.xmlrpc.Documents.callWith;
import static org.hqueue.xmlrpc.Documents.refusal;
import static org.hqueue.xmlrpc.Documents.stream;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTest {

  private static void assertRefused(int code, String textPart, String document) {
    XmlRpcFault fault = refusal(document);
    assertEquals(code, fault.code(), fault.getMessage());
    assertTrue(String.valueOf(fault.getMessage()).contains(textPart), fault.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "   ",
        "hello",
        "<methodCall>",
        "<methodCall><methodName>m</methodCall>",
        "<methodCall><methodName>&undeclared;</methodName></methodCall>",
        "<methodCall><methodName>\u0001</methodName></methodCall>",
        "<methodCall><methodName>&#0;</methodName></methodCall>",
        "<methodCall><methodName>m</methodName></methodCall><methodCall/>",
        "<methodCall><methodName>m</methodName></methodCall>tail",
        "<methodCall><methodName>m</methodName><params><ex:param/></params></methodCall>",
        "<?xml version='1.0' encoding='no-such'?><methodCall/>"
      })
  void whatIsNotWellFormedIsRefused(String document) {
    assertEquals(XmlRpcFault.NOT_WELL_FORMED, refusal(document).code());
  }

  @Test
  void anEmptyBodyIsNotWellFormed() {
    assertRefused(XmlRpcFault.NOT_WELL_FORMED, "<methodCall>, got an empty body", "");
  }

  @Test
  void bytesThatAreNotOfTheEncodingAreNotWellFormed() {
    byte[] latin = callWith("Größe").getBytes(StandardCharsets.ISO_8859_1);
    XmlRpcFault fault =
        assertThrows(XmlRpcFault.class, () -> READER.readCall(new ByteArrayInputStream(latin)));
    assertEquals(XmlRpcFault.NOT_WELL_FORMED, fault.code());
  }

  @Test
  void doctypesAreRefusedAtOnce() {
    String call = "<methodCall><methodName>m</methodName></methodCall>";
    for (String doctype :
        List.of(
            "<!DOCTYPE methodCall>",
            "<!DOCTYPE methodCall SYSTEM 'http://192.0.2.1/x.dtd'>",
            "<!DOCTYPE methodCall [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>",
            "<!DOCTYPE m [<!ENTITY a 'aaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>")) {
      assertRefused(XmlRpcFault.NOT_WELL_FORMED, "DOCTYPE", doctype + call);
      assertRefused(
          XmlRpcFault.NOT_WELL_FORMED, "DOCTYPE", "<?xml version='1.0'?>" + doctype + call);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<methodResponse/> | Expected <methodCall>, got <methodResponse>",
        "<html/> | Expected <methodCall>, got <html>",
        "<methodCall xmlns='urn:x'/> | Expected <methodCall>, got <methodCall>",
        "<methodCall/> | Expected <methodName>, got </methodCall>",
        "<methodCall>text</methodCall> | Expected <methodName>, got text",
        "<methodCall><params/></methodCall> | Expected <methodName>, got <params>",
        "<methodCall><methodName/></methodCall> | Expected a method's name",
        "<methodCall><methodName> </methodName></methodCall> | Expected a method's name",
        "<methodCall><methodName><b/></methodName></methodCall>"
            + " | Expected text or </methodName>, got <b>",
        "<methodCall><methodName>m</methodName><methodName>n</methodName></methodCall>"
            + " | Expected <params> or </methodCall>, got <methodName>",
        "<methodCall><methodName>m</methodName><params/><params/></methodCall>"
            + " | Expected </methodCall>, got <params>",
        "<methodCall><methodName>m</methodName><params><value/></params></methodCall>"
            + " | Expected <param>, got <value>",
        "<methodCall><methodName>m</methodName><params><param/></params></methodCall>"
            + " | Expected <value>, got </param>",
      })
  void whatIsNotACallIsRefused(String document, String text) {
    assertRefused(XmlRpcFault.NOT_A_CALL, text, document);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<int>1</int><int>2</int> | Expected </value>, got <int>",
        "<int>1</int>tail | Expected </value>, got text",
        "head<int>1</int> | characters",
        "<value/> | Expected text or one of <int>",
        "<int><int>1</int></int> | Expected text or </int>, got <int>",
        "<nil>x</nil> | nil",
        "<array/> | Expected <data>, got </array>",
        "<array><value/></array> | Expected <data>, got <value>",
        "<array><data/><data/></array> | Expected </array>, got <data>",
        "<array><data>x</data></array> | Expected <value> or </data>, got text",
        "<array><data><int>1</int></data></array> | Expected <value> or </data>, got <int>",
        "<struct>x</struct> | Expected <member> or </struct>, got text",
        "<struct><member/></struct> | Expected <name>, got </member>",
        "<struct><member><value/></member></struct> | Expected <name>, got <value>",
        "<struct><member><name>a</name></member></struct> | Expected <value>, got </member>",
        "<struct><member><name>a</name><name>b</name></member></struct>"
            + " | Expected <value>, got <name>",
        "<struct><member><name>a</name><value/><value/></member></struct>"
            + " | Expected </member>, got <value>",
        "<struct><member><name>a</name><value/></member><member><name>a</name><value/></member>"
            + "</struct> | Expected each name once in a <struct>, got \"a\" twice",
      })
  void whatIsNotAValueIsRefused(String content, String text) {
    assertRefused(XmlRpcFault.NOT_A_CALL, text, callWith(content));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "int | 2147483648 | 32 bits",
        "i4 | -2147483649 | 32 bits",
        "int | 1.0 | 32 bits",
        "int | 0x1 | 32 bits",
        "int | '' | 32 bits",
        "int | 1 2 | 32 bits",
        "int | \u0661 | 32 bits",
        "i8 | 9223372036854775808 | 64 bits",
        "i8 | x | 64 bits",
        "boolean | true | 0 or 1",
        "boolean | 2 | 0 or 1",
        "double | NaN | finite",
        "double | Infinity | finite",
        "double | 1e999 | finite",
        "double | 0x1p3 | finite",
        "double | 1f | finite",
        "double | '' | finite",
        "dateTime.iso8601 | 20260230T00:00:00 | UTC time",
        "dateTime.iso8601 | 20260101T24:00:00 | UTC time",
        "dateTime.iso8601 | 20260101T00:00:00+01:00 | UTC time",
        "dateTime.iso8601 | 2026-01-01 | UTC time",
        "base64 | AQIDB | base64",
        "base64 | A!I= | base64",
        "base64 | AQI=AQI= | base64",
      })
  void aTextThatIsNotOfItsTypeIsRefusedByName(String type, String text, String expected) {
    String document = callWith("<" + type + ">" + text + "</" + type + ">");
    assertRefused(XmlRpcFault.NOT_A_CALL, "Expected in <" + type + "> ", document);
    assertRefused(XmlRpcFault.NOT_A_CALL, expected, document);
    assertRefused(XmlRpcFault.NOT_A_CALL, "got \"" + text + "\" (line 1, column ", document);
  }

  @Test
  void aLongTextIsQuotedOnlyInPart() {
    String text = "9".repeat(1_000_000);
    String member = "<member><name>" + text + "</name><value/></member>";
    for (String content : List.of("<int>" + text + "</int>", "<struct>" + member + member)) {
      assertTrue(String.valueOf(refusal(callWith(content)).getMessage()).length() < 300);
    }
  }

  /** An object that tells when it is deserialised. */
  static final class Bomb implements Serializable {
    static final AtomicInteger EXPLOSIONS = new AtomicInteger();

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      EXPLOSIONS.incrementAndGet();
    }
  }

  private static String bomb() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(new Bomb());
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  @Test
  void extensionTypesAreRefusedByNameAndNothingIsDeserialised() throws Exception {
    String declared = " xmlns:ex='http://ws.apache.org/xmlrpc/namespaces/extensions'";
    for (String type :
        List.of(
            "serializable", "dom", "bigdecimal", "biginteger", "i1", "i2", "float", "dateTime")) {
      String content = "<ex:" + type + declared + ">" + bomb() + "</ex:" + type + ">";
      assertRefused(XmlRpcFault.NOT_A_CALL, "got <ex:" + type + ">", callWith(content));
      assertRefused(
          XmlRpcFault.NOT_A_CALL,
          "got <" + type + ">",
          callWith("<" + type + ">" + bomb() + "</" + type + ">"));
    }
    assertEquals(0, Bomb.EXPLOSIONS.get());
  }

  private static String faultWith(String cause) {
    return "<methodResponse><fault><value><struct>"
        + "<member><name>faultCode</name><value><int>-32500</int></value></member>"
        + "<member><name>faultString</name><value>no</value></member>"
        + "<member><name>faultCause</name><value>"
        + cause
        + "</value></member></struct></value></fault></methodResponse>";
  }

  @Test
  void theCauseOfAFaultIsNeverDeserialised() throws Exception {
    XmlRpcFault fault =
        assertThrows(
            XmlRpcFault.class,
            () -> READER.readResponse(stream(faultWith("<base64>" + bomb() + "</base64>"))));
    assertEquals(XmlRpcFault.REFUSED, fault.code());
    assertEquals("no", fault.getMessage());
    String hostile =
        "<ex:serializable xmlns:ex='http://ws.apache.org/xmlrpc/namespaces/extensions'>"
            + bomb()
            + "</ex:serializable>";
    assertThrows(IOException.class, () -> READER.readResponse(stream(faultWith(hostile))));
    assertEquals(0, Bomb.EXPLOSIONS.get());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html/>",
        "<methodCall><methodName>m</methodName></methodCall>",
        "<methodResponse/>",
        "<methodResponse><params/></methodResponse>",
        "<methodResponse><params><param/></params></methodResponse>",
        "<methodResponse><params><param><value/></param><param><value/></param></params>"
            + "</methodResponse>",
        "<methodResponse><params><param><value/></param></params><fault><value/></fault>"
            + "</methodResponse>",
        "<methodResponse><fault/></methodResponse>",
        "<methodResponse><fault><value>text</value></fault></methodResponse>",
        "<methodResponse><fault><value><struct/></value></fault></methodResponse>",
        "<!DOCTYPE m><methodResponse><params><param><value/></param></params></methodResponse>"
      })
  void whatIsNotAResponseIsAnIoException(String document) {
    IOException broken =
        assertThrows(IOException.class, () -> READER.readResponse(stream(document)));
    assertTrue(String.valueOf(broken.getMessage()).startsWith("Not a valid response: Expected "));
  }

  @Test
  void damagedDocumentsAreReadOrRefusedAndNothingElse() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    XmlRpcWriter.writeCall(
        whole, "m", List.of(Map.of("a", List.of(1, 0.5, true, "ü\uD83D\uDE00")), new byte[5]));
    for (int round = 0; round < 2000; round++) {
      byte[] damaged = whole.toByteArray();
      for (int i = random.nextInt(3); i >= 0; i--) {
        int at = random.nextInt(damaged.length);
        switch (random.nextInt(3)) {
          case 0 -> damaged[at] = (byte) random.nextInt(256);
          case 1 -> damaged[at] = (byte) "<>&/\"'?!x".charAt(random.nextInt(9));
          default -> damaged = Arrays.copyOf(damaged, at + 1);
        }
      }
      try {
        READER.readCall(new ByteArrayInputStream(damaged));
      } catch (XmlRpcFault refused) {
        assertTrue(refused.code() < 0, String.valueOf(refused.getMessage()));
      } catch (IOException | RuntimeException unexpected) {
        throw new AssertionError("seed " + seed + ", round " + round, unexpected);
      }
    }
  }

  @Test
  void aStreamThatBreaksIsAnIoException() {
    InputStream empty = InputStream.nullInputStream();
    InputStream broken =
        new FilterInputStream(empty) {
          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            throw new IOException("cable pulled");
          }
        };
    IOException thrown = assertThrows(IOException.class, () -> READER.readCall(broken));
    assertEquals("cable pulled", thrown.getMessage());
  }
}
