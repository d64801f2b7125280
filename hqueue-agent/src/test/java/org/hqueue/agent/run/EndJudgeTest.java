package org.hqueue.agent.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hqueue.agent.server.Outcome;
import org.hqueue.agent.server.Rules;
import org.hqueue.agent.server.Verdict;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EndJudgeTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
  private static final Rules NONE = Rules.NONE;
  private static final Stop STOP = Stop.within(Duration.ofSeconds(1), Outcome.STOPPED, "");
  private static final Stop RETURN = Stop.within(Duration.ofSeconds(1), Outcome.RETURNED, "bye");

  @Test
  void anExitCodeIsTheCommandsOwnEnd() {
    var end = EndJudge.judge(Optional.of(3), null, false, NOW);
    assertEquals(Outcome.EXITED, end.outcome());
    assertEquals(3, end.exitCode());
    assertNull(end.signal());
    assertEquals(NOW, end.endedAt());
  }

  @Test
  void anExitCodeOver128NamesTheSignal() {
    var end = EndJudge.judge(Optional.of(139), null, false, NOW);
    assertEquals(139, end.exitCode());
    assertEquals(11, end.signal());
    assertNull(EndJudge.judge(Optional.of(255), null, false, NOW).signal());
  }

  @Test
  void aCommandThatSucceedsWhileItIsStoppedHasExited() {
    assertEquals(Outcome.EXITED, EndJudge.judge(Optional.of(0), STOP, false, NOW).outcome());
  }

  @Test
  void aStoppedCommandIsCalledWhatItWasStoppedFor() {
    assertEquals(Outcome.STOPPED, EndJudge.judge(Optional.of(143), STOP, false, NOW).outcome());
    var returned = EndJudge.judge(Optional.of(143), RETURN, false, NOW);
    assertEquals(Outcome.RETURNED, returned.outcome());
    assertEquals("bye", returned.reason());
    assertEquals(15, returned.signal());
  }

  @Test
  void oneThatHadToBeKilledEndedBySignal9() {
    assertEquals(9, EndJudge.judge(Optional.empty(), STOP, true, NOW).signal());
  }

  @Test
  void aFullDiskExplainsAFailureAndNothingElse() {
    var failed = EndJudge.judge(Optional.of(1), null, false, NOW);
    assertEquals("the client's disk is full", EndJudge.onFullDisk(failed).reason());
    var good = EndJudge.judge(Optional.of(0), null, false, NOW);
    assertEquals("", EndJudge.onFullDisk(good).reason());
    var stopped = EndJudge.judge(Optional.of(143), RETURN, false, NOW);
    assertEquals("bye", EndJudge.onFullDisk(stopped).reason());
  }

  @Test
  void rulesJudgeACommandsOwnEnd() {
    var line = new LineMatcher.Match("p", "a line");
    var rules = rules("", "210-212");
    assertEquals(null, verdict(0, NONE, null, null));
    assertEquals("error", verdict(0, NONE, null, line));
    assertEquals("requeue", verdict(0, NONE, line, line));
    assertEquals("requeue", verdict(211, rules, null, null));
    assertEquals(null, verdict(3, rules, null, null));
    assertEquals("success", verdict(3, rules("0, 3", ""), null, null));
    assertEquals("error", verdict(0, rules("1-3", ""), null, null));
    var hasty =
        new Rules(
            Duration.ZERO, Duration.ZERO, Duration.ofSeconds(6), List.of(), List.of(), "", "");
    assertEquals("tooShort", verdict(0, hasty, null, null));
  }

  @Test
  void whatWasStoppedIsJudgedByTheRuleThatStoppedIt() {
    var byRule = Stop.within(Duration.ZERO, Verdict.Kind.HUNG);
    var line = new LineMatcher.Match("p", "a line");
    var end = EndJudge.judge(Optional.of(143), byRule, false, NOW);
    assertEquals(
        Verdict.of(Verdict.Kind.HUNG),
        EndJudge.verdict(end, byRule, NONE, line, line, Duration.ZERO));
    end = EndJudge.judge(Optional.of(143), STOP, false, NOW);
    assertNull(EndJudge.verdict(end, STOP, NONE, line, line, Duration.ZERO));
  }

  private static Rules rules(String success, String requeue) {
    return new Rules(
        Duration.ZERO, Duration.ZERO, Duration.ZERO, List.of(), List.of(), success, requeue);
  }

  private static @Nullable String verdict(
      int code,
      Rules rules,
      LineMatcher.@Nullable Match requeue,
      LineMatcher.@Nullable Match error) {
    var end = EndJudge.judge(Optional.of(code), null, false, NOW);
    var verdict = EndJudge.verdict(end, null, rules, requeue, error, Duration.ofSeconds(5));
    return verdict == null ? null : verdict.kind().wireName();
  }

  @Test
  void withoutAnExitCodeItIsLost() {
    assertEquals(Outcome.LOST, EndJudge.judge(Optional.empty(), null, true, NOW).outcome());
  }
}
