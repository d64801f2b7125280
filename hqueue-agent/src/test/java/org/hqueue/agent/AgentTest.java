package org.hqueue.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.hqueue.agent.upgrade.Program;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole agent with real processes, against a server that fails as the test wants. */
@Timeout(60)
class AgentTest {
  /** Runs until the test makes the file. */
  private static final String UNTIL_GO = "while [ ! -e ../go ]; do sleep 0.02; done; ";

  @TempDir Path root;
  private final StringWriter terminal = new StringWriter();
  private FakeServer server;
  private StateFolder folder;
  private Agent agent;
  private Consumer<IniFile> further = ini -> {};

  @BeforeEach
  void startBoth() throws Exception {
    server = new FakeServer();
    startAgent();
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    server.acknowledge(true);
    server.refuse(null);
    agent.shutDown();
    folder.close();
    server.close();
    Await.until("no process works in the state folder", () -> workingThere().isEmpty());
    factsNeverGoBack();
  }

  @Test
  void anOfferRunsAndIsForgottenOnceItsEndIsWrittenDown() throws Exception {
    int id = server.offer("echo hello; echo 'PROGRESS: 1/2'; exit 3");
    Await.until("it has ended", () -> !server.end(id).isEmpty());
    assertEquals("exited", server.end(id).get("outcome"));
    assertEquals(3, server.end(id).get("exitCode"));
    assertEquals(0.5, server.reported(id).get("progress"));
    assertEquals("hello\nPROGRESS: 1/2\n", server.output(id));
    assertEquals(List.of("running", "ended"), server.states(id));
    Await.until("its folder is gone", () -> !Files.exists(assignment(id)));
  }

  @Test
  void commandsSeeTheVariablesOfServerAndAgent() throws Exception {
    int id = server.offer("echo $JOBID $HQSERVER $HQCLIENT $HQCLIENTARCH");
    Await.until("it has ended", () -> !server.end(id).isEmpty());
    assertEquals(
        "%d %s %s %s\n"
            .formatted(1000 + id, server.address(), folder.path(), MachineFacts.platform()),
        server.output(id));
  }

  @Test
  void theClientsVariablesAreOverriddenByTheJobs() throws Exception {
    further =
        ini -> {
          ini.jobEnvironment().put("JOBID", setting("none"));
          ini.jobEnvironment().put("HQSERVER", setting("none"));
          ini.jobEnvironment().put("OURS", setting("a b"));
          ini.jobEnvironment().put("HOME", setting("/nowhere"));
        };
    restartAgent();
    int id = server.offer("echo $JOBID $HQSERVER $OURS $HOME");
    Await.until("it has ended", () -> !server.end(id).isEmpty());
    assertEquals("%d %s a b /nowhere\n".formatted(1000 + id, server.address()), server.output(id));
  }

  @Test
  void aReportTellsOfTheMachine() throws Exception {
    var mount = root.resolve("mnt");
    further =
        ini -> {
          ini.main().put("description", setting("in the cellar"));
          ini.main().put("sharedNetwork.mount", setting(mount));
          ini.attributes().put("gpu", setting("none"));
        };
    restartAgent();
    Await.until("it is unfit", () -> last().containsKey("unfit"));
    assertEquals("The folder " + mount + " is not there.", last().get("unfit"));
    assertEquals("in the cellar", last().get("description"));
    assertEquals(
        Map.of("gpu", "none", "timeZone", ZoneId.systemDefault().getId()),
        last().get("attributes"));
    assertTrue(((Number) last().get("freeDisk")).longValue() > 0);
    assertTrue(((Number) last().get("diskCapacity")).longValue() > 0);
    assertTrue((Integer) last().get("idleMinutes") >= -1);
  }

