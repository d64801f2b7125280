package org.hqueue.web.console;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * The address of a page whose forms are sent to the page's own address: a look shows the page, a
 * form is done and answered. For many threads.
 */
public abstract class FormPage extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private final String view;
  private final String what;

  @Inject private transient Viewer viewer;
  @Inject private transient FormAnswer forms;

  /**
   * A page.
   *
   * @param view the Facelet that draws it
   * @param what its forms are called in the log
   */
  protected FormPage(String view, String what) {
    this.view = view;
    this.what = what;
  }

  @Override
  protected final void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    request.getRequestDispatcher(viewOf(request)).forward(request, response);
  }

  @Override
  protected final void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    forms.run(what, response, () -> act(request));
  }

  /** The Facelet, where the address decides. */
  protected String viewOf(HttpServletRequest request) {
    return view;
  }

  /** Does what a form asks for, in calls that may be repeated. */
  protected abstract FormAnswer.Told act(HttpServletRequest request);

  /** It is done, in a text of the bundle. */
  protected final FormAnswer.Told done(String text) {
    return new FormAnswer.Told(true, viewer.texts().get(text));
  }

  /** It is done and stored. */
  protected final FormAnswer.Told saved() {
    return done("result.saved");
  }

  /** The form asks for nothing that is known here. */
  protected final FormAnswer.Told unknown() {
    return new FormAnswer.Told(false, viewer.texts().get("result.unknown"));
  }

  /** The id that a field names, 0 when it names none. */
  protected static int id(HttpServletRequest request, String field) {
    Integer id = FormAnswer.number(FormAnswer.text(request, field));
    return id == null ? 0 : id;
  }
}
