package org.hqueue.web.console;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/** The URLs of the pages that are all there is below their first word. */
@WebServlet(
    name = "pages",
    urlPatterns = {"/failures", "/running", "/settings"},
    asyncSupported = true)
public class PageServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private static final Map<String, String> VIEWS =
      Map.of(
          "/failures", "/job/failures.xhtml",
          "/running", "/job/running.xhtml",
          "/settings", "/farm/settings.xhtml");

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    request.getRequestDispatcher(VIEWS.get(request.getServletPath())).forward(request, response);
  }
}
