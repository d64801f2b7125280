package org.hqueue.xmlrpc;

import static org.hqueue.xmlrpc.Documents.READER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Random values, to Python's own {@code xmlrpc.client} and back; without python3 this fails. */
class PythonTest {

  /**
   * Answers each document (length, bytes) with two lines of its own: what Python understood,
   * spelled out, and the same parameters written by Python as a call.
   */
  private static final String ECHO =
      """
      import base64, struct, sys, xmlrpc.client as x

      def spell(v):
          if v is None: return 'nil'
          if isinstance(v, bool): return 'bool ' + str(v).lower()
          if isinstance(v, int): return 'int %d' % v
          if isinstance(v, float): return 'double ' + struct.pack('>d', v).hex()
          if isinstance(v, str): return 'string ' + v.encode('utf-8').hex()
          if isinstance(v, x.Binary): return 'bytes ' + v.data.hex()
          if isinstance(v, x.DateTime): return 'time ' + v.value
          if isinstance(v, (list, tuple)): return '[' + ','.join(map(spell, v)) + ']'
          return '{' + ','.join(spell(k) + ':' + spell(m) for k, m in v.items()) + '}'

      def send(text):
          data = text.encode('utf-8')
          sys.stdout.buffer.write(struct.pack('>i', len(data)) + data)

      x.Marshaller.dispatch[int] = lambda self, v, write: write(
          '<value><i8>%d</i8></value>' % v if abs(v) > x.MAXINT else '<value><int>%d</int></value>' % v)
      while True:
          head = sys.stdin.buffer.read(4)
          if not head: break
          document = sys.stdin.buffer.read(struct.unpack('>i', head)[0])
          params, method = x.loads(document)
          send(method + spell(params))
          send(x.dumps(params, method, allow_none=True))
          sys.stdout.buffer.flush()
      """;

  private static Process python;
  private static DataOutputStream toPython;
  private static DataInputStream fromPython;

  @BeforeAll
  static void startPython() throws IOException {
    python =
        new ProcessBuilder("python3", "-c", ECHO)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    toPython = new DataOutputStream(python.getOutputStream());
    fromPython = new DataInputStream(python.getInputStream());
  }

  @AfterAll
  static void stopPython() throws Exception {
    toPython.close();
    assertTrue(python.waitFor(10, TimeUnit.SECONDS));
    assertEquals(0, python.exitValue());
  }

  private static String receive() throws IOException {
    return new String(fromPython.readNBytes(fromPython.readInt()), StandardCharsets.UTF_8);
  }

  /** Lets Python read the parameters, compares what it understood, and reads what it writes. */
  private static void assertPythonAgrees(List<@Nullable Object> params, String hint)
      throws Exception {
    ByteArrayOutputStream document = new ByteArrayOutputStream();
    XmlRpcWriter.writeCall(document, "m", params);
    toPython.writeInt(document.size());
    document.writeTo(toPython);
    toPython.flush();
    assertEquals("m" + spell(params), receive(), hint);
    XmlRpcCall back =
        READER.readCall(new ByteArrayInputStream(receive().getBytes(StandardCharsets.UTF_8)));
    assertEquals("m" + spell(params), back.method() + spell(back.params()), hint);
  }

  private static String spell(@Nullable Object value) {
    if (value == null) {
      return "nil";
    } else if (value instanceof Boolean) {
      return "bool " + value;
    } else if (value instanceof Integer || value instanceof Long) {
      return "int " + value;
    } else if (value instanceof Double number) {
      return "double " + String.format("%016x", Double.doubleToRawLongBits(number));
    } else if (value instanceof String text) {
      return "string " + hex(text.getBytes(StandardCharsets.UTF_8));
    } else if (value instanceof byte[] bytes) {
      return "bytes " + hex(bytes);
    } else if (value instanceof Instant time) {
      return "time " + Scalars.formatDateTime(time);
    } else if (value instanceof List<?> list) {
      return "[" + String.join(",", list.stream().map(PythonTest::spell).toList()) + "]";
    }
    List<String> members = new ArrayList<>();
    ((Map<?, ?>) value).forEach((name, member) -> members.add(spell(name) + ":" + spell(member)));
    return "{" + String.join(",", members) + "}";
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Test
  void randomValuesAreUnderstoodBothWays() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      List<@Nullable Object> params = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        params.add(randomValue(random, 4));
      }
      assertPythonAgrees(params, "seed " + seed + ", round " + round);
    }
  }

  @Test
  void theEdgesAreUnderstoodBothWays() throws Exception {
    assertPythonAgrees(
        Arrays.asList(
            null,
            1L << 40,
            Long.MIN_VALUE,
            Integer.MIN_VALUE,
            -0.0,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            "",
            " ",
            "\uD83D\uDE00 ]]> <&> \u007F\u0085\u2028\uFFFD",
            new byte[0],
            List.of(),
            Map.of(),
            Instant.parse("1999-12-31T23:59:59Z")),
        "edges");
  }

  private static @Nullable Object randomValue(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 8 : 10)) {
      case 0 -> null;
      case 1 -> random.nextInt() >> random.nextInt(32);
      case 2 -> fitting(random.nextLong() >> random.nextInt(64));
      case 3 -> finite(random);
      case 4 -> random.nextBoolean();
      case 5 -> randomText(random);
      case 6 -> randomBytes(random);
      case 7 -> Instant.ofEpochSecond(random.nextLong(4_000_000_000L));
      case 8 -> {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
          list.add(randomValue(random, depth - 1));
        }
        yield list;
      }
      default -> {
        Map<String, @Nullable Object> struct = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
          struct.put(randomText(random), randomValue(random, depth - 1));
        }
        yield struct;
      }
    };
  }

  private static Object fitting(long number) {
    if (number == (int) number) {
      return (int) number;
    }
    return number;
  }

  private static double finite(Random random) {
    double number = Double.longBitsToDouble(random.nextLong());
    return Double.isFinite(number) ? number : random.nextGaussian();
  }

  private static byte[] randomBytes(Random random) {
    byte[] bytes = new byte[random.nextInt(200)];
    random.nextBytes(bytes);
    return bytes;
  }

  /**
   * Any text that XML can carry, except for the carriage return: Python writes it bare, and every
   * XML parser then reads a line feed.
   */
  private static String randomText(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(20); i > 0; i--) {
      int c =
          switch (random.nextInt(4)) {
            case 0 -> ' ' + random.nextInt(95);
            case 1 -> "\t\n<>&\"'".charAt(random.nextInt(7));
            case 2 -> random.nextInt(0x10000);
            default -> 0x10000 + random.nextInt(0x100000);
          };
      boolean carried = c >= ' ' || c == '\t' || c == '\n';
      boolean forbidden = (c >= 0xD800 && c < 0xE000) || c == 0xFFFE || c == 0xFFFF;
      text.appendCodePoint(carried && !forbidden ? c : 'x');
    }
    return text.toString();
  }
}
