package org.hqueue.agent.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import org.hqueue.agent.server.Rules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobOutputTest {
  private static final int MEBIBYTE = 1024 * 1024;

  @TempDir Path root;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 999, 1000, 1001, 5000})
  void aLogIsDeliveredWithItsMiddleLeftOut(int printed) throws IOException {
    var output = output(1000);
    byte[] all = new byte[printed];
    new Random(printed).nextBytes(all);
    Files.write(file(), all);
    var log = new ByteArrayOutputStream();
    deliver(output, log);
    assertEquals(Math.min(printed, 750), log.size(), "while the job runs");
    output.complete();
    deliver(output, log);
    assertTrue(output.isDelivered());
    assertEquals(output.length(), log.size());
    byte[] got = log.toByteArray();
    if (printed <= 1000) {
      assertArrayEquals(all, got);
    } else {
      assertArrayEquals(Arrays.copyOf(all, 750), Arrays.copyOf(got, 750));
      assertArrayEquals(
          Arrays.copyOfRange(all, printed - 250, printed),
          Arrays.copyOfRange(got, got.length - 250, got.length));
      String marker = new String(got, 750, got.length - 1000, StandardCharsets.US_ASCII);
      assertTrue(marker.startsWith("\n[" + (printed - 1000) + " bytes"), marker);
    }
  }

  @Test
  void theDiskGetsBackWhatIsInNoLog() throws Exception {
    var output = output(8 * MEBIBYTE);
    byte[] some = new byte[MEBIBYTE];
    long most = 0;
    for (int i = 0; i < 64; i++) {
      Arrays.fill(some, (byte) ('a' + i % 26));
      Files.write(file(), some, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      boolean more = true;
      while (more) {
        more = output.parseSome(some);
      }
      output.free();
      most = Math.max(most, kibibytesOnDisk());
    }
    assertTrue(most <= 12 * 1024, most + " KiB on the disk");
    assertEquals(64L * MEBIBYTE, output.printed());
    output.complete();
    assertFalse(output.isDelivered());
    var log = new ByteArrayOutputStream();
    deliver(output, log);
    byte[] got = log.toByteArray();
    assertEquals('a', got[0]);
    assertEquals('a' + 63 % 26, got[got.length - 1]);
    assertEquals('a' + 62 % 26, got[got.length - MEBIBYTE - 1]);
    for (byte b : got) {
      assertFalse(b == 0, "a hole is delivered");
    }
  }

  private void deliver(JobOutput output, ByteArrayOutputStream log) throws IOException {
    byte[] buffer = new byte[333_333];
    while (output.hasUndelivered()) {
      int count = output.undelivered(buffer, 7 + log.size() % buffer.length / 2);
      assertTrue(count > 0, "there is something to deliver");
      log.write(buffer, 0, count);
      output.delivered(log.size());
    }
  }

  private long kibibytesOnDisk() throws IOException {
    var process = new ProcessBuilder("du", "-k", file().toString()).start();
    try (var out = process.inputReader()) {
      return Long.parseLong(out.readLine().split("\\s", 2)[0]);
    }
  }

  private JobOutput output(long limit) {
    return new JobOutput(1, file(), Rules.NONE, new LogLayout(limit));
  }

  private Path file() {
    return root.resolve("output.log");
  }
}
