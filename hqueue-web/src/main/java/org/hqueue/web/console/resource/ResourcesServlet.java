package org.hqueue.web.console.resource;

import jakarta.ejb.EJB;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import org.hqueue.database.BadValueException;
import org.hqueue.phrase.Phrase;
import org.hqueue.resource.ResourceService;
import org.hqueue.resource.ResourceView;
import org.hqueue.web.console.FormAnswer;
import org.hqueue.web.console.FormPage;

/** {@code /resources/view}, and what its forms send. */
@WebServlet(name = "resources", urlPatterns = "/resources/view", asyncSupported = true)
public class ResourcesServlet extends FormPage {

  private static final long serialVersionUID = 1L;

  @EJB private transient ResourceService resources;

  /** For the container. */
  public ResourcesServlet() {
    super("/resource/list.xhtml", "a form of a resource");
  }

  @Override
  protected FormAnswer.Told act(HttpServletRequest request) {
    int known = id(request, "id");
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
        return unknown();
      }
    }
    return saved();
  }

  /** An empty field is no limit. */
  private static int maximum(HttpServletRequest request) {
    String text = FormAnswer.text(request, "maximum");
    Integer maximum = text.isEmpty() ? ResourceView.UNLIMITED : FormAnswer.number(text);
    if (maximum == null) {
      throw new BadValueException("maximum: " + Phrase.NOT_WHOLE.with(text));
    }
    return maximum;
  }
}
