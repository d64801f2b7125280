package org.hqueue.web.console.farm;

import jakarta.ejb.EJB;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import org.hqueue.schedule.FarmPauseService;
import org.hqueue.web.console.FormAnswer;
import org.hqueue.web.console.FormPage;

/** {@code /farm}, where the farm is paused and let go on, and {@code /errors}. */
@WebServlet(
    name = "farm",
    urlPatterns = {"/farm", "/errors"},
    asyncSupported = true)
public class FarmServlet extends FormPage {

  private static final long serialVersionUID = 1L;

  @EJB private transient FarmPauseService pause;

  /** For the container. */
  public FarmServlet() {
    super("/farm/view.xhtml", "a form of the farm");
  }

  @Override
  protected String viewOf(HttpServletRequest request) {
    return request.getServletPath().equals("/errors")
        ? "/farm/errors.xhtml"
        : super.viewOf(request);
  }

  @Override
  protected FormAnswer.Told act(HttpServletRequest request) {
    switch (FormAnswer.text(request, "action")) {
      case "pause" -> {
        pause.pause(FormAnswer.text(request, "reason"));
        return done("farm.paused");
      }
      case "resume" -> {
        pause.resume();
        return done("farm.goesOn");
      }
      default -> {
        return unknown();
      }
    }
  }
}
