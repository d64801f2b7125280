package org.hqueue.time;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Runs short tasks soon, on a few threads of the container that are kept. For what follows every
 * call: the container's own executor looks for its extensions in all jars at each task, which costs
 * more than most tasks do. Who gives tasks sees to it that few of them wait or block at a time. For
 * many threads.
 */
@ApplicationScoped
public class SoonExecutor {

  /** Enough for the collector, the feed and those who write held answers to run at once. */
  private static final int THREADS = 8;

  private static final Duration IDLE = Duration.ofMinutes(1);

  @Resource ManagedThreadFactory threads;

  private @Nullable ScheduledThreadPoolExecutor pool;

  /** Makes the pool; its threads come with the first tasks. */
  @PostConstruct
  void start() {
    ScheduledThreadPoolExecutor made = new ScheduledThreadPoolExecutor(THREADS, threads);
    made.setKeepAliveTime(IDLE.toSeconds(), TimeUnit.SECONDS);
    made.allowCoreThreadTimeOut(true);
    made.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    made.setRemoveOnCancelPolicy(true);
    pool = made;
  }

  /**
   * Runs a task soon, on another thread.
   *
   * @throws RejectedExecutionException when the application stops
   */
  public void execute(Runnable task) {
    running().execute(task);
  }

  /**
   * Runs a task once a time has passed, on another thread; never if the application stops before.
   *
   * @throws RejectedExecutionException when the application stops
   */
  @SuppressWarnings("FutureReturnValueIgnored") // a task tells of its failures by itself
  public void executeAfter(Duration delay, Runnable task) {
    running().schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  /**
   * Lets the calling thread, one of these, wait for a moment; not at all from 0 nanoseconds down.
   */
  protected void pause(long nanos) {
    if (nanos > 0) {
      LockSupport.parkNanos(nanos);
    }
  }

  private ScheduledThreadPoolExecutor running() {
    ScheduledThreadPoolExecutor running = pool;
    if (running == null) {
      throw new RejectedExecutionException("the application has not started");
    }
    return running;
  }

  /** Lets what runs come to its end, and takes nothing more. */
  @PreDestroy
  void stop() {
    if (pool != null) {
      pool.shutdown();
    }
  }
}
