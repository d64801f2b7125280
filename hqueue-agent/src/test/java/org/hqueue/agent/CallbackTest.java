package org.hqueue.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.hqueue.agent.upgrade.Program;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The callbacks of a whole agent, with real processes, against a server that fails. */
@Timeout(60)
class CallbackTest {
  /** Runs until the test makes the file. */
  private static final String UNTIL_GO = "while [ ! -e $HQCLIENT/go ]; do sleep 0.02; done; ";

  @TempDir Path root;
  private FakeServer server;
  private StateFolder folder;
  private Agent agent;

  @BeforeEach
  void startBoth() throws Exception {
    server = new FakeServer();
    startAgent();
  }

  @AfterEach
  void endBoth() throws Exception {
    agent.shutDown();
    folder.close();
    server.close();
  }

  @Test
  void callbacksRunOneAfterTheOtherWhereTheCommandRan() throws Exception {
    int id =
        offer(
            "printf up; echo made >made; exit 3",
            "onError",
            "cat made; echo $JOBID; exit 7",
            "cleanup",
            "cat made >>$HQCLIENT/ran");
    Await.until("the callbacks have ended", () -> !server.callbackEnds(id).isEmpty());
    assertEquals(List.of("running", "ended", "callback", "ended"), server.states(id));
    assertEquals(3, server.end(id).get("exitCode"));
    assertEquals(List.of("onError exited 7", "cleanup exited 0"), told(id));
    Await.until("its folder is gone", () -> !isThere(id));
    String log = "up\n==== onError ====\nmade\n%d\n==== cleanup ====\n".formatted(1000 + id);
    assertEquals(log, server.output(id));
    assertEquals(log.length(), server.reported(id).get("logLength"));
    assertEquals("made\n", ran());
  }

  @Test
  void aRepeatedOrderRunsOnce() throws Exception {
    server.repeatOffers();
    int id = offer("true", "onSuccess", "echo once >>$HQCLIENT/ran; " + UNTIL_GO);
    Await.until("it runs", () -> ran().equals("once\n"));
    int reports = server.reports().size();
    Await.until("it was wanted again", () -> server.reports().size() > reports + 2);
    go();
    Await.until("its folder is gone", () -> !server.callbackEnds(id).isEmpty() && !isThere(id));
    assertEquals("once\n", ran());
  }

  @Test
  void lostAnswersAreMadeUpFor() throws Exception {
    int id = offer(UNTIL_GO, "onSuccess", "echo once >>$HQCLIENT/ran");
    Await.until("it runs", () -> server.states(id).contains("running"));
    server.loseAnswers(3);
    go();
    Await.until("its folder is gone", () -> !server.callbackEnds(id).isEmpty() && !isThere(id));
    assertEquals("once\n", ran());
    assertEquals(0, server.answersToLose());
  }

  @Test
  void theNextAgentRunsCallbacksOfAnEndThatItDidNotSee() throws Exception {
    int id = offer("echo up; " + UNTIL_GO, "onSuccess", "echo once >>$HQCLIENT/ran");
    Await.until("it runs", () -> server.output(id).equals("up\n"));
    stopAgent();
    go();
    Await.until("it ends meanwhile", () -> Files.exists(assignment(id).resolve("exit")));
    startAgent();
    Await.until("its folder is gone", () -> !server.callbackEnds(id).isEmpty() && !isThere(id));
    assertEquals("once\n", ran());
    assertEquals("up\n==== onSuccess ====\n", server.output(id));
  }

  @Test
  void theNextAgentFindsACallbackThatRuns() throws Exception {
    String first = "echo first >>$HQCLIENT/ran; echo up; " + UNTIL_GO + "echo last; exit 4";
    int id = offer("echo up", "onSuccess", first, "cleanup", "echo second >>$HQCLIENT/ran");
    Await.until("it runs", () -> ran().equals("first\n"));
    stopAgent();
    startAgent();
    Await.until("it is found", () -> sessions() == 2);
    assertEquals("callback", server.reported(id).get("state"));
    go();
    Await.until("its folder is gone", () -> !server.callbackEnds(id).isEmpty() && !isThere(id));
    assertEquals(List.of("onSuccess exited 4", "cleanup exited 0"), told(id));
    assertEquals("first\nsecond\n", ran());
    assertEquals("up\n==== onSuccess ====\nup\nlast\n==== cleanup ====\n", server.output(id));
  }

