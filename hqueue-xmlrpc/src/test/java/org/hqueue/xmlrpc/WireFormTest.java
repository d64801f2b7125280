package org.hqueue.xmlrpc;

import static org.hqueue.xmlrpc.Documents.READER;
import static org.hqueue.xmlrpc.Documents.callWith;
import static org.hqueue.xmlrpc.Documents.read;
import static org.hqueue.xmlrpc.Documents.stream;
import static org.hqueue.xmlrpc.Documents.written;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The exact forms on the wire: those written, and those accepted although never written. */
class WireFormTest {

  private static final String EXTENSIONS = "http://ws.apache.org/xmlrpc/namespaces/extensions";

  /** What is written inside the {@code <value>} of a result. */
  private static String form(@Nullable Object value) throws Exception {
    String start =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><methodResponse><params><param><value>";
    String end = "</value></param></params></methodResponse>";
    String document = written(value);
    assertEquals(start, document.substring(0, start.length()));
    assertEquals(end, document.substring(document.length() - end.length()));
    return document.substring(start.length(), document.length() - end.length());
  }

  @Test
  void everyTypeHasItsPlainForm() throws Exception {
    assertEquals("<nil/>", form(null));
    assertEquals("<int>-5</int>", form(-5));
    assertEquals("<int>-5</int>", form(-5L));
    assertEquals("<i8>2147483648</i8>", form(1L << 31));
    assertEquals("<int>5</int>", form((short) 5));
    assertEquals("<double>0.25</double>", form(0.25));
    assertEquals("<double>0.25</double>", form(0.25f));
    assertEquals("<boolean>1</boolean>", form(true));
    assertEquals("<boolean>0</boolean>", form(false));
    assertEquals("<string>a &lt;b&gt; &amp;&#13;\n</string>", form("a <b> &\r\n"));
    assertEquals(
        "<dateTime.iso8601>20260102T03:04:05</dateTime.iso8601>",
        form(Instant.parse("2026-01-02T03:04:05.999Z")));
    assertEquals("<base64>AQI=</base64>", form(new byte[] {1, 2}).replaceAll("\\s", ""));
    assertEquals("<array><data><value><int>1</int></value></data></array>", form(new Object[] {1}));
    Map<String, Object> struct = new LinkedHashMap<>();
    struct.put("b&", 1);
    assertEquals(
        "<struct><member><name>b&amp;</name><value><int>1</int></value></member></struct>",
        form(struct));
  }

  @Test
  void charactersThatXmlForbidsAreReplaced() throws Exception {
    assertEquals(
        "<string>\uFFFD\uFFFD\t\n\uFFFD\uFFFD\uFFFD</string>",
        form("\u0000\u001B\t\n\uFFFE\uFFFF\u000B"));
    assertEquals("<string>\uFFFDx\uFFFD</string>", form("\uD83Dx\uDE00"));
    assertEquals("<string>\uFFFD</string>", form("\uDBFF"));
    assertEquals("<string>\uFFFD\uD83D\uDE00\uFFFD</string>", form("\uDE00\uD83D\uDE00\uD83D"));
    assertEquals(
        "<struct><member><name>\uFFFD</name><value><int>1</int></value></member></struct>",
        form(Map.of("\u0007", 1)));
  }

