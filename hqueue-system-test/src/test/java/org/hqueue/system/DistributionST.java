package org.hqueue.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  /** A link of a page to another file: not one within it, and none to the network. */
  private static final Pattern LINK = Pattern.compile("\\]\\((?![a-z]+:)([^)#\\s]+)");

  private static final String ARCHIVE = "hqueue-dist.tar.gz";

  @TempDir Path folder;

  @Test
  void theUnpackedArchiveStartsAFarmThatDrawsTheSheet() throws IOException, InterruptedException {
    Path top = unpack();
    assertComplete(top);
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
              throw new Await.Hopeless("bin/farm has ended: " + text(errors) + text(out));
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

  @Test
  void theZipHoldsWhatTheOtherArchiveHolds() throws IOException, InterruptedException {
    Path top = unpack();
    Path zip = target().resolve("hqueue-dist.zip");
    try (FileSystem files =
        FileSystems.newFileSystem(zip, Map.of("enablePosixFileAttributes", true))) {
      assertEquals(
          programs(top.getParent()), programs(files.getPath("/")), "files, and which are programs");
    }
  }

  @Test
  void everyLinkOfItsPagesLeadsToAFileInIt() throws IOException, InterruptedException {
    Path top = unpack();
    List<String> broken = new ArrayList<>();
    int followed = 0;
    for (Path page : files(top).filter(file -> file.toString().endsWith(".md")).toList()) {
      for (Matcher link = LINK.matcher(text(page)); link.find(); followed++) {
        if (!Files.exists(page.resolveSibling(link.group(1)))) {
          broken.add(top.relativize(page) + ": " + link.group(1));
        }
      }
    }
    assertEquals(List.of(), broken);
    assertTrue(followed > 20, followed + " links");
  }

  private static void assertComplete(Path top) {
    for (String part :
        List.of(
            "README.md",
            "LICENSE",
            "compat.py",
            "docs/api.md",
            "examples/farm_report.py",
            "hqueue-agent.jar",
            "hqueue-sample.jar",
            "hqueue-sbom.json",
            "hqueue-server.jar",
            "hqueue.ear",
            "server-config/payara/README.md",
            "server-config/payara/settings.example")) {
      assertTrue(Files.exists(top.resolve(part)), part);
    }
    for (String program :
        List.of("bin/agent", "bin/farm", "bin/server", "server-config/payara/setup")) {
      assertTrue(Files.isExecutable(top.resolve(program)), program);
    }
    // They need the source tree.
    assertFalse(Files.exists(top.resolve("bin/verify")) || Files.exists(top.resolve("bin/bench")));
  }

  /** All files below a folder by their path there, and whether each may be run. */
  private static Map<String, Boolean> programs(Path top) throws IOException {
    Map<String, Boolean> all = new TreeMap<>();
    for (Path file : files(top).toList()) {
      boolean runs =
          Files.getPosixFilePermissions(file).contains(PosixFilePermission.OWNER_EXECUTE);
      all.put(top.relativize(file).toString(), runs);
    }
    return all;
  }

  private static Stream<Path> files(Path top) throws IOException {
    try (Stream<Path> tree = Files.walk(top)) {
      return tree.filter(Files::isRegularFile).toList().stream();
    }
  }

  private static void assertSheet(String out, Path sheet) throws IOException {
    assertTrue(out.endsWith("its sheet: " + sheet.toRealPath() + "\n"), out);
    assertEquals(3 * (320 + 8) + 8, ImageIO.read(sheet.toFile()).getWidth());
  }

  /** The one folder that is in the archive. */
  private Path unpack() throws IOException, InterruptedException {
    Path archive = target().resolve(ARCHIVE);
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

  private static Path target() {
    return Path.of(Farm.property("hqueue.root"), "hqueue-ear", "target");
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}
