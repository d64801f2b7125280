package org.hqueue.web.console.note;

import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.hqueue.note.NoteService;
import org.hqueue.web.console.FormAnswer;
import org.hqueue.web.console.Viewer;
import org.jspecify.annotations.Nullable;

/** {@code /notes}, and what its forms send. */
@WebServlet(name = "notes", urlPatterns = "/notes", asyncSupported = true)
public class NotesServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @EJB private transient NoteService notes;
  @Inject private transient Viewer viewer;
  @Inject private transient FormAnswer forms;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    request.getRequestDispatcher("/note/list.xhtml").forward(request, response);
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    forms.run("a form of notes", response, () -> act(request));
  }

  private FormAnswer.Told act(HttpServletRequest request) {
    Integer note = number(request, "note");
    Integer thread = number(request, "thread");
    String action = FormAnswer.text(request, "action");
    if (action.equals("reply") && thread != null) {
      String author = FormAnswer.text(request, "author");
      notes.add(FormAnswer.text(request, "text"), thread, null, null, author);
    } else if (action.equals("delete") && note != null) {
      notes.removeNotes(List.of(note));
    } else if (action.equals("deleteThread") && thread != null) {
      notes.removeThreads(List.of(thread));
    } else {
      return new FormAnswer.Told(false, viewer.texts().get("result.unknown"));
    }
    return new FormAnswer.Told(true, viewer.texts().get("result.saved"));
  }

  private static @Nullable Integer number(HttpServletRequest request, String name) {
    return FormAnswer.number(FormAnswer.text(request, name));
  }
}
