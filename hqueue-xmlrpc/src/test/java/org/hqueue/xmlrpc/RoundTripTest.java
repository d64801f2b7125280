package org.hqueue.xmlrpc;

import static org.hqueue.xmlrpc.Documents.READER;
import static org.hqueue.xmlrpc.Documents.roundTrip;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RoundTripTest {

  @Test
  void everyScalarComesBackAsItWas() throws Exception {
    List<@Nullable Object> values =
        Arrays.asList(
            0,
            Integer.MIN_VALUE,
            Integer.MAX_VALUE,
            1L << 31,
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            0.1,
            -0.0,
            Double.MAX_VALUE,
            Double.MIN_VALUE,
            true,
            false,
            "",
            "  two blanks around  ",
            "tab\tline\nreturn\rboth\r\n<a href=\"x\">&amp;</a> ]]>",
            "Grüße, 世界, \uD83D\uDE00\uDBFF\uDFFD",
            Instant.parse("2026-02-28T23:59:59Z"),
            Instant.parse("0000-01-01T00:00:00Z"),
            Instant.parse("9999-12-31T23:59:59Z"),
            null,
            List.of(),
            Map.of());
    for (Object value : values) {
      assertEquals(value, roundTrip(value));
    }
  }

  @Test
  void bytesOfEveryLengthComeBackAsTheyWere() throws Exception {
    for (int length : new int[] {0, 1, 2, 3, 57, 767, 768, 769, 1023, 1024, 1025, 5000}) {
      byte[] bytes = new byte[length];
      new Random(length).nextBytes(bytes);
      assertArrayEquals(bytes, (byte[]) roundTrip(bytes));
    }
  }

  @Test
  void kindredTypesComeBackAsTheTypeOfTheWire() throws Exception {
    assertEquals(7, roundTrip(7L));
    assertEquals(7, roundTrip((short) 7));
    assertEquals(0.5, roundTrip(0.5f));
    assertEquals(List.of(1, "b"), roundTrip(new Object[] {1, "b"}));
    assertEquals(List.of(1, "b"), roundTrip(new ArrayDeque<>(List.of(1, "b"))));
    assertEquals(
        Instant.parse("2026-01-01T00:00:00Z"), roundTrip(Instant.parse("2026-01-01T00:00:00.9Z")));
  }

  @Test
  void structsKeepTheirOrder() throws Exception {
    Map<String, @Nullable Object> struct = new LinkedHashMap<>();
    for (int i = 100; i > 0; i--) {
      struct.put("member " + i * 7919, i);
    }
    struct.put("", null);
    Map<?, ?> back = (Map<?, ?>) roundTrip(struct);
    assertEquals(new ArrayList<>(struct.keySet()), new ArrayList<>(back.keySet()));
    assertEquals(struct, back);
  }

  @Test
  void containersNestToTheLimit() throws Exception {
    Object value = "innermost";
    for (int level = 0; level < XmlRpcLimits.DEFAULT.maxDepth(); level++) {
      value = level % 2 == 0 ? List.of(value, level) : Map.of("in", value);
    }
    assertEquals(value, roundTrip(value));
    Object deeper = List.of(value);
    assertThrows(IllegalArgumentException.class, () -> roundTrip(deeper));
  }

  @Test
  void callsKeepMethodAndParameters() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    XmlRpcWriter.writeCall(out, "système.<méthode>", Arrays.asList(1, null, "x"));
    XmlRpcCall call = READER.readCall(new ByteArrayInputStream(out.toByteArray()));
    assertEquals(new XmlRpcCall("système.<méthode>", Arrays.asList(1, null, "x")), call);

    out.reset();
    XmlRpcWriter.writeCall(out, "ping", List.of());
    call = READER.readCall(new ByteArrayInputStream(out.toByteArray()));
    assertEquals(new XmlRpcCall("ping", Collections.emptyList()), call);
  }

  @Test
  void resultsAndFaultsComeBackAsTheyWere() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    XmlRpcWriter.writeResult(out, null);
    assertEquals(null, READER.readResponse(new ByteArrayInputStream(out.toByteArray())));

    ByteArrayOutputStream fault = new ByteArrayOutputStream();
    XmlRpcWriter.writeFault(fault, XmlRpcFault.REFUSED, "Größe <10>\u0000");
    XmlRpcFault read =
        assertThrows(
            XmlRpcFault.class,
            () -> READER.readResponse(new ByteArrayInputStream(fault.toByteArray())));
    assertEquals(XmlRpcFault.REFUSED, read.code());
    assertEquals("Größe <10>\uFFFD", read.getMessage());
  }
}
