package org.hqueue.web.rpc;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.hqueue.trouble.Trouble;
import org.hqueue.trouble.UnknownAsk;

/**
 * What this server has to note of trouble, until the next batch is written: bounded, and dropped
 * when the process ends. For many threads.
 */
final class UnsavedTrouble {

  /** Errors and names that are kept between two batches. */
  static final int MOST = 500;

  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_MESSAGE = 1000;

  private record Key(UnknownAsk.Kind kind, String name) {}

  private final Queue<Trouble> errors = new ArrayDeque<>();
  private final Map<Key, UnknownAsk> asks = new LinkedHashMap<>();

  /** Notes an error; the first ones of a batch are kept. */
  synchronized void error(Instant at, String source, String message) {
    if (errors.size() < MOST) {
      errors.add(new Trouble(0, at, cut(source, LONGEST_NAME), cut(message, LONGEST_MESSAGE)));
    }
  }

  /** Notes that somebody asked for what there is not. */
  synchronized void ask(UnknownAsk.Kind kind, String name, String caller, Instant at) {
    Key key = new Key(kind, cut(name, LONGEST_NAME));
    UnknownAsk known = asks.get(key);
    if (known != null || asks.size() < MOST) {
      long count = known == null ? 1 : known.count() + 1;
      asks.put(key, new UnknownAsk(kind, key.name(), count, cut(caller, 100), at));
    }
  }

  /** Gives the errors away. */
  synchronized List<Trouble> takeErrors() {
    List<Trouble> taken = new ArrayList<>(errors);
    errors.clear();
    return taken;
  }

  /** Gives the names asked for away. */
  synchronized List<UnknownAsk> takeAsks() {
    List<UnknownAsk> taken = new ArrayList<>(asks.values());
    asks.clear();
    return taken;
  }

  private static String cut(String text, int longest) {
    return text.length() > longest ? text.substring(0, longest - 1) + "…" : text;
  }
}
