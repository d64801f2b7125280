package org.hqueue.agent.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.hqueue.agent.server.Outcome;
import org.junit.jupiter.api.Test;

class EndJudgeTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
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
  void withoutAnExitCodeItIsLost() {
    assertEquals(Outcome.LOST, EndJudge.judge(Optional.empty(), null, true, NOW).outcome());
  }
}
