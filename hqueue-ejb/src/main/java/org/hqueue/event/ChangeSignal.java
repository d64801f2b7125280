package org.hqueue.event;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Says "something was committed, look" to this server's collector and feed, so that neither has to
 * poll. It carries no facts: who is told reads the database, and finds out by itself once a second
 * when a signal was lost. For many threads.
 */
@ApplicationScoped
public class ChangeSignal {

  @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
  TransactionSynchronizationRegistry registry;

  private final List<Consumer<Set<Integer>>> listeners = new CopyOnWriteArrayList<>();

  /**
   * The listener is told after each commit which clients were concerned (often none), on the thread
   * that committed; it must not block or throw.
   */
  public void listen(Consumer<Set<Integer>> listener) {
    listeners.add(listener);
  }

  /**
   * Notes that the current transaction concerns these clients; tells the listeners if it commits.
   */
  @SuppressWarnings("unchecked") // The registry keeps what was put there two lines below.
  public void afterCommit(Collection<Integer> clientIds) {
    Set<Integer> touched = (Set<Integer>) registry.getResource(this);
    if (touched == null) {
      Set<Integer> first = new HashSet<>();
      registry.putResource(this, first);
      registry.registerInterposedSynchronization(new WhenCommitted(first));
      touched = first;
    }
    touched.addAll(clientIds);
  }

  /** Tells the listeners at once. */
  protected void raise(Set<Integer> clientIds) {
    for (Consumer<Set<Integer>> listener : listeners) {
      listener.accept(clientIds);
    }
  }

  private final class WhenCommitted implements Synchronization {
    private final Set<Integer> clientIds;

    WhenCommitted(Set<Integer> clientIds) {
      this.clientIds = clientIds;
    }

    @Override
    public void beforeCompletion() {
      // Nothing to do before the commit.
    }

    @Override
    public void afterCompletion(int status) {
      if (status == Status.STATUS_COMMITTED) {
        raise(clientIds);
      }
    }
  }
}
