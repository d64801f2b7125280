package org.hqueue.web.console.clientgroup;

import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.hqueue.client.ClientService;
import org.hqueue.clientgroup.ClientGroupService;
import org.hqueue.database.BadValueException;
import org.hqueue.web.console.FormAnswer;
import org.hqueue.web.console.Viewer;

/** {@code /groups}, and what its forms send. */
@WebServlet(name = "groups", urlPatterns = "/groups", asyncSupported = true)
public class GroupsServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @EJB private transient ClientGroupService groups;
  @EJB private transient ClientService clients;
  @Inject private transient Viewer viewer;
  @Inject private transient FormAnswer forms;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    request.getRequestDispatcher("/clientgroup/list.xhtml").forward(request, response);
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    forms.run("a form of a client group", response, () -> act(request));
  }

  private FormAnswer.Told act(HttpServletRequest request) {
    Integer id = FormAnswer.number(FormAnswer.text(request, "id"));
    int known = id == null ? 0 : id;
    String name = FormAnswer.text(request, "name");
    switch (FormAnswer.text(request, "action")) {
      case "create" -> groups.create(name);
      case "rename" -> groups.rename(known, name);
      case "delete" -> groups.delete(known);
      case "add" -> groups.addClient(known, client(FormAnswer.text(request, "client")));
      case "remove" -> {
        Integer member = FormAnswer.number(FormAnswer.text(request, "member"));
        groups.removeClient(known, member == null ? 0 : member);
      }
      default -> {
        return new FormAnswer.Told(false, viewer.texts().get("result.unknown"));
      }
    }
    return new FormAnswer.Told(true, viewer.texts().get("result.saved"));
  }

  private int client(String label) {
    return clients.all().stream()
        .filter(client -> client.label().equalsIgnoreCase(label))
        .findFirst()
        .orElseThrow(
            () ->
                new BadValueException(
                    "client: expected the name of a client, got \"" + label + "\""))
        .id();
  }
}
