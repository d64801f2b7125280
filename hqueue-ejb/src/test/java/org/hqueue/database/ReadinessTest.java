package org.hqueue.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadinessTest {

  private final AtomicLong nanos = new AtomicLong();
  private final Readiness readiness = new Readiness(nanos::get);

  @BeforeEach
  void start() {
    readiness.becomeReady();
  }

  @Test
  void nothingIsAnsweredBeforeTheSchemaIsUpToDate() {
    Readiness starting = new Readiness(nanos::get);
    assertEquals("the server is starting", starting.obstacle());
    assertTrue(starting.isStarting());
  }

  @Test
  void aDatabaseThatAnswersIsThere() {
    readiness.asked();
    readiness.heard(null);
    pass(60_000);
    assertNull(readiness.obstacle());
  }

  @Test
  void aDatabaseThatIsLateIsAwayUntilItAnswers() {
    readiness.asked();
    pass(2_999);
    assertTrue(readiness.isReady());
    pass(1);
    assertEquals("the database does not answer", readiness.obstacle());
    assertFalse(readiness.isStarting());
    readiness.heard(null);
    assertTrue(readiness.isReady());
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

  private void pass(long millis) {
    nanos.addAndGet(millis * 1_000_000);
  }
}