  @Test
  void outputAndProgressArriveWhileTheJobRuns() throws Exception {
    int id = server.offer("echo 'PROGRESS: 10%'; " + UNTIL_GO + "echo last");
    Await.until("output is there", () -> server.output(id).equals("PROGRESS: 10%\n"));
    Await.until("progress is there", () -> Double.valueOf(0.1).equals(progress(id)));
    assertEquals("running", server.reported(id).get("state"));
    go(id);
    Await.until("it has ended", () -> !server.end(id).isEmpty());
    assertEquals("PROGRESS: 10%\nlast\n", server.output(id));
  }

  @Test
  void aJobThatRunsTooLongIsEnded() throws Exception {
    int id = server.offer("sleep 300; true", Map.of("maxTime", 1));
    Await.until("it has ended", () -> !server.end(id).isEmpty());
    assertEquals("stopped", server.end(id).get("outcome"));
    assertEquals("timeout", server.end(id).get("verdict"));
    assertEquals(15, server.end(id).get("signal"));
    assertEquals(List.of(), workingThere());
  }

  @Test
  void timeThatAJobIsPausedDoesNotCount() throws Exception {
    int id = server.offer("echo up; " + UNTIL_GO, Map.of("maxTime", 2));
    Await.until("it runs", () -> server.output(id).equals("up\n"));
    server.pause(id);
    Await.until("it is paused", () -> server.states(id).contains("paused"));
    restartAgent();
    Await.until("it is found", () -> sessions() == 2 && lastHolds(id));
    long pausedAt = System.nanoTime();
    Await.until("its time is over", () -> System.nanoTime() - pausedAt > 2_500_000_000L);
    go(id);
    server.resume(id);
    Await.until("it has ended", () -> !server.end(id).isEmpty());
    assertEquals("exited", server.end(id).get("outcome"));
    assertFalse(server.end(id).containsKey("verdict"));
  }

  @Test
  void aJobThatDoesNothingIsEndedAndOneThatUsesACpuIsNot() throws Exception {
    int busy =
        server.offer(
            "while [ ! -e ../go ]; do i=$((i+1)); done; echo done", Map.of("noOutputTime", 1));
    int hung = server.offer("echo up; sleep 300; true", Map.of("noOutputTime", 2));
    Await.until("it has ended", () -> !server.end(hung).isEmpty());
    assertEquals("stopped", server.end(hung).get("outcome"));
    assertEquals("hung", server.end(hung).get("verdict"));
    go(busy);
    Await.until("it has ended", () -> !server.end(busy).isEmpty());
    assertEquals("done\n", server.output(busy));
    assertFalse(server.end(busy).containsKey("verdict"));
  }

  @Test
  void linesAndExitCodesThatRulesLookForAreTold() throws Exception {
    int failed =
        server.offer(
            "echo fine; echo 'Error: no such file'; exit 0",
            Map.of("errorPatterns", List.of("^Error: (.*)"), "minTime", 3));
    int requeued =
        server.offer("exit 210", Map.of("exitCodes", Map.of("success", "0", "requeue", "210")));
    int hasty = server.offer("true", Map.of("minTime", 30));
    for (int id : List.of(failed, requeued, hasty)) {
      Await.until("it has ended", () -> !server.end(id).isEmpty());
      assertEquals("exited", server.end(id).get("outcome"));
    }
    assertEquals("error", server.end(failed).get("verdict"));
    assertEquals("^Error: (.*)", server.end(failed).get("pattern"));
    assertEquals("Error: no such file", server.end(failed).get("line"));
    assertEquals("requeue", server.end(requeued).get("verdict"));
    assertEquals("tooShort", server.end(hasty).get("verdict"));
  }

  @Test
  void theMiddleOfALongLogIsLeftOut() throws Exception {
    further = ini -> ini.main().put("maxLogSize", setting(1));
    restartAgent();
    int id = server.offer("seq -w 1 300000");
    Await.until("it has ended", () -> !server.end(id).isEmpty());
    Await.until("its folder is gone", () -> !isThere(id));
    String log = server.output(id);
    String marker = "[1051424 bytes were left out here: the client's maxLogSize is 1048576 bytes]";
    assertEquals(1_048_576 + marker.length() + 2, log.length());
    assertEquals(log.length(), server.reported(id).get("logLength"));
    assertTrue(log.startsWith("000001\n000002\n"));
    assertEquals(marker, log.substring(786_433, 786_433 + marker.length()));
    assertTrue(log.endsWith("299999\n300000\n"));
  }

