package org.hqueue.web.console.client;

import java.util.Locale;
import java.util.Optional;
import org.hqueue.client.ClientView;
import org.jspecify.annotations.Nullable;

/** What the console's buttons do to clients. */
enum ClientAction {
  /** Lets it have jobs. */
  ENABLE,
  /** Lets it have no new ones; what runs there goes on, and then it is idle. */
  DISABLE,
  /** Lets it have none: what runs there goes back on the queue. */
  DISABLE_NOW,
  /** Puts its jobs back on the queue. */
  EJECT,
  /** Has its agent run the program that the server carries. */
  UPGRADE,
  /** Starts its agent anew. */
  RESTART,
  /** Hides it until it is heard anew. */
  REMOVE,
  /** Gives it the availability rules of another one. */
  COPY;

  /** Its word in forms and texts. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<ClientAction> ofWord(@Nullable String word) {
    for (ClientAction action : values()) {
      if (action.word().equals(word)) {
        return Optional.of(action);
      }
    }
    return Optional.empty();
  }

  /** Key of the text that says why a client is left alone; empty when it is taken. */
  Optional<String> leftAlone(ClientView client) {
    return switch (this) {
      case ENABLE -> when(client.enabled(), "left.enabled");
      case DISABLE -> when(!client.enabled(), "left.disabled");
      case DISABLE_NOW ->
          when(!client.enabled() && client.runningJobs().isEmpty(), "left.disabled");
      case EJECT -> when(client.runningJobs().isEmpty(), "left.idle");
      case UPGRADE -> when(!client.needsUpgrade(), "left.upToDate");
      case RESTART -> when(!client.online(), "left.offline");
      case REMOVE -> when(client.online() && !client.runningJobs().isEmpty(), "left.busy");
      case COPY -> Optional.empty();
    };
  }

  private static Optional<String> when(boolean left, String key) {
    return left ? Optional.of(key) : Optional.empty();
  }
}
