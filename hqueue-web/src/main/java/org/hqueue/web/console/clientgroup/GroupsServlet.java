package org.hqueue.web.console.clientgroup;

import jakarta.ejb.EJB;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import org.hqueue.client.ClientService;
import org.hqueue.clientgroup.ClientGroupService;
import org.hqueue.database.BadValueException;
import org.hqueue.phrase.Phrase;
import org.hqueue.web.console.FormAnswer;
import org.hqueue.web.console.FormPage;

/** {@code /groups}, and what its forms send. */
@WebServlet(name = "groups", urlPatterns = "/groups", asyncSupported = true)
public class GroupsServlet extends FormPage {

  private static final long serialVersionUID = 1L;

  @EJB private transient ClientGroupService groups;
  @EJB private transient ClientService clients;

  /** For the container. */
  public GroupsServlet() {
    super("/clientgroup/list.xhtml", "a form of a client group");
  }

  @Override
  protected FormAnswer.Told act(HttpServletRequest request) {
    int known = id(request, "id");
    String name = FormAnswer.text(request, "name");
    switch (FormAnswer.text(request, "action")) {
      case "create" -> groups.create(name);
      case "rename" -> groups.rename(known, name);
      case "delete" -> groups.delete(known);
      case "add" -> groups.addClient(known, client(FormAnswer.text(request, "client")));
      case "remove" -> {
        groups.removeClient(known, id(request, "member"));
      }
      default -> {
        return unknown();
      }
    }
    return saved();
  }

  private int client(String label) {
    return clients.all().stream()
        .filter(client -> client.label().equalsIgnoreCase(label))
        .findFirst()
        .orElseThrow(() -> new BadValueException("client: " + Phrase.NO_SUCH_CLIENT.with(label)))
        .id();
  }
}