  @Test
  void charactersBeyondTheBmpAreWrittenAsUtf8() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    XmlRpcWriter.writeResult(out, "\uD83D\uDE00");
    String latin = out.toString(StandardCharsets.ISO_8859_1);
    assertEquals(true, latin.contains("<string>\u00F0\u009F\u0098\u0080</string>"), latin);
  }

  @Test
  void whatHasNoFormIsRefusedBeforeAnythingIsWritten() {
    Map<Object, Object> numberedName = new HashMap<>();
    numberedName.put(1, "x");
    Map<@Nullable Object, Object> noName = new HashMap<>();
    noName.put(null, "x");
    List<@Nullable Object> loop = new ArrayList<>();
    loop.add(loop);
    for (Object value :
        List.of(
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            Instant.parse("+10000-01-01T00:00:00Z"),
            Instant.parse("-0001-01-01T00:00:00Z"),
            Instant.MAX,
            'c',
            Locale.ROOT,
            new int[] {1},
            numberedName,
            noName,
            loop)) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      List<Object> params = List.of("first", Map.of("inside", List.of(value)));
      assertThrows(IllegalArgumentException.class, () -> XmlRpcWriter.writeCall(out, "m", params));
      assertThrows(IllegalArgumentException.class, () -> XmlRpcWriter.writeResult(out, value));
      assertEquals(0, out.size());
    }
  }

  @Test
  void everySpellingOfATypeIsRead() throws Exception {
    assertEquals(-5, read("<i4> -5 </i4>"));
    assertEquals(5, read("<int>+5</int>"));
    assertEquals(5, read("<i8>005</i8>"));
    assertEquals(1L << 40, read("<i8>1099511627776</i8>"));
    assertEquals(true, read("<boolean>1</boolean>"));
    assertEquals(-1.5e-3, read("<double> -1.5E-3 </double>"));
    assertEquals(2.0, read("<double>2</double>"));
    assertEquals("", read(""));
    assertEquals(" bare & text ", read(" bare &amp; text "));
    assertEquals("a<b\uD83D\uDE00", read("<![CDATA[a<b]]>&#x1F600;"));
    assertEquals("\r", read("<string>&#13;</string>"));
    assertEquals("ab", read("<string>a<!-- comment --><?instruction?>b</string>"));
    assertEquals(5, read("\n <int>5</int> <!-- comment -->\n"));
    assertArrayEquals(new byte[] {1, 2}, (byte[]) read("<base64>\n A Q\tI= \n</base64>"));
    assertEquals(List.of(), read("<array><data/></array>"));
    assertEquals(Map.of(), read("<struct/>"));
    assertEquals(
        Map.of("a", 1),
        read("<struct> <member> <name>a</name> <value> <i4>1</i4> </value> </member> </struct>"));
  }

  @Test
  void timesAreReadTolerantly() throws Exception {
    Instant time = Instant.parse("2026-01-02T03:04:05Z");
    for (String text :
        List.of(
            "20260102T03:04:05",
            "20260102T03:04:05Z",
            " 20260102T03:04:05.999 ",
            "2026-01-02T03:04:05.9Z")) {
      assertEquals(time, read("<dateTime.iso8601>" + text + "</dateTime.iso8601>"));
    }
  }

  @Test
  void nilAndI8AreReadWithAndWithoutAPrefixDeclaredAnywhere() throws Exception {
    String declared = " xmlns:ex='" + EXTENSIONS + "'";
    assertNull(read("<nil/>"));
    assertNull(read("<ex:nil" + declared + "/>"));
    assertEquals(1L << 40, read("<ex:i8" + declared + ">1099511627776</ex:i8>"));
    assertEquals(7, read("<i8 xmlns='" + EXTENSIONS + "'>7</i8>"));
    String inMany =
        ("<array><data" + declared + "><value><ex:nil/></value>")
            + ("<value" + declared + "><ex:i8" + declared + ">1</ex:i8></value></data></array>");
    assertEquals(Arrays.asList(null, 1), read(inMany));
    String onCall =
        callWith("<ex:nil></ex:nil>").replace("<methodCall>", "<methodCall" + declared + ">");
    assertNull(READER.readCall(stream(onCall)).params().get(0));
  }

  @Test
  void everyEncodingThatTheDocumentDeclaresIsRead() throws Exception {
    String call = callWith("Größe");
    for (var charset :
        List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16, StandardCharsets.ISO_8859_1)) {
      String xml = call.replace("?>", " encoding='" + charset.name() + "'?>");
      XmlRpcCall read = READER.readCall(new ByteArrayInputStream(xml.getBytes(charset)));
      assertEquals(List.of("Größe"), read.params());
    }
    XmlRpcCall marked = READER.readCall(stream("\uFEFF" + call));
    assertEquals(List.of("Größe"), marked.params());
  }

  @Test
  void aMethodsNameLosesTheBlanksAroundIt() throws Exception {
    XmlRpcCall call =
        READER.readCall(stream("<methodCall>\n<methodName> ping </methodName>\n</methodCall>"));
    assertEquals(new XmlRpcCall("ping", List.of()), call);
  }
}
