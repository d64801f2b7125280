package org.hqueue.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is handed out, unpacked in an empty folder, starts a farm that draws the sample. */
@ExtendWith(LogsOnFailure.class)
class DistributionST {
  private static final Duration SAMPLE = Duration.ofMinutes(8);
  private static final Duration SHORT = Duration.ofMinutes(2);
  private static final String ARCHIVE = "hqueue-dist.tar.gz";

  @TempDir Path folder;

  @Test
  void theUnpackedArchiveStartsAFarmThatDrawsTheSheet() throws IOException, InterruptedException {
    Path top = unpack();
    for (String part :
        List.of("hqueue.ear", "hqueue-sbom.json", "docs/api.md", "server-config/payara/setup")) {
      assertTrue(Files.exists(top.resolve(part)), part);
    }
    Path out = folder.resolve("out");
    Path errors = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(
            top.resolve("bin/farm").toString(),
            "--port",
            Integer.toString(Farm.freePort()),
            "--cpus",
            "2");
    // No build tool can be found; Java is.
    builder.environment().put("PATH", "/usr/bin:/bin");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.directory(folder.toFile());
    builder.redirectInput(new File("/dev/null"));
    builder.redirectOutput(out.toFile()).redirectError(errors.toFile());
    Process farm = builder.start();
    try {
      Await.until(
          SAMPLE,
          "bin/farm says that the farm is up",
          () -> {
            if (!farm.isAlive()) {
              throw new IllegalStateException("bin/farm has ended: " + text(errors) + text(out));
            }
            return text(errors).contains("the farm is up");
          });
      assertSheet(text(out), top.resolve("var/sample/sheet.png"));
    } finally {
      farm.destroy();
      if (!farm.waitFor(SHORT.toSeconds(), TimeUnit.SECONDS)) {
        farm.destroyForcibly();
      }
      JobProcesses.killBelow(top);
    }
  }

  private static void assertSheet(String out, Path sheet) throws IOException {
    assertTrue(out.endsWith("its sheet: " + sheet.toRealPath() + "\n"), out);
    assertEquals(3 * (320 + 8) + 8, ImageIO.read(sheet.toFile()).getWidth());
  }

  /** The one folder that is in the archive. */
  private Path unpack() throws IOException, InterruptedException {
    Path archive = Path.of(Farm.property("hqueue.root"), "hqueue-ear", "target", ARCHIVE);
    Path empty = Files.createDirectory(folder.resolve("unpacked"));
    Process tar =
        new ProcessBuilder(
                "tar", "-xzf", archive.toAbsolutePath().toString(), "-C", empty.toString())
            .inheritIO()
            .start();
    assertTrue(tar.waitFor(SHORT.toSeconds(), TimeUnit.SECONDS), "tar does not end");
    assertEquals(0, tar.exitValue());
    try (Stream<Path> tops = Files.list(empty)) {
      List<Path> all = tops.toList();
      assertEquals(1, all.size(), all.toString());
      return all.get(0);
    }
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}
