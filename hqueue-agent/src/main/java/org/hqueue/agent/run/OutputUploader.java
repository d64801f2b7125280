package org.hqueue.agent.run;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hqueue.agent.server.Backoff;
import org.hqueue.agent.server.ServerConnection;

/**
 * Takes the output of all assignments to the server. One thread goes round; each assignment gets
 * one chunk in a round, so that a loud one does not starve the others. What the server does not
 * take stays in the files and goes later.
 *
 * <p>Methods are for many threads and never wait for the network.
 */
final class OutputUploader implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(OutputUploader.class.getName());
  private static final int CHUNK_BYTES = 1024 * 1024;
  private static final int SMALLEST_CHUNK_BYTES = 4096;
  private static final long ROUND_MILLIS = 250;

  private final ServerConnection server;
  private final String agentId;
  private final CopyOnWriteArrayList<JobOutput> followed = new CopyOnWriteArrayList<>();
  private final Map<JobOutput, CompletableFuture<Void>> awaited = new ConcurrentHashMap<>();
  private final byte[] buffer = new byte[CHUNK_BYTES];
  private final Backoff backoff = new Backoff();
  private final Thread thread = new Thread(this::run, "output");

  private int chunkBytes = CHUNK_BYTES;
  private boolean roundWanted;
  private volatile boolean closed;

  OutputUploader(ServerConnection server, String agentId) {
    this.server = server;
    this.agentId = agentId;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Takes the output from now on, as it grows. */
  void follow(JobOutput output) {
    followed.addIfAbsent(output);
    wantRound();
  }

  /**
   * Says that the output is complete and takes the rest of it at once.
   *
   * @return done when all of it is delivered, or the server does not want it
   */
  CompletableFuture<Void> finish(JobOutput output) {
    output.complete();
    var done = awaited.computeIfAbsent(output, key -> new CompletableFuture<>());
    followed.addIfAbsent(output);
    wantRound();
    return done.copy();
  }

  /** Ends the thread; what is not delivered stays in the files. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }

  private void run() {
    while (!closed) {
      try {
        if (!round()) {
          awaitRound();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        LOG.log(Level.SEVERE, "Uploading output failed unexpectedly; going on", e);
        backoff.failed();
      }
    }
  }

  /** Returns whether there may be more to do at once. */
  private boolean round() {
    boolean more = false;
    for (JobOutput output : followed) {
      try {
        if (output.hasUndelivered() && backoff.isOver()) {
          more |= deliverSome(output);
        }
      } catch (IOException e) {
        LOG.log(Level.FINE, "Output of assignment " + output.assignmentId() + " goes later", e);
        backoff.failed();
      }
      if (output.isDelivered()) {
        finished(output);
      }
    }
    return more;
  }

  private boolean deliverSome(JobOutput output) throws IOException {
    long from = output.delivered();
    int length = output.undelivered(buffer, chunkBytes);
    var answer = server.sendOutput(agentId, output.assignmentId(), from, buffer, length);
    switch (answer.status()) {
      case 200, 409 -> {
        if (answer.length() < 0 || answer.length() == from) {
          throw new IOException("the server did not take output and said " + answer);
        }
        backoff.succeeded();
        output.delivered(answer.length());
      }
      case 403, 410 -> {
        LOG.log(
            Level.INFO,
            "The server does not want the output of assignment {0,number,#} (status {1})",
            new Object[] {output.assignmentId(), answer.status()});
        output.drop();
      }
      case 413 -> {
        if (chunkBytes <= SMALLEST_CHUNK_BYTES) {
          throw new IOException("the server takes no chunk of " + chunkBytes + " bytes");
        }
        chunkBytes = Math.max(SMALLEST_CHUNK_BYTES, chunkBytes / 2);
      }
      default -> throw new IOException("the server answers status " + answer.status());
    }
    return output.hasUndelivered();
  }

  private void finished(JobOutput output) {
    followed.remove(output);
    var done = awaited.remove(output);
    if (done != null) {
      done.complete(null);
    }
  }

  private synchronized void wantRound() {
    roundWanted = true;
    notifyAll();
  }

  private synchronized void awaitRound() throws InterruptedException {
    long start = System.nanoTime();
    long left = ROUND_MILLIS;
    while (!roundWanted && left > 0) {
      wait(followed.isEmpty() ? 0 : left);
      left = ROUND_MILLIS - (System.nanoTime() - start) / 1_000_000;
    }
    roundWanted = false;
  }
}
