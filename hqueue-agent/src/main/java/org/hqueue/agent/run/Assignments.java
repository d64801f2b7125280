package org.hqueue.agent.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hqueue.agent.picture.Pictures;
import org.hqueue.agent.server.Answer;
import org.hqueue.agent.server.AssignmentReport;
import org.hqueue.agent.server.Offer;
import org.hqueue.agent.server.Outcome;
import org.hqueue.agent.server.ServerConnection;
import org.hqueue.agent.server.StopRequest;

/**
 * All assignments that this agent holds: accepted and not yet forgotten. What the server wants is
 * told here, and may be told again and again. For many threads; no method waits for the network, or
 * for a process to end.
 */
public final class Assignments implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Assignments.class.getName());
  private static final int THREADS = 2;
  private static final long CHECK_MILLIS = 250;
  private static final long PROGRESS_MILLIS = 1000;

  /** How many forgotten ones are remembered, for an offer that comes late. */
  private static final int FORGOTTEN = 10_000;

  private final Map<Long, JobRun> runs = new ConcurrentHashMap<>();

  /** Forgotten ones whose output is still on its way. */
  private final Set<Long> deleting = ConcurrentHashMap.newKeySet();

  private final Map<Long, Boolean> forgotten =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
              return size() > FORGOTTEN;
            }
          });
  private final ScheduledThreadPoolExecutor scheduler;
  private final AssignmentStore store;
  private final OutputReader reader;
  private final OutputUploader uploader;
  private final Pictures pictures;
  private final RunContext context;
  private final Runnable changed;
  private volatile boolean closedToNew;
  private Map<Long, Double> progressTold = Map.of();

  /**
   * Does nothing until {@link #open}.
   *
   * @param folder where the assignments' folders are
   * @param changed called when there is something to report; must return at once
   * @throws UnsupportedPlatformException if commands cannot be run on this operating system
   */
  public Assignments(
      Path folder,
      String agentId,
      String bootId,
      ServerConnection server,
      RunSettings settings,
      Clock clock,
      Runnable changed)
      throws UnsupportedPlatformException {
    var control = Platforms.control(bootId);
    this.changed = changed;
    this.store = new AssignmentStore(folder);
    this.reader = new OutputReader();
    this.uploader = new OutputUploader(server, agentId);
    this.pictures = new Pictures(server, agentId, settings.thumbnailCommand());
    this.scheduler = new ScheduledThreadPoolExecutor(THREADS, Assignments::daemon);
    scheduler.setRemoveOnCancelPolicy(true);
    scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    this.context =
        new RunContext(
            control, store, reader, uploader, pictures, settings, scheduler, clock, changed);
  }

  /**
   * Goes on with what an earlier agent left in the folder.
   *
   * @throws IOException if the folder cannot be used
   */
  public void open() throws IOException {
    reader.start();
    uploader.start();
    for (var kept : store.all()) {
      var run = new JobRun(kept.offer(), context);
      runs.put(kept.offer().id(), run);
      try {
        run.goOn(kept);
      } catch (IOException | RuntimeException e) { // one bad assignment must not stop the others
        LOG.log(Level.SEVERE, "Cannot go on with assignment " + kept.offer().id(), e);
      }
    }
    repeat(CHECK_MILLIS, () -> runs.values().forEach(JobRun::check));
    repeat(PROGRESS_MILLIS, this::tellProgress);
  }

  /**
   * Does what the server wants, as far as it is not done already.
   *
   * @param newest false if a later report has been answered before; what it says about pausing is
   *     out of date then
   * @return whether it held anything new
   */
  public synchronized boolean apply(Answer answer, boolean newest) {
    boolean anythingNew = false;
    for (StopRequest stop : answer.stop()) {
      stop(stop);
    }
    for (Offer offer : answer.start()) {
      anythingNew |= accept(offer);
    }
    if (newest) {
      answer.pause().forEach(id -> with(id, JobRun::pause));
      answer.resume().forEach(id -> with(id, JobRun::resume));
    }
    answer.callbacks().forEach(order -> with(order.id(), run -> run.follow(order)));
    for (long id : answer.forget()) {
      anythingNew |= forget(id);
    }
    return anythingNew;
  }

  /** The facts about all of them, by ascending id. */
  public List<AssignmentReport> reports() {
    return runs.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> entry.getValue().report())
        .toList();
  }

  /** Whether there is nothing to run, to report or to deliver, and so nothing on the disk. */
  public boolean isEmpty() {
    return runs.isEmpty() && deleting.isEmpty();
  }

  /** Whether nothing runs; ends may still be to report. */
  public boolean allEnded() {
    return runs.values().stream().allMatch(JobRun::isEnded);
  }

  /** Accepts no offer any more; what was accepted before is in every report from now on. */
  public synchronized void closeToNew() {
    closedToNew = true;
  }

  /** Ends the paused ones, which would never end by themselves. */
  public void stopPaused(String reason) {
    runs.values().stream()
        .filter(JobRun::isPaused)
        .forEach(run -> run.stop(run.killGrace(), Outcome.STOPPED, reason));
  }

  /** Ends all of them so that the server puts them back on the queue. */
  public void giveBack(Duration longestGrace, String reason) {
    for (JobRun run : runs.values()) {
      var grace = run.killGrace().compareTo(longestGrace) < 0 ? run.killGrace() : longestGrace;
      run.stop(grace, Outcome.RETURNED, reason);
    }
  }

  /** Ends the threads. What runs goes on running and is found again by the next agent. */
  @Override
  public void close() {
    scheduler.shutdown();
    reader.close();
    uploader.close();
    pictures.close();
  }

  private boolean accept(Offer offer) {
    if (closedToNew || runs.containsKey(offer.id()) || forgotten.containsKey(offer.id())) {
      return false;
    }
    var run = new JobRun(offer, context);
    if (runs.putIfAbsent(offer.id(), run) != null) {
      return false;
    }
    run.accept();
    run.start();
    return true;
  }

  /** A stop may come before the offer, which is still on its way and must then start nothing. */
  private void stop(StopRequest stop) {
    if (runs.containsKey(stop.id()) || forgotten.containsKey(stop.id())) {
      with(stop.id(), run -> run.stop(stop.grace(), Outcome.STOPPED, ""));
    } else {
      var run = new JobRun(Offer.withdrawn(stop.id()), context);
      runs.put(stop.id(), run);
      run.neverStart();
    }
  }

  /** Takes output and pictures first, and deletes the files when that is done. */
  private boolean forget(long id) {
    var run = runs.get(id);
    if (run == null || !run.isEnded()) {
      return false;
    }
    forgotten.put(id, true);
    deleting.add(id);
    runs.remove(id);
    var unused =
        uploader
            .finish(run.output())
            .runAfterBothAsync(pictures.finished(id), () -> delete(id), scheduler);
    return true;
  }

  private void delete(long id) {
    context.control().release(store.folder(id));
    store.delete(id);
    deleting.remove(id);
  }

  private void tellProgress() {
    var progress = new HashMap<Long, Double>();
    runs.forEach((id, run) -> progress.put(id, run.output().progress()));
    progress.values().removeIf(value -> value < 0);
    boolean moved =
        progress.entrySet().stream()
            .anyMatch(entry -> !entry.getValue().equals(progressTold.get(entry.getKey())));
    progressTold = progress;
    if (moved) {
      changed.run();
    }
  }

  private void with(long id, Consumer<JobRun> wish) {
    var run = runs.get(id);
    if (run != null) {
      wish.accept(run);
    }
  }

  private void repeat(long millis, Runnable duty) {
    Runnable guarded =
        () -> {
          try {
            duty.run();
          } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, "Looking after the assignments failed; going on", e);
          }
        };
    var unused = scheduler.scheduleWithFixedDelay(guarded, millis, millis, TimeUnit.MILLISECONDS);
  }

  private static Thread daemon(Runnable work) {
    var thread = new Thread(work, "jobs");
    thread.setDaemon(true);
    return thread;
  }
}
