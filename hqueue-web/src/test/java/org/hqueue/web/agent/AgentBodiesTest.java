package org.hqueue.web.agent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AgentBodiesTest {
  private static final int MOST = 100;

  private final AtomicLong nanos = new AtomicLong();
  private final AgentBodies bodies = new AgentBodies(nanos::get);
  private final List<DeadCaller> dead = new ArrayList<>();

  /** Sends the head of a call, and nothing more until its connection is given up. */
  private final class DeadCaller extends InputStream {
    private final CountDownLatch isAwaited = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread thread;

    DeadCaller(String agentId) throws InterruptedException {
      thread =
          new Thread(
              () -> {
                try {
                  bodies.read(this, 10, MOST, agentId);
                } catch (IOException expected) {
                  over.countDown();
                }
              });
      thread.start();
      isAwaited.await();
      dead.add(this);
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      return read();
    }

    @Override
    public int read() throws IOException {
      isAwaited.countDown();
      try {
        over.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw new IOException("given up");
    }
  }

  @AfterEach
  void giveUp() throws InterruptedException {
    giveUpAll();
  }

  private void giveUpAll() throws InterruptedException {
    for (DeadCaller each : dead) {
      each.over.countDown();
      each.thread.join(TimeUnit.SECONDS.toMillis(30));
    }
    dead.clear();
  }

  @Test
  void deadAgentsHoldAFewThreadsAndNeverWhatIsThere() throws Exception {
    for (int i = 0; i < 12; i++) {
      new DeadCaller("agent" + i / 3);
    }
    assertEquals(503, refusal("another").status());
    assertArrayEquals(
        new byte[10], bodies.read(new ByteArrayInputStream(new byte[10]), 10, MOST, "another"));
    giveUpAll();
    assertArrayEquals(
        new byte[10], bodies.read(new ByteArrayInputStream(new byte[10]), -1, MOST, "another"));
  }

  @Test
  void oneAgentHoldsThreeThreadsAtMost() throws Exception {
    for (int i = 0; i < 3; i++) {
      new DeadCaller("dead");
    }
    assertEquals(503, refusal("dead").status());
    assertEquals(10, bodies.read(new ByteArrayInputStream(new byte[10]), -1, MOST, "well").length);
  }

  @Test
  void aBodyThatComesAByteAtATimeIsGivenUp() {
    InputStream slow =
        new InputStream() {
          @Override
          public int read() {
            return 0;
          }

          @Override
          public int read(byte[] to, int offset, int length) {
            nanos.addAndGet(TimeUnit.SECONDS.toNanos(25));
            return 1;
          }
        };
    var e =
        assertThrows(AgentBodies.RefusedException.class, () -> bodies.read(slow, 90, MOST, "slow"));
    assertEquals(408, e.status());
    assertEquals(75, TimeUnit.NANOSECONDS.toSeconds(nanos.get()));
  }

  @Test
  void aBodyThatIsTooLongIsReadOneByteTooFar() throws IOException {
    var in = new ByteArrayInputStream(new byte[1000]);
    assertEquals(101, bodies.read(in, -1, MOST, "long").length);
    assertEquals(899, in.available());
  }

  private AgentBodies.RefusedException refusal(String agentId) {
    return assertThrows(
        AgentBodies.RefusedException.class,
        () -> bodies.read(new ByteArrayInputStream(new byte[10]), -1, MOST, agentId));
  }
}
