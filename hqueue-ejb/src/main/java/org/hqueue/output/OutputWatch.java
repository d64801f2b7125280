package org.hqueue.output;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntConsumer;

/**
 * Tells listeners of this server which job's output has grown. Output that another server took is
 * seen only when a listener looks. For many threads.
 */
@ApplicationScoped
public class OutputWatch {

  private final List<IntConsumer> listeners = new CopyOnWriteArrayList<>();

  /**
   * The listener is told the job after its bytes were written, and must not block; closing ends it.
   */
  public AutoCloseable listen(IntConsumer listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** Called by whoever has appended output of a job. */
  public void hasGrown(int jobId) {
    for (IntConsumer listener : listeners) {
      listener.accept(jobId);
    }
  }
}