  @Test
  void lostAnswersAreMadeUpFor() throws Exception {
    server.loseAnswers(2);
    int id = server.offer(UNTIL_GO + "echo done");
    Await.until("it runs", () -> server.states(id).contains("running"));
    server.loseAnswers(2);
    go(id);
    Await.until("it has ended", () -> !server.end(id).isEmpty());
    Await.until("its folder is gone", () -> !Files.exists(assignment(id)));
    assertEquals("done\n", server.output(id));
    assertEquals(0, server.answersToLose());
  }

  @Test
  void aRepeatedOfferRunsOnce() throws Exception {
    server.repeatOffers();
    int id = server.offer("echo ran; " + UNTIL_GO);
    Await.until("it runs", () -> server.output(id).equals("ran\n"));
    int reports = server.reports().size();
    Await.until("it was offered again", () -> server.reports().size() > reports + 2);
    go(id);
    Await.until("its folder is gone", () -> server.end(id).size() > 0 && !isThere(id));
    int after = server.reports().size();
    Await.until("it was offered again", () -> server.reports().size() > after + 2);
    assertFalse(Files.exists(assignment(id)));
    assertEquals("ran\n", server.output(id));
  }

  @Test
  void aStopEndsTheWholeTree() throws Exception {
    int id = server.offer("echo up; (sleep 300 & sleep 300) & sleep 300");
    Await.until("it runs", () -> server.output(id).equals("up\n"));
    server.stop(id);
    Await.until("it has ended", () -> !server.end(id).isEmpty());
    assertEquals("stopped", server.end(id).get("outcome"));
    assertEquals(15, server.end(id).get("signal"));
    assertEquals(List.of(), workingThere());
  }

  @Test
  void aStopThatIsRepeatedStillKillsAfterTheGrace() throws Exception {
    int id = server.offer("trap '' TERM; echo up; sleep 300; sleep 300");
    Await.until("it runs", () -> server.output(id).equals("up\n"));
    long start = System.nanoTime();
    server.stop(id);
    Await.until("it has ended", () -> !server.end(id).isEmpty());
    assertTrue(System.nanoTime() - start >= TimeUnit.SECONDS.toNanos(1), "it had its grace");
    assertEquals("stopped", server.end(id).get("outcome"));
    assertEquals(9, server.end(id).get("signal"));
    assertEquals(List.of(), workingThere());
  }

  @Test
  void anOfferThatComesAfterItsStopStartsNothing() throws Exception {
    server.acknowledge(false);
    int id = server.withdraw();
    Await.until("it is written down", () -> !server.end(id).isEmpty());
    assertEquals("stopped", server.end(id).get("outcome"));
    server.repeatOffers();
    server.offerLate(id, "echo ran");
    restartAgent();
    Await.until("it is told again", () -> sessions() == 2 && lastHolds(id));
    int reports = server.reports().size();
    Await.until("it was offered again", () -> server.reports().size() > reports + 2);
    assertEquals(List.of("ended"), server.states(id));
    server.acknowledge(true);
    Await.until("its folder is gone", () -> !isThere(id));
    assertEquals("", server.output(id));
  }

  @Test
  void aPauseStopsAndAResumeContinues() throws Exception {
    int id = server.offer("echo up; " + UNTIL_GO);
    Await.until("it runs", () -> server.output(id).equals("up\n"));
    server.pause(id);
    Await.until("it is paused", () -> server.states(id).contains("paused"));
    go(id);
    server.resume(id);
    Await.until("it has ended", () -> !server.end(id).isEmpty());
    assertEquals(0, server.end(id).get("exitCode"));
    assertEquals("running", server.states(id).get(0));
    assertEquals("paused", server.states(id).get(1));
  }

