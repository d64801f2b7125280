package org.hqueue.web.console;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.hqueue.database.DatabaseAway;
import org.hqueue.database.Readiness;
import org.hqueue.web.rpc.FaultMapper;

/**
 * Answers what a page's script or a download asks, and turns a failure into the right status. For
 * many threads.
 */
@ApplicationScoped
public class SafeAnswer {

  @Inject Readiness readiness;

  /** What is to be sent. */
  @FunctionalInterface
  public interface Answer {
    /** Sends it. */
    void send() throws IOException;
  }

  /**
   * Sends it. A failure is logged; when something was sent already, the connection breaks, so that
   * nobody takes a part for the whole.
   *
   * @param what is answered, for the log
   */
  public void run(String what, HttpServletResponse response, Answer answer) throws IOException {
    if (!readiness.isReady()) {
      response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
      return;
    }
    try {
      answer.send();
    } catch (RuntimeException e) {
      FaultMapper.of(what, e);
      if (response.isCommitted()) {
        throw e;
      }
      response.sendError(
          DatabaseAway.isMeant(e)
              ? HttpServletResponse.SC_SERVICE_UNAVAILABLE
              : HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
    }
  }
}
