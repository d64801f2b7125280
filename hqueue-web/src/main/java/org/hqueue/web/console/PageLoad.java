package org.hqueue.web.console;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.hqueue.database.DatabaseAway;
import org.hqueue.database.Readiness;
import org.hqueue.web.rpc.FaultMapper;

/**
 * Loads what a page shows, before it is drawn, so that a failure becomes a page of its own with the
 * right status instead of half a page. For many threads.
 */
@ApplicationScoped
public class PageLoad {

  private static final int MISSING = 404;
  private static final int BROKEN = 500;
  private static final int AWAY = 503;

  @Inject Readiness readiness;

  /** Runs the load; on a failure the answer is an error page, and the page itself is not drawn. */
  public void run(String page, Runnable load) {
    if (!readiness.isReady()) {
      fail(AWAY);
      return;
    }
    try {
      load.run();
    } catch (RuntimeException e) {
      // Logs it, under an incident where that is needed.
      FaultMapper.of(page, e);
      fail(DatabaseAway.isMeant(e) ? AWAY : BROKEN);
    }
  }

  /** Answers that there is no such thing. */
  public void missing() {
    fail(MISSING);
  }

  private static void fail(int status) {
    FacesContext context = FacesContext.getCurrentInstance();
    try {
      context.getExternalContext().responseSendError(status, "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    context.responseComplete();
  }
}