  @Test
  void aPausedJobCanBeStopped() throws Exception {
    int id = server.offer("echo up; sleep 300; true");
    Await.until("it runs", () -> server.output(id).equals("up\n"));
    server.pause(id);
    Await.until("it is paused", () -> server.states(id).contains("paused"));
    server.stop(id);
    Await.until("it has ended", () -> !server.end(id).isEmpty());
    assertEquals("stopped", server.end(id).get("outcome"));
    assertEquals(15, server.end(id).get("signal"));
  }

  @Test
  void aStopReachesProcessesThatLeftTheSession() throws Exception {
    int id = server.offer("(setsid sleep 300 &) ; setsid sleep 300 & echo up; sleep 300; true");
    Await.until("it runs", () -> server.output(id).equals("up\n"));
    Await.until("all of it runs", () -> workingThere().size() == 5);
    server.stop(id);
    Await.until("it has ended", () -> !server.end(id).isEmpty());
    assertEquals(List.of(), workingThere());
  }

  @Test
  void whatACommandLeavesBehindIsEnded() throws Exception {
    int id = server.offer("sleep 300 & echo up");
    Await.until("it has ended", () -> !server.end(id).isEmpty());
    assertEquals("exited", server.end(id).get("outcome"));
    assertEquals(0, server.end(id).get("exitCode"));
    assertEquals(List.of(), workingThere());
  }

  @Test
  void theNextAgentFindsARunningJob() throws Exception {
    int id = server.offer("echo first; " + UNTIL_GO + "echo last; exit 4");
    Await.until("it runs", () -> server.output(id).equals("first\n"));
    restartAgent();
    Await.until("it is found", () -> sessions() == 2 && lastHolds(id));
    assertEquals("running", server.reported(id).get("state"));
    go(id);
    Await.until("it has ended", () -> !server.end(id).isEmpty());
    assertEquals("exited", server.end(id).get("outcome"));
    assertEquals(4, server.end(id).get("exitCode"));
    assertEquals("first\nlast\n", server.output(id));
  }

  @Test
  void theNextAgentTellsOfTheFilesOfAnEndThatIsNotAcknowledged() throws Exception {
    server.acknowledge(false);
    int id =
        server.offer("echo OUTPUT: b.png; echo OUTPUT: c.png", Map.of("outputs", files("a.png")));
    Await.until("it has ended", () -> !server.end(id).isEmpty());
    stopAgent();
    forgetLines(id);
    startAgent();
    Await.until("it is told again", () -> sessions() == 2 && lastHolds(id));
    assertEquals("exited", server.end(id).get("outcome"));
    assertEquals(files("a.png", "b.png", "c.png"), server.reported(id).get("outputs"));
  }

  @Test
  void theNextAgentTellsOfTheFilesOfARunningJob() throws Exception {
    int id = server.offer("echo OUTPUT: a.png; " + UNTIL_GO + "echo OUTPUT: b.png");
    Await.until("one is told", () -> files("a.png").equals(server.reported(id).get("outputs")));
    stopAgent();
    forgetLines(id);
    startAgent();
    Await.until("it is found", () -> sessions() == 2 && lastHolds(id));
    assertEquals(files("a.png"), server.reported(id).get("outputs"));
    go(id);
    Await.until("it has ended", () -> !server.end(id).isEmpty());
    assertEquals(files("a.png", "b.png"), server.reported(id).get("outputs"));
  }

  /** Blanks what was printed, as happens to what is in no log: the disk gets it back. */
  private void forgetLines(int id) throws IOException {
    var log = assignment(id).resolve("output.log");
    String blanks = " ".repeat((int) Files.size(log) - 1) + "\n";
    Files.writeString(log, blanks, StandardOpenOption.WRITE);
  }

