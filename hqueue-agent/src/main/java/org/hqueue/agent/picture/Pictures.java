package org.hqueue.agent.picture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hqueue.agent.server.ServerConnection;

/**
 * Draws what jobs have made, small, and takes it to the server: one assignment after the other, by
 * one thread. What cannot be drawn or sent at once is left out.
 *
 * <p>Methods are for many threads and return at once.
 */
public final class Pictures implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Pictures.class.getName());

  private static final Duration MOST_TIME = Duration.ofSeconds(10);

  /** Assignments that may wait; of more, no pictures are drawn. */
  private static final int MOST_WAITING = 1000;

  /** The most that the server takes, docs/agent-protocol.md section 5. */
  private static final long MOST_BYTES = 1 << 20;

  private final ServerConnection server;
  private final String agentId;
  private final String command;
  private final Map<Long, CompletableFuture<Void>> waiting = new ConcurrentHashMap<>();
  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          0, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), Pictures::daemon);

  /**
   * Draws nothing until it is asked to.
   *
   * @param command text for {@code /bin/sh} that draws what is neither PNG nor JPEG, "" = none
   */
  public Pictures(ServerConnection server, String agentId, String command) {
    this.server = server;
    this.agentId = agentId;
    this.command = command;
  }

  /**
   * Draws the files that an assignment has made.
   *
   * @param folder in which its relative paths begin; must stay until {@link #finished}
   * @param target where the pictures are drawn, in a folder that is made if need be
   * @param paths in the order in which the server is told of them
   */
  public void draw(long assignmentId, Path folder, Path target, List<String> paths) {
    if (paths.isEmpty()) {
      return;
    }
    var done = new CompletableFuture<Void>();
    waiting.put(assignmentId, done);
    try {
      thread.execute(
          () -> {
            try {
              drawAndSend(assignmentId, folder, target, paths);
            } finally {
              waiting.remove(assignmentId);
              done.complete(null);
            }
          });
    } catch (RejectedExecutionException e) {
      LOG.info(() -> "Too much to draw: no pictures of assignment " + assignmentId);
      waiting.remove(assignmentId);
      done.complete(null);
    }
  }

  /** Done once nothing of the assignment is being drawn, or is to be. */
  public CompletableFuture<Void> finished(long assignmentId) {
    return waiting.getOrDefault(assignmentId, CompletableFuture.completedFuture(null)).copy();
  }

  /** Ends the thread; what waits is not drawn. */
  @Override
  public void close() {
    thread.shutdownNow();
  }

  private void drawAndSend(long assignmentId, Path folder, Path target, List<String> paths) {
    try {
      Files.createDirectories(target);
      for (var small : new Drawing(command, target, MOST_TIME).draw(folder, paths).entrySet()) {
        send(assignmentId, small.getKey(), small.getValue());
      }
    } catch (IOException | RuntimeException e) { // no job fails for a picture
      LOG.log(Level.INFO, "No pictures of assignment " + assignmentId, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(long assignmentId, int number, Path small) throws IOException {
    if (Files.size(small) <= MOST_BYTES) {
      int status = server.sendThumbnail(agentId, assignmentId, number, Files.readAllBytes(small));
      if (status != 200) {
        throw new IOException("the server answers status " + status);
      }
    }
  }

  private static Thread daemon(Runnable work) {
    var thread = new Thread(work, "pictures");
    thread.setDaemon(true);
    return thread;
  }
}
