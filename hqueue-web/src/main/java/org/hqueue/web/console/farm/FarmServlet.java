package org.hqueue.web.console.farm;

import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.hqueue.schedule.FarmPauseService;
import org.hqueue.web.console.FormAnswer;
import org.hqueue.web.console.Viewer;

/** {@code /farm}, where the farm is paused and let go on, and {@code /errors}. */
@WebServlet(
    name = "farm",
    urlPatterns = {"/farm", "/errors"},
    asyncSupported = true)
public class FarmServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @EJB private transient FarmPauseService pause;
  @Inject private transient Viewer viewer;
  @Inject private transient FormAnswer forms;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    String page =
        request.getServletPath().equals("/farm") ? "/farm/view.xhtml" : "/farm/errors.xhtml";
    request.getRequestDispatcher(page).forward(request, response);
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    forms.run("a form of the farm", response, () -> act(request));
  }

  private FormAnswer.Told act(HttpServletRequest request) {
    switch (FormAnswer.text(request, "action")) {
      case "pause" -> {
        pause.pause(FormAnswer.text(request, "reason"));
        return new FormAnswer.Told(true, viewer.texts().get("farm.paused"));
      }
      case "resume" -> {
        pause.resume();
        return new FormAnswer.Told(true, viewer.texts().get("farm.goesOn"));
      }
      default -> {
        return new FormAnswer.Told(false, viewer.texts().get("result.unknown"));
      }
    }
  }
}
