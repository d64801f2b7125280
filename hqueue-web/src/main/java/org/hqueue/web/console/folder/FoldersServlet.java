package org.hqueue.web.console.folder;

import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.hqueue.folder.FolderService;
import org.hqueue.folder.FolderView;
import org.hqueue.web.console.FormAnswer;
import org.hqueue.web.console.Viewer;

/** {@code /folders}, and what its forms send. */
@WebServlet(name = "folders", urlPatterns = "/folders", asyncSupported = true)
public class FoldersServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @EJB private transient FolderService folders;
  @Inject private transient Viewer viewer;
  @Inject private transient FormAnswer forms;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    request.getRequestDispatcher("/folder/list.xhtml").forward(request, response);
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    forms.run("a form of a network folder", response, () -> act(request));
  }

  private FormAnswer.Told act(HttpServletRequest request) {
    Integer id = FormAnswer.number(FormAnswer.text(request, "id"));
    int known = id == null ? 0 : id;
    switch (FormAnswer.text(request, "action")) {
      case "create" -> folders.create(wanted(0, request));
      case "change" -> folders.change(known, before -> wanted(known, request));
      case "delete" -> folders.delete(known);
      default -> {
        return new FormAnswer.Told(false, viewer.texts().get("result.unknown"));
      }
    }
    return new FormAnswer.Told(true, viewer.texts().get("result.saved"));
  }

  /** What the form's fields say; without a name it is called as its variable. */
  private static FolderView wanted(int id, HttpServletRequest request) {
    String variable = FormAnswer.text(request, "variable");
    String name = FormAnswer.text(request, "name");
    return new FolderView(
        id,
        name.isEmpty() ? variable : name,
        variable,
        FormAnswer.text(request, "linux"),
        FormAnswer.text(request, "windows"),
        FormAnswer.text(request, "windowsShare"),
        FormAnswer.text(request, "macosx"));
  }
}
