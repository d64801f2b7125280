package org.hqueue.web.console.resource;

import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.hqueue.database.BadValueException;
import org.hqueue.resource.ResourceService;
import org.hqueue.resource.ResourceView;
import org.hqueue.web.console.FormAnswer;
import org.hqueue.web.console.Viewer;

/** {@code /resources/view}, and what its forms send. */
@WebServlet(name = "resources", urlPatterns = "/resources/view", asyncSupported = true)
public class ResourcesServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @EJB private transient ResourceService resources;
  @Inject private transient Viewer viewer;
  @Inject private transient FormAnswer forms;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    request.getRequestDispatcher("/resource/list.xhtml").forward(request, response);
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    forms.run("a form of a resource", response, () -> act(request));
  }

  private FormAnswer.Told act(HttpServletRequest request) {
    Integer id = FormAnswer.number(FormAnswer.text(request, "id"));
    int known = id == null ? 0 : id;
    switch (FormAnswer.text(request, "action")) {
      case "create" ->
          resources.create(
              FormAnswer.text(request, "name"),
              maximum(request),
              request.getParameter("perMachine") != null);
      case "change" ->
          resources.change(known, maximum(request), null, request.getParameter("drain") != null);
      case "delete" -> resources.delete(known);
      default -> {
        return new FormAnswer.Told(false, viewer.texts().get("result.unknown"));
      }
    }
    return new FormAnswer.Told(true, viewer.texts().get("result.saved"));
  }

  /** An empty field is no limit. */
  private static int maximum(HttpServletRequest request) {
    String text = FormAnswer.text(request, "maximum");
    Integer maximum = text.isEmpty() ? ResourceView.UNLIMITED : FormAnswer.number(text);
    if (maximum == null) {
      throw new BadValueException("maximum: expected a whole number, got \"" + text + "\"");
    }
    return maximum;
  }
}
