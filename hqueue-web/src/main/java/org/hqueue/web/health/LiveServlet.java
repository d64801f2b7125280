package org.hqueue.web.health;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code /health/live}: the process answers. Never asks the database. */
@WebServlet(name = "healthLive", urlPatterns = "/health/live", asyncSupported = true)
public class LiveServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain");
    response.setHeader("Cache-Control", "no-store");
    response.getWriter().println("live");
  }
}
