package org.hqueue.web.live;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.websocket.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hqueue.event.EventFeed;
import org.hqueue.event.FeedEvent;
import org.hqueue.output.OutputWatch;
import org.jspecify.annotations.Nullable;

/**
 * The open pages of this server. Listens once to the feed and to the output of jobs for all of
 * them, and sends every page what is due, ten times a second while there is a page. For many
 * threads.
 */
@ApplicationScoped
public class LivePages {

  /** Pages open at once on one server. */
  static final int MOST_PAGES = 2_000;

  private static final Logger LOG = Logger.getLogger(LivePages.class.getName());
  private static final long ROUND_MILLIS = 100;

  @Inject EventFeed feed;
  @Inject OutputWatch outputWatch;
  @Resource ManagedScheduledExecutorService scheduler;
  @Resource ManagedExecutorService executor;

  private final Map<String, LivePage> pages = new ConcurrentHashMap<>();
  private final List<AutoCloseable> listening = new ArrayList<>();
  private @Nullable ScheduledFuture<?> rounds;

  /** Takes a page's connection; false when there are too many. */
  boolean open(Session session) {
    if (pages.size() >= MOST_PAGES) {
      return false;
    }
    start();
    pages.put(session.getId(), new LivePage(session));
    return true;
  }

  /** Takes what a page wants to hear of; what cannot be read is passed over. */
  void subscribe(Session session, String message) {
    LivePage page = pages.get(session.getId());
    if (page != null) {
      Subscription.parse(message).ifPresent(wanted -> page.news().subscribe(wanted, feed.last()));
    }
  }

  /** Forgets a page. */
  void closed(Session session) {
    pages.remove(session.getId());
  }

  private synchronized void start() {
    if (rounds != null) {
      return;
    }
    listening.add(feed.listen(this::happened));
    listening.add(outputWatch.listen(this::outputGrew));
    rounds =
        scheduler.scheduleAtFixedRate(
            this::round, ROUND_MILLIS, ROUND_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void happened(List<FeedEvent> events) {
    pages.values().forEach(page -> page.news().happened(events));
  }

  private void outputGrew(int jobId) {
    pages.values().forEach(page -> page.news().outputGrew(jobId));
  }

  private void round() {
    long now = System.nanoTime();
    pages.forEach(
        (id, page) -> {
          try {
            if (page.isStuck()) {
              pages.remove(id);
              executor.execute(page::close);
            } else {
              page.send(now);
            }
          } catch (RuntimeException e) {
            // Its socket is gone or refuses; the page connects again and then asks for everything.
            pages.remove(id);
            LOG.log(Level.FINE, "a page's connection is given up", e);
          }
        });
  }

  /** Ends the rounds with the application. */
  @PreDestroy
  synchronized void stop() {
    if (rounds != null) {
      rounds.cancel(false);
    }
    for (AutoCloseable listener : listening) {
      try {
        listener.close();
      } catch (Exception e) {
        LOG.log(Level.WARNING, "a listener could not be ended, the application stops anyway", e);
      }
    }
  }
}