  private static List<String> files(String... names) {
    return List.of(names);
  }

  @Test
  void theNextAgentReportsAnEndThatItDidNotSee() throws Exception {
    int id = server.offer("echo first; " + UNTIL_GO + "echo last; exit 4");
    Await.until("it runs", () -> server.output(id).equals("first\n"));
    stopAgent();
    go(id);
    Await.until("it ends meanwhile", () -> workingThere().isEmpty());
    startAgent();
    Await.until("it has ended", () -> !server.end(id).isEmpty());
    assertEquals("exited", server.end(id).get("outcome"));
    assertEquals(4, server.end(id).get("exitCode"));
    assertEquals("first\nlast\n", server.output(id));
  }

  @Test
  void theNextAgentReportsAProcessThatVanishedAsLost() throws Exception {
    int id = server.offer("echo up; sleep 300");
    Await.until("it runs", () -> server.output(id).equals("up\n"));
    stopAgent();
    for (long pid : workingThere()) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
    Await.until("it vanishes meanwhile", () -> workingThere().isEmpty());
    Files.deleteIfExists(assignment(id).resolve("exit"));
    startAgent();
    Await.until("it has ended", () -> !server.end(id).isEmpty());
    assertEquals("lost", server.end(id).get("outcome"));
  }

  @Test
  void theNextAgentFindsAPausedJob() throws Exception {
    int id = server.offer("echo up; " + UNTIL_GO);
    Await.until("it runs", () -> server.output(id).equals("up\n"));
    server.pause(id);
    Await.until("it is paused", () -> server.states(id).contains("paused"));
    restartAgent();
    Await.until("it is found", () -> sessions() == 2 && lastHolds(id));
    assertEquals("paused", server.reported(id).get("state"));
    go(id);
    server.resume(id);
    Await.until("it has ended", () -> !server.end(id).isEmpty());
    assertEquals(0, server.end(id).get("exitCode"));
  }

  @Test
  void theNextAgentKeepsAnEndUntilItIsWrittenDown() throws Exception {
    server.acknowledge(false);
    int id = server.offer("exit 5");
    Await.until("it has ended", () -> !server.end(id).isEmpty());
    restartAgent();
    Await.until("it is told again", () -> sessions() == 2 && lastHolds(id));
    assertEquals(5, server.end(id).get("exitCode"));
    server.acknowledge(true);
    Await.until("its folder is gone", () -> !isThere(id));
  }

  @Test
  void jobsGoOnWhileTheServerIsAway() throws Exception {
    int id = server.offer("echo first; " + UNTIL_GO + "echo last; exit 6");
    Await.until("it runs", () -> server.output(id).equals("first\n"));
    server.down();
    go(id);
    Await.until("it ends meanwhile", () -> workingThere().isEmpty());
    server.up();
    Await.until("it has ended", () -> !server.end(id).isEmpty());
    assertEquals(6, server.end(id).get("exitCode"));
    Await.until("all output is there", () -> server.output(id).equals("first\nlast\n"));
    Await.until("its folder is gone", () -> !isThere(id));
  }

  @Test
  void outputThatIsNotTakenDelaysTheEndByTwoSecondsAndIsDeliveredLater() throws Exception {
    server.refuseUploads(503, 5);
    int id = server.offer("echo all of it");
    Await.until("it has ended", () -> !server.end(id).isEmpty());
    assertEquals("", server.output(id));
    assertEquals(10, server.reported(id).get("logLength"));
    Await.until("all output is there", () -> server.output(id).equals("all of it\n"));
    Await.until("its folder is gone", () -> !isThere(id));
  }

  @Test
  void muchOutputArrivesByteForByte() throws Exception {
    server.refuseUploads(413, 3);
    int id = server.offer("seq 1 400000");
    Await.until("it has ended", () -> !server.end(id).isEmpty());
    var all = new StringBuilder();
    IntStream.rangeClosed(1, 400_000).forEach(i -> all.append(i).append('\n'));
    Await.until("all output is there", () -> server.output(id).length() >= all.length());
    assertEquals(all.toString(), server.output(id));
    assertEquals(all.length(), server.reported(id).get("logLength"));
  }

