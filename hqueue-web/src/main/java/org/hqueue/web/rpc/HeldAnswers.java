package org.hqueue.web.rpc;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hqueue.time.SoonExecutor;

/**
 * Writes the answers of held calls on a few threads of the container's, however many come at once:
 * a burst of thousands must not become thousands of threads. For many threads.
 */
@ApplicationScoped
public class HeldAnswers {

  private static final Logger LOG = Logger.getLogger(HeldAnswers.class.getName());
  private static final int MOST_WRITERS = 4;

  @Inject SoonExecutor soon;

  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger writers = new AtomicInteger();

  /** Runs the answer soon; returns at once. */
  void add(Runnable answer) {
    waiting.add(answer);
    startWriter();
  }

  private void startWriter() {
    if (writers.incrementAndGet() > MOST_WRITERS) {
      writers.decrementAndGet();
      return;
    }
    try {
      soon.execute(this::write);
    } catch (RejectedExecutionException e) {
      LOG.log(
          Level.FINE, "no thread for held answers, they are written by the one that has them", e);
      write();
    }
  }

  private void write() {
    try {
      Runnable answer = waiting.poll();
      while (answer != null) {
        run(answer);
        answer = waiting.poll();
      }
    } finally {
      writers.decrementAndGet();
    }
    // One may have been added after the last look, while all writers still counted as busy.
    if (!waiting.isEmpty()) {
      startWriter();
    }
  }

  private static void run(Runnable answer) {
    try {
      answer.run();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "a held answer could not be written, its caller will ask again", e);
    }
  }
}
