package org.hqueue.database;

import jakarta.enterprise.context.ApplicationScoped;

/** Whether the schema is migrated and the application may answer. For many threads. */
@ApplicationScoped
public class Readiness {

  private volatile boolean ready;

  /** False while the server starts. */
  public boolean isReady() {
    return ready;
  }

  void becomeReady() {
    ready = true;
  }
}
