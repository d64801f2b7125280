package org.hqueue.web.live;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One open page: its socket, and what it has yet to be told. Sends do not block and queue without
 * limit behind a socket that does not drain, so they are counted. For many threads.
 */
final class LivePage {

  /** Messages under way beyond which the page is given up; it connects again if it is alive. */
  private static final int MOST_UNDER_WAY = 8;

  private static final Logger LOG = Logger.getLogger(LivePage.class.getName());

  private final Session session;
  private final PageNews news = new PageNews();
  private final AtomicInteger underWay = new AtomicInteger();

  LivePage(Session session) {
    this.session = session;
  }

  PageNews news() {
    return news;
  }

  /** Whether it does not take what is sent. */
  boolean isStuck() {
    return underWay.get() >= MOST_UNDER_WAY;
  }

  /** Sends what is due; returns at once. */
  void send(long nowNanos) {
    news.take(nowNanos)
        .ifPresent(
            message -> {
              underWay.incrementAndGet();
              session.getAsyncRemote().sendText(message, result -> underWay.decrementAndGet());
            });
  }

  /** Ends the connection; may block for as long as the socket does. */
  void close() {
    try {
      session.close(
          new CloseReason(CloseReason.CloseCodes.TRY_AGAIN_LATER, "messages are not taken"));
    } catch (IOException e) {
      LOG.log(Level.FINE, "a page's connection was gone before it was closed", e);
    }
  }
}
