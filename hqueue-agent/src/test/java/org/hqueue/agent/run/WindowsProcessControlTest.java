package org.hqueue.agent.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hqueue.agent.server.Offer;
import org.hqueue.agent.server.Rules;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is decided around the functions of Windows, which a fake stands for. */
class WindowsProcessControlTest {
  private static final String BOOT = "a-boot";
  private static final ProcessIdentity LEADER = new ProcessIdentity(BOOT, 11, 1000);

  @TempDir Path root;
  private final FakeJobs jobs = new FakeJobs();
  private final ProcessControl control = new WindowsProcessControl(BOOT, jobs);

  /** Notes what is asked of it. */
  private static final class FakeJobs implements JobObjects {
    private final List<String> calls = new ArrayList<>();
    private List<Long> pids = List.of();

    @Override
    public void enclose(String name, long pid) {
      calls.add("enclose " + pid);
    }

    @Override
    public Optional<Contents> contents(String name) {
      return pids.isEmpty() ? Optional.empty() : Optional.of(new Contents(pids, 42));
    }

    @Override
    public void release(String name) {
      calls.add("release");
    }

    @Override
    public void terminate(String name, int exitCode) {
      calls.add("terminate " + exitCode);
    }

    @Override
    public void sendBreak(long pid) {
      calls.add("break " + pid);
    }

    @Override
    public void suspend(long pid) {
      calls.add("suspend " + pid);
    }

    @Override
    public void resume(long pid) {
      calls.add("resume " + pid);
    }
  }

  @BeforeEach
  void makeFolder() throws Exception {
    Files.createDirectories(folder().work());
  }

  @Test
  void theGroupIsWhatIsInTheJobObject() throws Exception {
    jobs.pids = List.of(11L, 12L);
    assertEquals(new ProcessGroup(true, 2, 0, 0, 42), control.group(LEADER, folder()));
    jobs.pids = List.of(12L);
    assertEquals(new ProcessGroup(false, 1, 0, 0, 42), control.group(LEADER, folder()));
    jobs.pids = List.of();
    assertTrue(control.group(LEADER, folder()).isEmpty());
  }

  @Test
  void eachProcessIsSuspendedOnceAndResumedOnceWhicheverAgentAsks() throws Exception {
    jobs.pids = List.of(11L, 12L);
    control.signal(LEADER, folder(), GroupSignal.STOP);
    assertTrue(control.group(LEADER, folder()).isStopped());
    jobs.pids = List.of(11L, 12L, 13L);
    assertFalse(control.group(LEADER, folder()).isStopped());
    var next = new WindowsProcessControl(BOOT, jobs);
    next.signal(LEADER, folder(), GroupSignal.STOP);
    assertEquals(List.of("suspend 11", "suspend 12", "suspend 13"), jobs.calls);
    jobs.calls.clear();
    next.signal(LEADER, folder(), GroupSignal.CONT);
    next.signal(LEADER, folder(), GroupSignal.CONT);
    jobs.calls.sort(null);
    assertEquals(List.of("resume 11", "resume 12", "resume 13"), jobs.calls);
    assertEquals(0, control.group(LEADER, folder()).stopped());
  }

  @Test
  void aTreeIsAskedAndThenEnded() throws Exception {
    jobs.pids = List.of(11L, 12L);
    control.signal(LEADER, folder(), GroupSignal.TERM);
    control.signal(LEADER, folder(), GroupSignal.KILL);
    assertEquals(List.of("break 11", "terminate 137"), jobs.calls);
  }

  @Test
  void nothingIsDoneToProcessesOfAnotherBoot() throws Exception {
    jobs.pids = List.of(11L);
    var old = new ProcessIdentity("old", 11, 1000);
    control.signal(old, folder(), GroupSignal.KILL);
    assertTrue(control.group(old, folder()).isEmpty());
    assertEquals(List.of(), jobs.calls);
  }

  @Test
  void whatTheWrapperNotedIsRead() throws Exception {
    assertEquals(Optional.empty(), control.recorded(folder()));
    assertEquals(Optional.empty(), control.exitCode(folder()));
    Files.writeString(folder().process(), "11 1000 a-boot\r\n");
    Files.writeString(folder().exit(), "-1073741819\r\n");
    assertEquals(Optional.of(LEADER), control.recorded(folder()));
    assertEquals(Optional.of(-1073741819), control.exitCode(folder()));
    // Windows names no boot.
    Files.writeString(folder().process(), "11 1000 \r\n");
    assertEquals("", control.recorded(folder()).orElseThrow().bootId());
  }

  @Test
  void whatCannotBeStartedIsObjectedTo() {
    assertEquals(Optional.empty(), objection("cmd", "dir", Map.of("A", "x".repeat(30_000))));
    assertTrue(objection("cmd", "dir", Map.of("A=B", "")).orElseThrow().contains("A=B"));
    assertTrue(objection("cmd", "dir", Map.of("A", "x".repeat(33_000))).isPresent());
    assertTrue(objection("cmd", "x".repeat(8001), Map.of()).isPresent());
    assertEquals(Optional.empty(), objection("cmd", "x\n".repeat(8001), Map.of()));
    assertTrue(objection("no-such", "dir", Map.of()).orElseThrow().contains("no-such"));
  }

  @Test
  void theAnswersOfWindowsAreRead() {
    var list = ByteBuffer.allocate(JobAnswers.idListBytes(3)).order(ByteOrder.LITTLE_ENDIAN);
    list.putInt(0, 2).putInt(4, 2).putLong(8, 4711).putLong(16, 815).putLong(24, 99);
    assertEquals(List.of(4711L, 815L), JobAnswers.pids(list));
    var times = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
    times.putLong(0, 30_000_000).putLong(8, 10_000_000);
    assertEquals(400, JobAnswers.cpuTicks(times));
  }

  private Optional<String> objection(String shell, String command, Map<String, String> variables) {
    var offer = new Offer(1, 1, command, shell, variables, Duration.ZERO, Rules.NONE);
    return control.objection(offer, variables);
  }

  private AssignmentFolder folder() {
    return new AssignmentFolder(root.resolve("1"));
  }
}
