package org.hqueue.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLNonTransientConnectionException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JointWorkTest {

  private final List<List<String>> turns = Collections.synchronizedList(new ArrayList<>());
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch firstMayEnd = new CountDownLatch(1);
  private final RuntimeException away =
      new DatabaseException(new SQLNonTransientConnectionException());
  private final JointWork<String, String> joint = new JointWork<>(3, this::work);

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  @Test
  void aPieceIsDoneAtOnce() {
    assertEquals("a done", joint.done("a"));
    assertEquals("b done", joint.done("b"));
    assertEquals(List.of(List.of("a"), List.of("b")), turns);
  }

  @Test
  void whatComesMeanwhileIsDoneTogether() throws Exception {
    List<Future<String>> outcomes = whileTheFirstIsUnderWay("a", "b");
    assertEquals("a done", outcomes.get(1).get());
    assertEquals("b done", outcomes.get(2).get());
    assertEquals(List.of(List.of("first"), List.of("a", "b")), turns);
  }

  @Test
  void noMoreAreDoneTogetherThanAllowed() throws Exception {
    for (Future<String> outcome : whileTheFirstIsUnderWay("a", "b", "c", "d", "e")) {
      assertTrue(outcome.get().endsWith(" done"));
    }
    assertEquals(
        List.of(List.of("first"), List.of("a", "b", "c"), List.of("d", "e")), List.copyOf(turns));
  }

  @Test
  void aBadOneHarmsNoOther() throws Exception {
    List<Future<String>> outcomes = whileTheFirstIsUnderWay("a", "bad", "c");
    assertEquals("a done", outcomes.get(1).get());
    assertEquals("c done", outcomes.get(3).get());
    Throwable failure = assertThrows(ExecutionException.class, outcomes.get(2)::get).getCause();
    assertEquals("bad", failure.getMessage());
    assertEquals(
        List.of(
            List.of("first"), List.of("a", "bad", "c"), List.of("a"), List.of("bad"), List.of("c")),
        turns);
  }

  @Test
  void withoutTheDatabaseAllFailAtOnce() throws Exception {
    List<Future<String>> outcomes = whileTheFirstIsUnderWay("a", "away");
    assertSame(away, assertThrows(ExecutionException.class, outcomes.get(1)::get).getCause());
    assertSame(away, assertThrows(ExecutionException.class, outcomes.get(2)::get).getCause());
    assertEquals(List.of(List.of("first"), List.of("a", "away")), turns);
  }

  @Test
  void whatMayHaveBeenDoneIsNotDoneAgain() throws Exception {
    List<Future<String>> outcomes = whileTheFirstIsUnderWay("a", "lost");
    for (Future<String> outcome : outcomes.subList(1, 3)) {
      Throwable failure = assertThrows(ExecutionException.class, outcome::get).getCause();
      assertInstanceOf(IllegalStateException.class, failure);
    }
    assertEquals(List.of(List.of("first"), List.of("a", "lost")), turns);
  }

  @Test
  void workThatBreaksOffFailsAndHindersNothing() {
    assertThrows(StackOverflowError.class, () -> joint.done("error"));
    assertEquals("a done", joint.done("a"));
  }

  /** The outcomes of a first piece, and of others that came one after the other meanwhile. */
  private List<Future<String>> whileTheFirstIsUnderWay(String... others) {
    List<Future<String>> outcomes = new ArrayList<>();
    outcomes.add(threads.submit(() -> joint.done("first")));
    while (turns.isEmpty()) {
      Thread.onSpinWait();
    }
    for (int i = 0; i < others.length; i++) {
      String piece = others[i];
      outcomes.add(threads.submit(() -> joint.done(piece)));
      while (joint.waiting() <= i) {
        Thread.onSpinWait();
      }
    }
    firstMayEnd.countDown();
    return outcomes;
  }

  private List<String> work(List<String> pieces) {
    turns.add(pieces);
    if (pieces.contains("first")) {
      try {
        firstMayEnd.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    if (pieces.contains("bad")) {
      throw new BadValueException("bad");
    }
    if (pieces.contains("lost")) {
      throw new IllegalStateException("nobody knows whether it was committed");
    }
    if (pieces.contains("away")) {
      throw away;
    }
    if (pieces.contains("error")) {
      throw new StackOverflowError();
    }
    return pieces.stream().map(piece -> piece + " done").toList();
  }
}
