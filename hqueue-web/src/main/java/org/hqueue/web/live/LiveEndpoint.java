package org.hqueue.web.live;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The websocket of a console page, {@code /live}. The page says what it shows, and is told when
 * some of it has changed; {@link Subscription} and {@link PageNews} tell the messages.
 */
@Dependent
@ServerEndpoint("/live")
public class LiveEndpoint {

  private static final Logger LOG = Logger.getLogger(LiveEndpoint.class.getName());

  /** A page says something at least every 45 s, so that a dead one is noticed. */
  private static final long IDLE_MILLIS = 120_000;

  private static final int MOST_MESSAGE_BYTES = 16_384;

  @Inject LivePages pages;

  /** Takes the connection. */
  @OnOpen
  public void open(Session session) throws IOException {
    session.setMaxIdleTimeout(IDLE_MILLIS);
    if (!pages.open(session)) {
      session.close(
          new CloseReason(CloseReason.CloseCodes.TRY_AGAIN_LATER, "too many pages are open"));
    }
  }

  /** Takes what the page wants to hear of. */
  @OnMessage(maxMessageSize = MOST_MESSAGE_BYTES)
  public void message(Session session, String message) {
    if (!message.isEmpty()) {
      pages.subscribe(session, message);
    }
  }

  /** Forgets the page. */
  @OnClose
  public void close(Session session) {
    pages.closed(session);
  }

  /** A broken connection is no matter for the log: the page connects again. */
  @OnError
  public void error(Session session, Throwable failure) {
    LOG.log(Level.FINE, "a page's connection broke", failure);
  }
}
