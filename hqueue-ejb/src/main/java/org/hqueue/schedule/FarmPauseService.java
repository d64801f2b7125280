package org.hqueue.schedule;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import org.hqueue.event.EventStore;
import org.hqueue.event.NewEvent;

/**
 * Stops the farm from starting anything new. What runs goes on, and submissions are taken (jobs.md
 * section 8).
 */
@Stateless
public class FarmPauseService {

  private static final int LONGEST_REASON = 1000;

  @Inject PlacementStore store;
  @Inject EventStore events;
  @Inject Clock clock;

  /**
   * Starts nothing new from now on.
   *
   * @param reason told to everybody who asks why a job waits; cut after 1000 characters
   */
  public void pause(String reason) {
    String stored = reason.isBlank() ? "no reason was given" : reason.strip();
    set(stored.substring(0, Math.min(LONGEST_REASON, stored.length())), "the farm is paused");
  }

  /** Why nothing new is started, "" when jobs are. */
  public String reason() {
    return store.pauseReason();
  }

  /** Starts jobs again. */
  public void resume() {
    set("", "the farm goes on");
  }

  private void set(String reason, String text) {
    store.lockTurn();
    store.writePause(reason);
    String line = reason.isEmpty() ? text : text + ": " + reason;
    events.append(List.of(NewEvent.ofFarm(line)), clock.instant());
  }
}
