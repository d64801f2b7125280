package org.hqueue.web.console.help;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The URLs of the help pages. */
@WebServlet(
    name = "help",
    urlPatterns = {"/help", "/help/api", "/help/compatibility"},
    asyncSupported = true)
public class HelpServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    String path = request.getServletPath();
    String page = path.equals("/help") ? "/help/start.xhtml" : path + ".xhtml";
    request.getRequestDispatcher(page).forward(request, response);
  }
}