  @Test
  void theNextAgentTellsThatACallbackVanishedAndDoesNotRepeatIt() throws Exception {
    String first = "echo first >>$HQCLIENT/ran; exec sleep 300";
    int id = offer("true", "onSuccess", first, "cleanup", "echo second >>$HQCLIENT/ran");
    Await.until("it runs", () -> ran().equals("first\n"));
    stopAgent();
    var own = assignment(id).resolve("callback-1");
    String process = Files.readString(own.resolve("process")).split(" ", 3)[1];
    var wrapper = ProcessHandle.of(Long.parseLong(process)).orElseThrow();
    var all = wrapper.descendants().toList();
    wrapper.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
    Await.until("it vanishes meanwhile", () -> !wrapper.isAlive());
    Files.deleteIfExists(own.resolve("exit"));
    startAgent();
    Await.until("its folder is gone", () -> !server.callbackEnds(id).isEmpty() && !isThere(id));
    assertEquals(List.of("onSuccess lost null", "cleanup exited 0"), told(id));
    assertEquals("first\nsecond\n", ran());
  }

  @Test
  void callbacksGoOnWhileTheServerIsAway() throws Exception {
    String first = "echo first >>$HQCLIENT/ran; " + UNTIL_GO;
    int id = offer("true", "onSuccess", first, "cleanup", "echo second >>$HQCLIENT/ran");
    Await.until("it runs", () -> ran().equals("first\n"));
    server.down();
    go();
    Await.until("they end meanwhile", () -> ran().equals("first\nsecond\n"));
    server.up();
    Await.until("its folder is gone", () -> !server.callbackEnds(id).isEmpty() && !isThere(id));
    assertEquals("==== onSuccess ====\n==== cleanup ====\n", server.output(id));
    assertEquals("first\nsecond\n", ran());
  }

  @Test
  void aCallbackThatTakesTooLongIsEndedAndTheNextRuns() throws Exception {
    String second = "echo ran >>$HQCLIENT/ran";
    int id = server.offerFollowed("true", 1, "onSuccess", "sleep 300; true", "cleanup", second);
    Await.until("the callbacks have ended", () -> !server.callbackEnds(id).isEmpty());
    assertEquals(List.of("onSuccess stopped 143", "cleanup exited 0"), told(id));
    assertEquals("ran\n", ran());
  }

  @Test
  void aStopEndsTheCallbackThatRunsAndStartsNoOther() throws Exception {
    String first = "echo first >>$HQCLIENT/ran; sleep 300; true";
    int id = offer("true", "onSuccess", first, "cleanup", "echo second >>$HQCLIENT/ran");
    Await.until("it runs", () -> ran().equals("first\n"));
    server.stop(id);
    Await.until("the callbacks have ended", () -> !server.callbackEnds(id).isEmpty());
    assertEquals(List.of("onSuccess stopped 143", "cleanup stopped null"), told(id));
    assertEquals("first\n", ran());
  }

  @Test
  void anAgentThatIsTerminatedFinishesItsCallbacks() throws Exception {
    int id = offer("true", "onSuccess", UNTIL_GO + "echo ran >>$HQCLIENT/ran");
    Await.until("it runs", () -> server.states(id).contains("callback"));
    agent.terminate();
    go();
    agent.awaitEnd();
    assertEquals(List.of("onSuccess exited 0"), told(id));
    assertEquals("ran\n", ran());
  }

  @Test
  void muchOutputOfCallbacksFollowsThatOfTheCommand() throws Exception {
    int id = offer("seq 1 100000", "onSuccess", "seq 1 100000");
    Await.until("its folder is gone", () -> !server.callbackEnds(id).isEmpty() && !isThere(id));
    String log = server.output(id);
    assertEquals(2 * 588_895 + "==== onSuccess ====\n".length(), log.length());
    assertTrue(log.endsWith("\n99999\n100000\n"));
    assertTrue(log.contains("\n100000\n==== onSuccess ====\n1\n2\n"));
  }

  private int offer(String command, String... callbacks) {
    return server.offerFollowed(command, 60, callbacks);
  }

  /** Name, outcome and exit code of each callback. */
  private List<String> told(int id) {
    return server.callbackEnds(id).stream()
        .map(each -> (Map<?, ?>) each)
        .map(end -> end.get("name") + " " + end.get("outcome") + " " + end.get("exitCode"))
        .toList();
  }

  /** What commands have written to one file. */
  private String ran() throws IOException {
    try {
      return Files.readString(folder.path().resolve("ran"));
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  private void go() throws IOException {
    Files.createFile(folder.path().resolve("go"));
  }

  private Path assignment(int id) {
    return folder.assignments().resolve(String.valueOf(id));
  }

  private boolean isThere(int id) {
    return Files.exists(assignment(id));
  }

  private long sessions() {
    return server.reports().stream().map(report -> report.get("session")).distinct().count();
  }

  private void startAgent() throws Exception {
    folder = StateFolder.open(root.resolve("state"));
    var ini = IniFile.empty();
    ini.main().put("server", setting(server.address()));
    ini.main().put("hostname", setting("node"));
    ini.main().put("listen_port", setting(0));
    ini.main().put("folder", setting(folder.path()));
    ini.main().put("endJobsOnExit", setting(true));
    var terminal = new PrintWriter(new StringWriter());
    agent =
        new Agent(AgentSettings.of(ini), folder, "1.2", Program.own(), Clock.systemUTC(), terminal);
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
}
