package org.hqueue.web.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hqueue.job.BadSpecException;
import org.hqueue.trouble.UnknownAsk;
import org.hqueue.xmlrpc.XmlRpcFault;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MethodTableTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Caller CALLER = new Caller("127.0.0.1", true);

  private final MethodTable table = table();

  @Test
  void listMethodsTellsEveryFunctionInTheOrderOfTheContract() throws XmlRpcFault {
    assertEquals(
        """
        ping getVersion getServerTime getServerErrors runcmd getNumWaitingJobs getConfig
        getClients getClient getClientByName getClientsByName
        getClientByHostname getClientsByHostname getClientErrors upgradeClients setdisabled
        createClientGroup getClientGroups getClientGroup getClientGroupByName
        addClientToGroup removeClientFromGroup deleteClientGroup
        newjob pauseJobs resumeJobs rescheduleJobs cancelJobs deleteJobs ejectJobs
        ejectJobFromClient getJobs getJob getinfo getJobHistory
        getJobOutput getJobIdsAssignedToClient getJobIdsByStatus getJobIdsBySatus
        getUnfinishedRootJobIds getFinishedRootJobIds
        getAllJobStatusNames getRunningJobStatusNames getPausedJobStatusNames
        getFinishedJobStatusNames getUnfinishedJobStatusNames getSucceededStatusNames
        getFailedJobStatusNames getWaitingJobStatusNames
        getStartedJobEventNames getPriorityChangedEventNames
        getRescheduledEventNames getResumedEventNames
        getHQRoot getEnvRoot getNetworkFolders getResources
        getPermittedClientsList savePermittedClientsList setShowBlockedClientsWarning
        addNote getNoteThreads getNoteThreadIds getLatestNotes threadExists
        removeSingleThread removeThreads removeSingleNote removeNotes
        getServerInfo setJobPriorities editJobs holdJobs releaseRoot unblockClients
        getJobSpec resubmitJobs
        getJobOutputFrom findJobs waitForJobs getJobEvents
        createResource updateResource deleteResource
        saveNetworkFolder deleteNetworkFolder setAvailabilityRules editClient
        removeClients restartClients renameClientGroup pauseFarm resumeFarm
        getCompatibilityReport
        agent.heartbeat
        system.listMethods system.methodHelp system.methodSignature system.multicall
        """
            .strip()
            .replace('\n', ' '),
        String.join(" ", strings(call("system.listMethods"))));
  }

  @Test
  void everyMethodHasHelpAndASignature() throws XmlRpcFault {
    for (String name : table.names()) {
      assertTrue(String.valueOf(call("system.methodHelp", name)).length() > 10, name);
      List<?> signatures = assertInstanceOf(List.class, call("system.methodSignature", name), name);
      assertFalse(signatures.isEmpty(), name);
    }
  }

  @Test
  void signaturesTellEveryFormWithTheShortestFirst() throws XmlRpcFault {
    assertEquals(
        List.of(
            List.of("array", "struct"),
            List.of("array", "struct", "int"),
            List.of("array", "struct", "int", "array")),
        call("system.methodSignature", "newjob"));
    assertEquals(List.of(List.of("boolean")), call("system.methodSignature", "ping"));
  }

  @Test
  void unknownMethodIsNamedInTheFault() {
    XmlRpcFault fault = assertThrows(XmlRpcFault.class, () -> table.method("newJob"));
    assertEquals(XmlRpcFault.NO_SUCH_METHOD, fault.code());
    assertEquals("no such method: newJob; system.listMethods() tells all", fault.getMessage());
  }

  @Test
  void faultInAMulticallIsAStructOfItsOwnAndStopsNoOther() throws XmlRpcFault {
    Object answer =
        call(
            MethodTable.MULTICALL,
            List.of(
                Map.of("methodName", "ping", "params", List.of()),
                Map.of("methodName", "nothing", "params", List.of()),
                Map.of("methodName", MethodTable.MULTICALL, "params", List.of(List.of())),
                Map.of("methodName", "getResumedEventNames")));
    List<?> answers = assertInstanceOf(List.class, answer);
    assertEquals(4, answers.size());
    assertEquals(List.of(true), answers.get(0));
    assertFault(XmlRpcFault.NO_SUCH_METHOD, answers.get(1));
    assertFault(XmlRpcFault.BAD_PARAMETERS, answers.get(2));
    assertEquals(List.of(List.of("resumed")), answers.get(3));
  }

  @Test
  void failureOfTheServerWithinAMulticallTellsNoMoreThanAnIncident() throws XmlRpcFault {
    // Nothing is injected here, so that the service behind this one cannot be reached.
    Map<String, Object> member = Map.of("methodName", "getClients", "params", List.of());
    List<?> answers = assertInstanceOf(List.class, call(MethodTable.MULTICALL, List.of(member)));
    assertFault(XmlRpcFault.INTERNAL, answers.get(0));
    assertFalse(answers.get(0).toString().contains("NullPointer"), answers.get(0).toString());
  }

  @Test
  void statusNamesAreThoseOfTheContract() throws XmlRpcFault {
    assertEquals(
        "queued runnable running pausing paused resuming ejecting abandoned succeeded failed"
            + " cancelled",
        String.join(" ", strings(call("getAllJobStatusNames"))));
    assertEquals(List.of("running", "resuming", "ejecting"), call("getRunningJobStatusNames"));
    assertEquals(List.of("pausing", "paused"), call("getPausedJobStatusNames"));
    assertEquals(List.of("runnable"), call("getWaitingJobStatusNames"));
    assertEquals(List.of("abandoned", "failed", "cancelled"), call("getFailedJobStatusNames"));
  }

  @Test
  void unknownStatusWordIsAFaultAndAnUnusedOneMatchesNothing() throws XmlRpcFault {
    assertEquals(List.of(), call("getJobIdsByStatus", "ejected"));
    assertEquals(List.of(), call("getJobIdsBySatus", List.of()));
    XmlRpcFault fault =
        assertThrows(XmlRpcFault.class, () -> call("getJobIdsByStatus", List.of("done")));
    assertEquals("statuses: expected a job status, got string \"done\"", fault.getMessage());
  }

  @Test
  void serverTimeIsTheClocks() throws XmlRpcFault {
    assertEquals(NOW, call("getServerTime"));
  }

  @Test
  void whatIsAskedInVainIsNoted() throws XmlRpcFault {
    assertThrows(XmlRpcFault.class, () -> call("getJobbs"));
    call("ping", 1, 2);
    call("ping", 1, 2);
    assertThrows(
        RuntimeException.class, () -> call("getJobs", List.of(1), List.of("id", "colour")));
    List<UnknownAsk> asks = table.notes.unsaved.takeAsks();
    assertEquals(
        List.of("METHOD getJobbs 1", "PARAMETER ping: 2 of 0 2", "ATTRIBUTE getJobs: colour 1"),
        asks.stream().map(ask -> ask.kind() + " " + ask.name() + " " + ask.count()).toList());
    assertEquals("127.0.0.1", asks.get(0).lastCaller());
    assertEquals(NOW, asks.get(0).lastAt());
    assertEquals(List.of(), table.notes.unsaved.takeAsks());
  }

  @Test
  void wordsThatNobodyKnowsAreNoted() throws XmlRpcFault {
    assertEquals(null, call("getHQRoot", "beos"));
    assertThrows(XmlRpcFault.class, () -> call("getJobIdsByStatus", "done"));
    assertThrows(
        XmlRpcFault.class, () -> call("findJobs", Map.of("status", List.of("over", "ejected"))));
    Map<String, Object> condition = Map.of("name", "colour", "op", "==", "value", "red");
    assertThrows(
        BadSpecException.class,
        () -> call("newjob", Map.of("name", "a", "conditions", List.of(condition))));
    assertThrows(
        BadSpecException.class,
        () -> call("newjob", Map.of("name", "a", "command", Map.of("solaris", "true"))));
    assertEquals(
        List.of(
            "PLATFORM beos", "STATUS done", "STATUS over", "CONDITION colour", "PLATFORM solaris"),
        table.notes.unsaved.takeAsks().stream().map(a -> a.kind() + " " + a.name()).toList());
  }

  @Test
  void namesAskedInVainAreBounded() {
    UnsavedTrouble unsaved = new UnsavedTrouble();
    for (int i = 0; i < UnsavedTrouble.MOST + 10; i++) {
      unsaved.ask(UnknownAsk.Kind.METHOD, "x".repeat(300) + i, "a", NOW);
      unsaved.ask(UnknownAsk.Kind.METHOD, "name " + i, "a", NOW);
      unsaved.error(NOW, "a", "error " + i);
    }
    List<UnknownAsk> asks = unsaved.takeAsks();
    assertEquals(UnsavedTrouble.MOST, asks.size());
    assertEquals(UnsavedTrouble.MOST + 10, asks.get(0).count());
    assertEquals(200, asks.get(0).name().length());
    assertEquals(UnsavedTrouble.MOST, unsaved.takeErrors().size());
  }

  /** Does by hand what the container does; there is none here. */
  @SuppressWarnings("UnnecessaryAssignment")
  static MethodTable table() {
    MethodTable table = new MethodTable();
    table.server = new ServerMethods();
    table.server.clock = Clock.fixed(NOW, ZoneOffset.UTC);
    table.clients = new ClientMethods();
    table.admin = new ClientAdminMethods();
    table.groups = new ClientGroupMethods();
    table.jobs = new JobMethods();
    table.specs = new JobSpecMethods();
    table.folders = new FolderMethods();
    table.resources = new ResourceMethods();
    table.failures = new FailureMethods();
    table.search = new SearchMethods();
    table.follow = new FollowMethods();
    table.threads = new NoteMethods();
    table.trouble = new TroubleMethods();
    table.notes = new TroubleNotes();
    table.notes.clock = table.server.clock;
    table.jobs.trouble = table.notes;
    table.folders.trouble = table.notes;
    table.search.trouble = table.notes;
    table.agents = new AgentMethods();
    table.fill();
    return table;
  }

  private @Nullable Object call(String method, Object... params) throws XmlRpcFault {
    return table.answer(method, List.of(params), CALLER);
  }

  private static List<String> strings(@Nullable Object list) {
    List<String> strings = new ArrayList<>();
    List<?> values = assertInstanceOf(List.class, list);
    values.forEach(value -> strings.add(String.valueOf(value)));
    return strings;
  }

  private static void assertFault(int code, @Nullable Object answer) {
    assertEquals(code, assertInstanceOf(Map.class, answer).get("faultCode"));
  }
}