  @Test
  void outputThatNobodyWantsIsDropped() throws Exception {
    server.refuseUploads(410, 1);
    int id = server.offer("echo unwanted");
    Await.until("its folder is gone", () -> !server.end(id).isEmpty() && !isThere(id));
    assertEquals("", server.output(id));
  }

  @Test
  void aRefusalIsSaidOnceAndAskedAgain() throws Exception {
    server.refuse("another agent is called so");
    int before = server.reports().size();
    Await.until("it was refused twice", () -> server.reports().size() >= before + 2);
    server.refuse(null);
    int id = server.offer("true");
    Await.until("it has ended", () -> !server.end(id).isEmpty());
    assertEquals(
        "The server refuses this agent: another agent is called so", terminal.toString().strip());
  }

  @Test
  void aCommandThatCannotBeStartedIsRefused() throws Exception {
    int id = server.offer("true", "no-such-shell", 1);
    Await.until("it has ended", () -> !server.end(id).isEmpty());
    assertEquals("refused", server.end(id).get("outcome"));
    assertTrue(server.end(id).get("reason").toString().contains("no-such-shell"));
    Await.until("its folder is gone", () -> !isThere(id));
  }

  @Test
  void anAgentThatIsShutDownGivesItsJobsBack() throws Exception {
    int id = server.offer("echo up; sleep 300; true");
    Await.until("it runs", () -> server.output(id).equals("up\n"));
    agent.shutDown();
    assertEquals("returned", server.end(id).get("outcome"));
    assertEquals(List.of(), workingThere());
    assertFalse(isThere(id));
    var reports = server.reports();
    assertEquals(true, reports.get(reports.size() - 1).get("leaving"));
  }

  @Test
  void anAgentThatEndsWithoutItsJobsTellsThatItTakesNothingMore() throws Exception {
    further = ini -> ini.main().put("endJobsOnExit", setting(false));
    restartAgent();
    int id = server.offer("echo up; " + UNTIL_GO + "exit 2");
    Await.until("it runs", () -> server.output(id).equals("up\n"));
    agent.shutDown();
    var reports = server.reports();
    var told = reports.get(reports.size() - 1);
    assertEquals(true, told.get("leaving"));
    assertEquals(1, ((List<?>) told.get("assignments")).size(), "the job goes on");
    folder.close();
    further = ini -> {};
    startAgent();
    go(id);
    Await.until("it has ended", () -> !server.end(id).isEmpty());
    assertEquals(2, server.end(id).get("exitCode"));
  }

  @Test
  void anAgentThatIsTerminatedFinishesItsJobsAndTakesNoNewOne() throws Exception {
    int id = server.offer("echo up; " + UNTIL_GO + "exit 2");
    Await.until("it runs", () -> server.output(id).equals("up\n"));
    agent.terminate();
    int late = server.offer("true");
    go(id);
    agent.awaitEnd();
    assertEquals(2, server.end(id).get("exitCode"));
    assertEquals(List.of(), server.states(late));
    assertFalse(isThere(id));
    assertEquals(true, last().get("gone"));
  }

  @Test
  void aTerminationThatTheServerWantsIsThatOfTheFunction() throws Exception {
    server.wish(1, Map.of("terminate", true));
    assertFalse(agent.awaitEnd());
    assertEquals(true, last().get("gone"));
  }

