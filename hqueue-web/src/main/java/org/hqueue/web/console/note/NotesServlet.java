package org.hqueue.web.console.note;

import jakarta.ejb.EJB;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.hqueue.note.NoteService;
import org.hqueue.web.console.FormAnswer;
import org.hqueue.web.console.FormPage;
import org.jspecify.annotations.Nullable;

/** {@code /notes}, and what its forms send. */
@WebServlet(name = "notes", urlPatterns = "/notes", asyncSupported = true)
public class NotesServlet extends FormPage {

  private static final long serialVersionUID = 1L;

  @EJB private transient NoteService notes;

  /** For the container. */
  public NotesServlet() {
    super("/note/list.xhtml", "a form of notes");
  }

  @Override
  protected FormAnswer.Told act(HttpServletRequest request) {
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
      return unknown();
    }
    return saved();
  }

  private static @Nullable Integer number(HttpServletRequest request, String name) {
    return FormAnswer.number(FormAnswer.text(request, name));
  }
}
