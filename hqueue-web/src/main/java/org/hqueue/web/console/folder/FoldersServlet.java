package org.hqueue.web.console.folder;

import jakarta.ejb.EJB;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import org.hqueue.folder.FolderService;
import org.hqueue.folder.FolderView;
import org.hqueue.web.console.FormAnswer;
import org.hqueue.web.console.FormPage;

/** {@code /folders}, and what its forms send. */
@WebServlet(name = "folders", urlPatterns = "/folders", asyncSupported = true)
public class FoldersServlet extends FormPage {

  private static final long serialVersionUID = 1L;

  @EJB private transient FolderService folders;

  /** For the container. */
  public FoldersServlet() {
    super("/folder/list.xhtml", "a form of a network folder");
  }

  @Override
  protected FormAnswer.Told act(HttpServletRequest request) {
    int known = id(request, "id");
    switch (FormAnswer.text(request, "action")) {
      case "create" -> folders.create(wanted(0, request));
      case "change" -> folders.change(known, before -> wanted(known, request));
      case "delete" -> folders.delete(known);
      default -> {
        return unknown();
      }
    }
    return saved();
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
