package org.hqueue.web.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hqueue.assignment.Callback;
import org.hqueue.client.ClientWish;
import org.hqueue.client.Gpu;
import org.hqueue.client.Machine;
import org.hqueue.folder.FolderPaths;
import org.hqueue.job.JobPolicy;
import org.hqueue.schedule.HeartbeatAnswer;
import org.hqueue.schedule.HeartbeatReport;
import org.hqueue.xmlrpc.XmlRpcFault;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HeartbeatStructTest {

  @Test
  void everyFieldOfAReportIsRead() throws XmlRpcFault {
    HeartbeatReport read = HeartbeatStruct.read(report(), "10.0.0.7", true);
    assertEquals(
        new HeartbeatReport.Agent(
            "a1", "s1", Instant.ofEpochSecond(1_700_000_000), "b1", "render01", "gpu"),
        read.agent());
    assertEquals(
        new HeartbeatReport.Facts(
            5001, "0.1", "linux-x86_64", 16, 67_108_864L, 9_999_999_999L, 0.5),
        read.facts());
    assertEquals(7, read.number());
    assertEquals(10, read.holdSeconds());
    assertEquals("10.0.0.7", read.address());
    HeartbeatReport.Held held = read.assignments().get(0);
    assertEquals(HeartbeatReport.State.ENDED, held.state());
    assertEquals(0.75, held.progress());
    assertEquals(5_000_000_000L, held.logLength());
    assertEquals(Instant.ofEpochMilli(1_700_000_000_123L), held.startedAt());
    HeartbeatReport.End end = held.end();
    assertEquals(
        new HeartbeatReport.End(
            HeartbeatReport.Outcome.EXITED, 3, null, "", Instant.ofEpochMilli(1_700_000_001_000L)),
        end);
  }

  @Test
  void whatIsNotKnownMayBeLeftOut() throws XmlRpcFault {
    Map<String, Object> report = report();
    report.keySet().removeAll(List.of("port", "name", "load", "hold", "leaving", "freeMemory"));
    report.put("assignments", List.of(Map.of("id", 5, "state", "accepted")));
    HeartbeatReport read = HeartbeatStruct.read(report, "", true);
    assertEquals(-1, read.facts().load());
    assertEquals(0, read.holdSeconds());
    assertNull(read.assignments().get(0).startedAt());
    assertNull(read.assignments().get(0).end());
  }

  @Test
  void whatIsToldOfTheMachineIsRead() throws XmlRpcFault {
    Map<String, Object> report = report();
    report.put("cpuSpeed", 3_200);
    report.put("diskCapacity", 5_000_000_000L);
    report.put("freeDisk", 4_000_000_000L);
    report.put("gpus", List.of(Map.of("index", 1, "model", "T4", "memory", 15_360)));
    report.put("attributes", Map.of("rack", "7"));
    report.put("description", "the fast one");
    report.put("installLocation", "/opt");
    report.put("idleMinutes", 5);
    report.put("unfit", "no disk");
    HeartbeatReport read = HeartbeatStruct.read(report, "", true);
    assertEquals(
        new Machine(
            "linux-x86_64",
            16,
            3_200,
            67_108_864L,
            5_000_000_000L,
            List.of(new Gpu(1, "T4", 15_360)),
            Map.of("rack", "7"),
            "the fast one",
            "/opt"),
        read.facts().machine());
    assertEquals(4_000_000_000L, read.facts().freeDiskKilobytes());
    assertEquals(5, read.facts().idleMinutes());
    assertEquals("no disk", read.facts().unfit());
    assertFalse(read.leaving());
    assertFault(
        "report.gpus[0].memory: expected int, got string \"much\"",
        with("gpus", List.of(Map.of("index", 1, "memory", "much"))));
  }

  @Test
  void wrongFieldIsNamedWithItsWholePath() {
    assertFault("report: expected struct, got list of 0", List.of());
    assertFault("report.cpus: expected int, got string \"many\"", with("cpus", "many"));
    assertFault("report.cpus: expected 0 or more, got int -1", with("cpus", -1));
    assertFault("report.agentId: expected string, got nothing", with("agentId", null));
    assertFault(
        "report.session: expected text that is not blank, got string \" \"", with("session", " "));
    assertFault(
        "report.assignments[0].state: expected accepted, running, paused, callback or ended, got"
            + " string \"done\"",
        with("assignments", List.of(Map.of("id", 5, "state", "done"))));
    assertFault(
        "report.assignments[0].end: expected struct, got nil",
        with("assignments", List.of(Map.of("id", 5, "state", "ended"))));
  }

  @Test
  void reportWithoutItsAssignmentsIsRefused() {
    assertFault("report.assignments: expected list, got nothing", with("assignments", null));
  }

  @Test
  void holdIsBoundedAndThereIsNoneWithinAMulticall() throws XmlRpcFault {
    assertEquals(60, HeartbeatStruct.read(with("hold", 86_400), "", true).holdSeconds());
    assertEquals(0, HeartbeatStruct.read(with("hold", -5), "", true).holdSeconds());
    assertEquals(0, HeartbeatStruct.read(report(), "", false).holdSeconds());
  }

  @Test
  void answerIsWrittenByTheWordsOfTheProtocol() {
    HeartbeatAnswer answer =
        new HeartbeatAnswer(
            "",
            0,
            3,
            10,
            List.of(
                new HeartbeatAnswer.Offer(
                    8,
                    4,
                    "true",
                    "/bin/sh",
                    Map.of("JOBID", "4"),
                    5,
                    JobPolicy.NONE,
                    List.of("a.png"))),
            List.of(new HeartbeatAnswer.Stop(7, 6)),
            List.of(1),
            List.of(2),
            List.of(
                new HeartbeatAnswer.Callbacks(6, 600, List.of(new Callback("cleanup", "rm x")))),
            List.of(9));
    assertEquals(
        "{clientId=3, interval=10, start=[{id=8, jobId=4, command=true, shell=/bin/sh,"
            + " environment={JOBID=4}, killGrace=5, outputs=[a.png]}], stop=[{id=7, grace=6}], pause=[1],"
            + " resume=[2],"
            + " callbacks=[{id=6, timeout=600, run=[{name=cleanup, command=rm x}]}], forget=[9]}",
        HeartbeatStruct.write(answer).toString());
  }

  @Test
  void whatIsWantedOfTheAgentItselfIsTold() throws XmlRpcFault {
    String hash = "ab".repeat(32);
    assertEquals(
        "{upgrade={hash=" + hash + ", path=/agent/hqueue-agent.jar}, wish=7}",
        wish(new ClientWish(ClientWish.Kind.UPGRADE, 7, hash)));
    assertEquals("{restart=true, wish=8}", wish(new ClientWish(ClientWish.Kind.RESTART, 8, "")));
    assertEquals(
        "{terminate=true, wish=9}", wish(new ClientWish(ClientWish.Kind.TERMINATE, 9, "")));
    Map<String, Object> report = report();
    report.putAll(
        Map.of(
            "program", hash, "autoUpgrade", true, "heeding", 7, "fault", "no room", "gone", true));
    HeartbeatReport read = HeartbeatStruct.read(report, "", true);
    assertEquals(hash, read.facts().program());
    assertEquals(new HeartbeatReport.Heeding(7, "no room", true), read.heeding());
    assertFault(
        "report.program: expected 64 hex digits or nothing, got string \"x\"",
        with("program", "x"));
  }

  private static String wish(ClientWish wish) {
    Map<String, Object> out =
        HeartbeatStruct.write(
            new HeartbeatAnswer(
                "", 0, 3, 10, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
                wish));
    out.keySet()
        .removeAll(
            List.of(
                "clientId", "interval", "start", "stop", "pause", "resume", "callbacks", "forget"));
    return out.toString();
  }

  @Test
  void refusalHoldsNothingElse() {
    assertEquals(
        Map.of("refused", "another agent has this label", "retryAfter", 10),
        HeartbeatStruct.write(HeartbeatAnswer.refusal("another agent has this label", 10)));
  }

  @Test
  void foldersAreToldToWhoAsksForThemAndKnowsOthers() throws XmlRpcFault {
    var folders = new FolderPaths.Paths("m1", List.of("/mnt/hq", "/shows"));
    var nothing = HeartbeatAnswer.nothing(7, 10);
    var told = Map.of("mark", "m1", "paths", List.of("/mnt/hq", "/shows"));
    var first = HeartbeatStruct.knownFolders(with("folders", ""));
    assertEquals(told, HeartbeatStruct.write(nothing, folders, first).get("folders"));
    var known = HeartbeatStruct.knownFolders(with("folders", "m1"));
    assertFalse(HeartbeatStruct.write(nothing, folders, known).containsKey("folders"));
    var none = HeartbeatStruct.knownFolders(report());
    assertFalse(HeartbeatStruct.write(nothing, folders, none).containsKey("folders"));
    var refusal = HeartbeatAnswer.refusal("no", 10);
    assertFalse(HeartbeatStruct.write(refusal, folders, first).containsKey("folders"));
  }

  private static void assertFault(String message, Object report) {
    XmlRpcFault fault =
        assertThrows(XmlRpcFault.class, () -> HeartbeatStruct.read(report, "", true));
    assertEquals(XmlRpcFault.BAD_PARAMETERS, fault.code());
    assertEquals(message, fault.getMessage());
  }

  private static Map<String, Object> with(String field, @Nullable Object value) {
    Map<String, Object> report = report();
    report.remove(field);
    if (value != null) {
      report.put(field, value);
    }
    return report;
  }

  private static Map<String, Object> report() {
    Map<String, Object> report = new HashMap<>();
    report.put("agentId", "a1");
    report.put("session", "s1");
    report.put("sessionStart", 1_700_000_000);
    report.put("number", 7);
    report.put("bootId", "b1");
    report.put("hostname", "render01");
    report.put("name", "gpu");
    report.put("port", 5001);
    report.put("version", "0.1");
    report.put("platform", "linux-x86_64");
    report.put("cpus", 16);
    report.put("memory", 67_108_864);
    report.put("freeMemory", 9_999_999_999L);
    report.put("load", 0.5);
    report.put("hold", 10);
    report.put("leaving", false);
    Map<String, Object> end =
        Map.of("outcome", "exited", "exitCode", 3, "reason", "", "endedAt", 1_700_000_001_000L);
    report.put(
        "assignments",
        List.of(
            Map.of(
                "id",
                5,
                "state",
                "ended",
                "progress",
                0.75,
                "logLength",
                5_000_000_000L,
                "startedAt",
                1_700_000_000_123L,
                "end",
                end)));
    return report;
  }
}
