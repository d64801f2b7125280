package org.hqueue.web.health;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.hqueue.database.Readiness;

/**
 * {@code /health/ready}: 200 when calls can be answered, 503 while starting or without a database.
 */
@WebServlet(name = "healthReady", urlPatterns = "/health/ready", asyncSupported = true)
public class ReadyServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Inject private transient Readiness readiness;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String obstacle = readiness.obstacle();
    if (obstacle != null) {
      response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }
    response.setContentType("text/plain");
    response.setHeader("Cache-Control", "no-store");
    response.getWriter().println(obstacle == null ? "ready" : obstacle);
  }
}