  @Test
  void aRestartLeavesJobsAloneAndIsNotDoneTwice() throws Exception {
    int id = server.offer("echo up; " + UNTIL_GO + "echo down");
    Await.until("it runs", () -> server.output(id).equals("up\n"));
    server.wish(1, Map.of("restart", true));
    assertTrue(agent.awaitEnd());
    assertEquals(Map.of(), server.end(id));
    server.wish(0, Map.of());
    folder.close();
    startAgent();
    go(id);
    Await.until("it has ended", () -> !server.end(id).isEmpty());
    assertEquals("up\ndown\n", server.output(id));
    assertEquals(2, sessions());
  }

  @Test
  void anUpgradeThatCannotBeChangesNothingAndIsToldOnceDone() throws Exception {
    server.wish(7, Map.of("upgrade", Map.of("hash", "ab", "path", "/agent/hqueue-agent.jar")));
    Await.until(
        "its fault is told", () -> last().get("fault") instanceof String fault && !fault.isEmpty());
    assertEquals("This agent does not run from a jar that could be replaced.", last().get("fault"));
    assertEquals(7, last().get("heeding"));
    assertEquals(
        last().get("fault") + "\n", Files.readString(folder.path().resolve("upgrade.fault")));
    assertEquals(1, sessions());
  }

  private Object progress(int id) {
    return server.reported(id).get("progress");
  }

  private boolean isThere(int id) {
    return Files.exists(assignment(id));
  }

  private Path assignment(int id) {
    return folder.assignments().resolve(String.valueOf(id));
  }

  private void go(int id) throws IOException {
    Files.createFile(assignment(id).resolve("go"));
  }

  private void startAgent() throws Exception {
    folder = StateFolder.open(root.resolve("state"));
    var ini = IniFile.empty();
    ini.main().put("server", setting(server.address()));
    ini.main().put("name", setting("a"));
    ini.main().put("hostname", setting("node"));
    ini.main().put("listen_port", setting(0));
    ini.main().put("folder", setting(folder.path()));
    ini.main().put("endJobsOnExit", setting(true));
    further.accept(ini);
    var settings = AgentSettings.of(ini);
    agent =
        new Agent(
            settings, folder, "1.2", Program.own(), Clock.systemUTC(), new PrintWriter(terminal));
    agent.start();
  }

  private static Setting setting(Object value) {
    return new Setting(String.valueOf(value), "test");
  }

  /** Ends the agent as a crash would: it says nothing and does nothing for its jobs. */
  private void stopAgent() throws IOException {
    agent.close();
    folder.close();
  }

  private void restartAgent() throws Exception {
    stopAgent();
    startAgent();
  }

  private long sessions() {
    return server.reports().stream().map(report -> report.get("session")).distinct().count();
  }

  private Map<?, ?> last() {
    var reports = server.reports();
    return reports.isEmpty() ? Map.of() : reports.get(reports.size() - 1);
  }

  private boolean lastHolds(int id) {
    return ((List<?>) last().get("assignments"))
        .stream().anyMatch(each -> ((Map<?, ?>) each).get("id").equals(id));
  }

  /** The processes whose working folder is in the state folder. */
  private List<Long> workingThere() throws IOException {
    try (var processes = Files.list(Path.of("/proc"))) {
      return processes
          .filter(process -> process.getFileName().toString().matches("[0-9]+"))
          .filter(this::worksThere)
          .map(process -> Long.valueOf(process.getFileName().toString()))
          .toList();
    }
  }

  private boolean worksThere(Path process) {
    try {
      return Files.readSymbolicLink(process.resolve("cwd")).startsWith(root.toRealPath());
    } catch (IOException e) {
      return false; // it has ended
    }
  }

  private void factsNeverGoBack() {
    var ended = new HashSet<Object>();
    server
        .reports()
        .forEach(
            report -> {
              for (Object each : (List<?>) report.get("assignments")) {
                var entry = (Map<?, ?>) each;
                var key = List.of(report.get("session"), entry.get("id"));
                boolean isEnded = entry.get("state").equals("ended");
                assertTrue(isEnded || !ended.contains(key), "an end is taken back");
                if (isEnded) {
                  ended.add(key);
                }
              }
            });
  }
}
