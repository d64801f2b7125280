package org.hqueue.database;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Does pieces of work that come at the same time together, such as in one transaction. Nobody waits
 * for others to come: who finds nothing under way does at once what is there, on its own thread;
 * what comes meanwhile is done together next. For many threads.
 *
 * @param <T> a piece of work
 * @param <R> what comes of it
 */
public final class JointWork<T, R> {

  private static final Logger LOG = Logger.getLogger(JointWork.class.getName());

  private final int most;
  private final Function<List<T>, List<R>> work;
  private final Queue<Piece<T, R>> waiting = new ArrayDeque<>();
  private boolean isUnderWay;

  private static final class Piece<T, R> {
    private final T what;
    private @Nullable Supplier<R> outcome;

    private Piece(T what) {
      this.what = what;
    }
  }

  /**
   * With nothing to do yet.
   *
   * @param most pieces that are done together, from 1
   * @param work does some of them, all or none; what comes of each, in the same order. Called by
   *     one thread at a time
   */
  public JointWork(int most, Function<List<T>, List<R>> work) {
    this.most = most;
    this.work = work;
  }

  /**
   * Has a piece done, now or with others as soon as it is their turn; what comes of it. When it is
   * refused together with others each is done alone, so that a bad one harms no other. After any
   * other failure, such as a commit that may have happened, nothing is done again.
   *
   * @throws RuntimeException what the work threw for this piece
   */
  public R done(T what) {
    Piece<T, R> mine = new Piece<>(what);
    synchronized (this) {
      waiting.add(mine);
    }
    Supplier<R> outcome = awaitOutcomeOrTurn(mine);
    while (outcome == null) {
      workOff(next());
      outcome = awaitOutcomeOrTurn(mine);
    }
    return outcome.get();
  }

  /** How many pieces wait for others that are under way. */
  public synchronized int waiting() {
    return waiting.size();
  }

  /** What came of a piece; null when the calling thread is the one to do what waits. */
  private synchronized @Nullable Supplier<R> awaitOutcomeOrTurn(Piece<T, R> mine) {
    boolean interrupted = false;
    while (isUnderWay && mine.outcome == null) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true; // others may be doing it, so it cannot be taken back
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    isUnderWay |= mine.outcome == null;
    return mine.outcome;
  }

  private synchronized List<Piece<T, R>> next() {
    List<Piece<T, R>> next = new ArrayList<>();
    while (next.size() < most && !waiting.isEmpty()) {
      next.add(waiting.remove());
    }
    return next;
  }

  private void workOff(List<Piece<T, R>> pieces) {
    List<Supplier<R>> outcomes = new ArrayList<>();
    try {
      outcomes.addAll(outcomes(pieces));
    } finally {
      synchronized (this) {
        for (int i = 0; i < pieces.size(); i++) {
          pieces.get(i).outcome =
              i < outcomes.size()
                  ? outcomes.get(i)
                  : failed(new IllegalStateException("broken off"));
        }
        isUnderWay = false;
        notifyAll();
      }
    }
  }

  private List<Supplier<R>> outcomes(List<Piece<T, R>> pieces) {
    try {
      List<Supplier<R>> outcomes = new ArrayList<>();
      for (R result : work.apply(pieces.stream().map(piece -> piece.what).toList())) {
        outcomes.add(() -> result);
      }
      return outcomes;
    } catch (RuntimeException e) {
      if (pieces.size() == 1 || !isRefusal(e)) {
        return pieces.stream().map(piece -> JointWork.<R>failed(e)).toList();
      }
      LOG.log(Level.FINE, e, () -> pieces.size() + " pieces failed together; each is done alone");
    }
    List<Supplier<R>> outcomes = new ArrayList<>();
    for (Piece<T, R> piece : pieces) {
      outcomes.addAll(outcomes(List.of(piece)));
    }
    return outcomes;
  }

  /**
   * Whether nothing was done for certain, and may be done without the one at fault. A commit that
   * was lost with the database may have happened: done again, its work would be there twice.
   */
  private static boolean isRefusal(RuntimeException failure) {
    return failure instanceof HqueueException && !DatabaseAway.isMeant(failure);
  }

  private static <R> Supplier<R> failed(RuntimeException failure) {
    return () -> {
      throw failure;
    };
  }
}
