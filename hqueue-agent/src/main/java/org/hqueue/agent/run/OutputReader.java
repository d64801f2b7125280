package org.hqueue.agent.run;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Reads the output of all assignments for progress and for the lines that their rules look for, and
 * gives the disk back what is in no log. One thread goes round; each assignment gets one buffer in
 * a round. Never waits for the network, so it keeps up whatever the server does.
 *
 * <p>Methods are for many threads and return at once.
 */
final class OutputReader implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(OutputReader.class.getName());
  private static final int BUFFER_BYTES = 256 * 1024;
  private static final long ROUND_MILLIS = 250;

  private final CopyOnWriteArrayList<JobOutput> followed = new CopyOnWriteArrayList<>();
  private final Map<JobOutput, CompletableFuture<Void>> awaited = new ConcurrentHashMap<>();
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final Thread thread = new Thread(this::run, "output-reader");

  private boolean roundWanted;
  private boolean canFree = true;
  private volatile boolean closed;

  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  /** Reads the output from now on, as it grows. */
  void follow(JobOutput output) {
    followed.addIfAbsent(output);
  }

  /** Says that the output is complete, and is done when all of it is read. */
  CompletableFuture<Void> finish(JobOutput output) {
    output.complete();
    var done = awaited.computeIfAbsent(output, key -> new CompletableFuture<>());
    followed.addIfAbsent(output);
    wantRound();
    return done;
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }

  private void run() {
    while (!closed) {
      try {
        boolean more = false;
        for (JobOutput output : followed) {
          more |= read(output);
        }
        if (!more) {
          awaitRound();
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.log(Level.SEVERE, "Reading output failed unexpectedly; going on", e);
      }
    }
  }

  private boolean read(JobOutput output) throws InterruptedException {
    boolean more = false;
    boolean readable = true;
    try {
      more = output.parseSome(buffer);
      free(output);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "Cannot read output of assignment " + output.assignmentId(), e);
      readable = false;
    }
    var done = awaited.get(output);
    if (done != null && (output.isParsed() || !readable)) {
      followed.remove(output);
      awaited.remove(output);
      done.complete(null);
    }
    return more;
  }

  private void free(JobOutput output) throws InterruptedException {
    try {
      if (canFree) {
        output.free();
      }
    } catch (IOException e) {
      canFree = false;
      LOG.log(Level.WARNING, "Logs are not bounded on this disk: {0}", e.getMessage());
    }
  }

  private synchronized void wantRound() {
    roundWanted = true;
    notifyAll();
  }

  private synchronized void awaitRound() throws InterruptedException {
    long end = System.nanoTime() + ROUND_MILLIS * 1_000_000;
    long left = ROUND_MILLIS;
    while (!roundWanted && left > 0) {
      wait(left);
      left = (end - System.nanoTime()) / 1_000_000;
    }
    roundWanted = false;
  }
}
