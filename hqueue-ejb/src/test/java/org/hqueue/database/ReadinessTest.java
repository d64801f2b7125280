package org.hqueue.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadinessTest {

  private final Readiness readiness = new Readiness();

  @BeforeEach
  void start() {
    readiness.becomeReady();
  }

  @Test
  void nothingIsAnsweredBeforeTheSchemaIsUpToDate() {
    Readiness starting = new Readiness();
    assertEquals("the server is starting", starting.obstacle());
    assertTrue(starting.isStarting());
  }

  @Test
  void aDatabaseThatAnswersIsThere() {
    readiness.asked();
    readiness.heard(null);
    look(1_000);
    assertNull(readiness.obstacle());
  }

  @Test
  void aDatabaseThatIsSilentIsAwayUntilItAnswers() {
    readiness.look();
    readiness.asked();
    look(Readiness.SILENT_LOOKS - 1);
    assertTrue(readiness.isReady());
    assertTrue(readiness.look());
    assertEquals("the database does not answer", readiness.obstacle());
    assertFalse(readiness.isStarting());
    readiness.heard(null);
    assertTrue(readiness.isReady());
  }

  @Test
  void aQuestionThatWaitsWhileOtherStatementsAreAnsweredMeansABusyDatabase() {
    readiness.asked();
    for (int i = 0; i < 1_000; i++) {
      readiness.answered();
      assertFalse(readiness.look());
    }
    assertTrue(readiness.isReady());
  }

  @Test
  void aLookThatAlwaysMeetsTheNextQuestionFindsNothing() {
    for (int i = 0; i < 1_000; i++) {
      readiness.asked();
      assertFalse(readiness.look());
      readiness.heard(null);
    }
    assertTrue(readiness.isReady());
  }

  @Test
  void aDatabaseThatIsAwayHasTheTimeOfANewConnectionToAnswer() {
    readiness.asked();
    readiness.heard(new SQLException("connection refused"));
    readiness.asked();
    look(Readiness.SILENT_LOOKS_WHILE_AWAY - 1);
    assertTrue(readiness.look());
    look(Readiness.SILENT_LOOKS_WHILE_AWAY - 1);
    assertTrue(readiness.look());
  }

  @Test
  void aDatabaseThatFailsIsAwayAlsoWhileItIsAskedAgain() {
    readiness.asked();
    readiness.heard(new SQLException("connection refused"));
    readiness.asked();
    assertFalse(readiness.isReady());
    readiness.heard(null);
    assertTrue(readiness.isReady());
  }

  /** Looks so often, and finds each time that it is not time to give up. */
  private void look(int times) {
    for (int i = 0; i < times; i++) {
      assertFalse(readiness.look());
    }
  }
}
