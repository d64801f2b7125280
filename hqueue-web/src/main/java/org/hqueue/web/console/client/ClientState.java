package org.hqueue.web.console.client;

import java.util.Locale;
import org.hqueue.client.ClientHealth;
import org.hqueue.client.ClientView;

/** What a client is doing, in one word. */
enum ClientState {
  /** Jobs are on it. */
  RUNNING,
  /** It would take a job now. */
  AVAILABLE,
  /** It is heard, but gets no jobs; the page says why. */
  UNAVAILABLE,
  /** It is not heard. */
  OFFLINE;

  static ClientState of(ClientView client, ClientHealth health) {
    if (!client.online()) {
      return OFFLINE;
    }
    if (!client.runningJobs().isEmpty()) {
      return RUNNING;
    }
    boolean may =
        client.enabled()
            && client.inItsHours()
            && client.unfit().isEmpty()
            && health.sickSince() == null;
    return may ? AVAILABLE : UNAVAILABLE;
  }

  /** Its word in URLs, texts and the style sheet. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
