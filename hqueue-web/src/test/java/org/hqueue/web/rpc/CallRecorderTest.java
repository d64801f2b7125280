package org.hqueue.web.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hqueue.config.Settings;
import org.hqueue.xmlrpc.XmlRpcCall;
import org.hqueue.xmlrpc.XmlRpcFault;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallRecorderTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

  @TempDir Path home;

  @Test
  void onlyTheAddressThatIsNamedIsRecorded() {
    assertSame(CallRecording.NONE, recorder(Map.of()).begin("10.0.0.1"));
    CallRecorder one = recorder(Map.of("HQUEUE_RECORD_CALLS", "10.0.0.1"));
    assertSame(CallRecording.NONE, one.begin("10.0.0.2"));
    assertFalse(one.begin("10.0.0.1") == CallRecording.NONE);
    CallRecorder six = recorder(Map.of("HQUEUE_RECORD_CALLS", "::1"));
    assertFalse(six.begin("0:0:0:0:0:0:0:1") == CallRecording.NONE);
  }

  @Test
  void aLineHasTheCallAndItsAnswerOrFault() throws IOException {
    CallRecorder recorder = recorder(Map.of("HQUEUE_RECORD_CALLS", "10.0.0.1"));
    List<@Nullable Object> params = new ArrayList<>(List.of(7));
    params.add(null);
    CallRecording recording = recorder.begin("10.0.0.1");
    recording.call(new XmlRpcCall("getJob", params));
    recording.answer(Map.of("name", "a \"b\"\n"));
    recorder.begin("10.0.0.1").fault(new XmlRpcFault(-32700, "not well formed"));
    assertEquals(
        List.of(
            "{\"time\": \"2026-03-01T12:00:00Z\", \"millis\": 0, \"method\": \"getJob\","
                + " \"params\": [7, null], \"answer\": {\"name\": \"a \\\"b\\\"\\n\"}}",
            "{\"time\": \"2026-03-01T12:00:00Z\", \"millis\": 0, \"method\": \"\","
                + " \"params\": [], \"fault\": [-32700, \"not well formed\"]}"),
        Files.readAllLines(log("calls.log")));
  }

  @Test
  void theOutputOfAJobIsLeftOut() throws IOException {
    CallRecorder recorder = recorder(Map.of("HQUEUE_RECORD_CALLS", "10.0.0.1"));
    CallRecording recording = recorder.begin("10.0.0.1");
    recording.call(new XmlRpcCall("getJobOutput", List.of(7)));
    recording.answer("the cat is called Tom");
    assertFalse(Files.readString(log("calls.log")).contains("Tom"));
  }

  @Test
  void theCallsOfAnAgentAreLeftOut() {
    CallRecorder recorder = recorder(Map.of("HQUEUE_RECORD_CALLS", "10.0.0.1"));
    CallRecording recording = recorder.begin("10.0.0.1");
    recording.call(new XmlRpcCall("agent.heartbeat", List.of()));
    recording.answer(Map.of());
    assertFalse(Files.exists(log("calls.log")));
  }

  @Test
  void aFullFileIsReplacedAndAFewAreKept() throws IOException {
    CallRecorder recorder = recorder(Map.of());
    String line = "x".repeat(1 << 20);
    for (int i = 0; i < 60; i++) {
      recorder.write(line);
    }
    try (var files = Files.list(log(""))) {
      assertEquals(1 + CallRecorder.OLD_FILES, files.count());
    }
    assertTrue(Files.size(log("calls.log")) < CallRecorder.MOST_BYTES + line.length() + 2);
    assertTrue(Files.size(log("calls.log.3")) >= CallRecorder.MOST_BYTES);
  }

  @Test
  void whatSoundsLikeASecretIsHidden() {
    assertEquals(
        "{\"AWS_SECRET_ACCESS_KEY\": \"(hidden)\"}",
        CallText.of(Map.of("AWS_SECRET_ACCESS_KEY", "s3cr3t")));
    for (String text :
        List.of(
            "curl -u x http://ann:s3cr3t@host/path",
            "tool --password s3cr3t --frames 5",
            "tool --password=s3cr3t",
            "API_TOKEN='s3cr3t' tool",
            "{\"name\": \"a\", \"environment\": {\"MY_PASSWORD\": \"s3cr3t\", \"A\": \"1\"}}",
            "{\\\"apiKey\\\": \\\"s3cr3t\\\"}",
            "db_password: s3cr3t")) {
      String told = CallText.of(List.of(text));
      assertFalse(told.contains("s3cr3t"), told);
      assertTrue(told.contains("(hidden)"), told);
    }
    String harmless = "render the tokens, then http://host:5000/a@b, keyframe=5";
    assertEquals(harmless, CallText.withoutSecrets(harmless));
  }

  @Test
  void longValuesAreCutOff() {
    assertTrue(CallText.of("x".repeat(1 << 20)).length() < 3_000);
    List<String> many = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      many.add("name " + i);
    }
    assertTrue(CallText.of(many).length() < CallText.LONGEST + 50);
  }

  private Path log(String file) {
    return home.resolve("log").resolve(file);
  }

  /** Does by hand what the container does; there is none here. */
  @SuppressWarnings("UnnecessaryAssignment")
  private CallRecorder recorder(Map<String, String> environment) {
    CallRecorder recorder = new CallRecorder();
    recorder.settings = new Settings(home, environment);
    recorder.clock = CLOCK;
    return recorder;
  }
}
