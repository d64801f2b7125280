package org.hqueue.agent.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.hqueue.agent.Await;
import org.hqueue.agent.server.NodeFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeWatchTest {
  @TempDir Path root;
  private final AtomicInteger changes = new AtomicInteger();

  @Test
  void diskAndGpusAreTold() throws Exception {
    String gpus =
        program("printf '0, NVIDIA A100, 80GB, 81920\\nnonsense\\n1, NVIDIA T4, 15360\\n'; exit 0");
    try (var watch = watch(settings(0, ""), gpus)) {
      Await.until("the first look has ended", () -> !watch.facts().equals(NodeFacts.UNKNOWN));
      var facts = watch.facts();
      assertTrue(facts.freeDiskKilobytes() > 0);
      assertTrue(facts.diskCapacityKilobytes() >= facts.freeDiskKilobytes());
      assertEquals(
          List.of(
              new NodeFacts.Gpu(0, "NVIDIA A100, 80GB", 81920),
              new NodeFacts.Gpu(1, "NVIDIA T4", 15360)),
          facts.gpus());
      assertEquals("", facts.unfit());
      assertEquals(0, changes.get());
    }
  }

  @Test
  void aMachineWithoutTheProgramHasNoGpus() throws Exception {
    assertEquals(List.of(), new Gpus("/no/such/program").list());
    assertEquals(List.of(), new Gpus(program("echo '0, x, 1'; exit 9")).list());
  }

  @Test
  void aMissingMountMakesTheClientUnfitUntilItIsBack() throws Exception {
    var mount = root.resolve("mnt");
    try (var watch = watch(settings(0, "", mount), "/no/such/program")) {
      Await.until("it is unfit", () -> !watch.facts().unfit().isEmpty());
      assertEquals("The folder " + mount + " is not there.", watch.facts().unfit());
      Files.createDirectory(mount);
      Await.until("it is fit", () -> watch.facts().unfit().isEmpty());
      Await.until("both were told", () -> changes.get() == 2);
    }
  }

  @Test
  void tooLittleFreeDiskIsTold() throws Exception {
    try (var watch = watch(settings(Long.MAX_VALUE, ""), "/no/such/program")) {
      Await.until("it is unfit", () -> watch.facts().unfit().startsWith("The disk of "));
    }
  }

  @Test
  void aHealthCommandThatFailsSaysWhy() throws Exception {
    try (var watch = watch(settings(0, "echo; echo no licence server; exit 3"), "/no/program")) {
      Await.until("it is unfit", () -> !watch.facts().unfit().isEmpty());
      assertEquals(
          "The health command ended with exit code 3. no licence server", watch.facts().unfit());
    }
  }

  @Test
  void aProgramThatDoesNotEndIsEndedWithItsChildren() throws Exception {
    var pid = root.resolve("pid");
    var said =
        Programs.run(List.of("/bin/sh", "-c", "sleep 300 & echo $! >" + pid + "; echo x; wait"), 1);
    assertEquals(new Programs.Said(-1, "x\n"), said);
    long child = Long.parseLong(Files.readString(pid).strip());
    Await.until(
        "its child is gone",
        () -> ProcessHandle.of(child).map(process -> !process.isAlive()).orElse(true));
  }

  @Test
  void aFolderThatDoesNotAnswerIsNotWaitedForAndNotAskedAgain() throws Exception {
    var looks = new AtomicInteger();
    var answer = new CompletableFuture<String>();
    var mount =
        new Mount(
            root,
            100,
            folder -> {
              looks.incrementAndGet();
              return answer.join();
            });
    for (int i = 0; i < 3; i++) {
      assertEquals("The folder " + root + " does not answer.", mount.fault().orElseThrow());
    }
    assertEquals(1, looks.get());
    answer.complete("");
    Await.until("it is well", () -> mount.fault().isEmpty());
  }

  @Test
  void theTerminalUsedLastTellsTheIdleTime() throws Exception {
    var terminals = new Terminals(root);
    var now = Instant.parse("2026-01-01T12:00:00Z");
    assertEquals(-1, terminals.idleMinutes(now));
    used("0", now.minusSeconds(7200));
    used("1", now.minusSeconds(200));
    assertEquals(3, terminals.idleMinutes(now));
    assertEquals(-1, new Terminals(root.resolve("none")).idleMinutes(now));
  }

  private void used(String terminal, Instant when) throws IOException {
    var file = Files.createFile(root.resolve(terminal));
    Files.setAttribute(file, "lastAccessTime", FileTime.from(when));
  }

  private NodeWatch watch(NodeSettings settings, String gpuProgram) {
    var watch =
        new NodeWatch(settings, root, Clock.systemUTC(), changes::incrementAndGet, gpuProgram, 20);
    watch.start();
    return watch;
  }

  private static NodeSettings settings(long minFreeDisk, String command, Path... mounts) {
    return new NodeSettings("", Map.of(), minFreeDisk, List.of(mounts), command);
  }

  private String program(String text) throws IOException {
    var file = Files.writeString(root.resolve("program"), "#!/bin/sh\n" + text + "\n");
    assertTrue(file.toFile().setExecutable(true));
    return file.toString();
  }
}
