package org.hqueue.web.console.client;

import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hqueue.client.ClientEdit;
import org.hqueue.client.ClientService;
import org.hqueue.note.NoteService;
import org.hqueue.web.console.FormAnswer;
import org.hqueue.web.console.JsonAnswer;
import org.hqueue.web.console.SafeAnswer;
import org.hqueue.web.console.Viewer;

/**
 * The URLs of the console's client pages: {@code /clients}, {@code /clients/view/<id>}, and what
 * their forms send.
 */
@WebServlet(
    name = "clients",
    urlPatterns = {"/clients", "/clients/*"},
    asyncSupported = true)
public class ClientsServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final Pattern VIEW = Pattern.compile("/view/([0-9]{1,9})/?");
  private static final Pattern PART = Pattern.compile("/([0-9]{1,9})/(rules|facts|note)");
  private static final int MOST_NAMES = 5;

  @EJB private transient ClientService clients;
  @EJB private transient NoteService notes;
  @Inject private transient ClientRows rows;
  @Inject private transient ClientActions actions;
  @Inject private transient Viewer viewer;
  @Inject private transient SafeAnswer safe;
  @Inject private transient FormAnswer forms;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    String path = request.getPathInfo();
    Matcher view = VIEW.matcher(path == null ? "" : path);
    if (path == null || path.equals("/")) {
      request.getRequestDispatcher("/client/list.xhtml").forward(request, response);
    } else if (view.matches()) {
      String page = "/client/view.xhtml?id=" + Integer.parseInt(view.group(1));
      request.getRequestDispatcher(page).forward(request, response);
    } else if (path.equals("/matching")) {
      safe.run("the count of matching clients", response, () -> tellMatching(request, response));
    } else {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  private void tellMatching(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    List<ClientRow> matching = matched(request);
    List<String> names =
        matching.stream().limit(MOST_NAMES).map(row -> row.client().label()).toList();
    JsonAnswer.send(
        response,
        Json.createObjectBuilder()
            .add("total", matching.size())
            .add("totalText", viewer.number(matching.size()))
            .add("names", Json.createArrayBuilder(names))
            .build());
  }

  private List<ClientRow> matched(HttpServletRequest request) {
    return rows.matching(ClientListState.ofQuery(FormAnswer.text(request, "match")));
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getPathInfo() == null ? "" : request.getPathInfo();
    Matcher part = PART.matcher(path);
    if (path.equals("/actions")) {
      forms.run("an action on clients", response, () -> act(request));
    } else if (part.matches()) {
      int id = Integer.parseInt(part.group(1));
      forms.run("a form of client " + id, response, () -> change(id, part.group(2), request));
    } else {
      response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
    }
  }

  private FormAnswer.Told act(HttpServletRequest request) {
    Optional<ClientAction> action = ClientAction.ofWord(request.getParameter("action"));
    if (action.isEmpty()) {
      return new FormAnswer.Told(false, viewer.texts().get("result.unknown"));
    }
    List<Integer> ids =
        request.getParameter("match") == null
            ? FormAnswer.ids(request)
            : matched(request).stream().map(row -> row.client().id()).toList();
    if (ids.isEmpty()) {
      return new FormAnswer.Told(false, viewer.texts().get("result.none"));
    }
    return actions
        .run(action.get(), ids, how(request))
        .told("result.client." + action.get().word(), viewer.texts());
  }

  /** Who does not say a name is told by the address. */
  private static ClientActions.How how(HttpServletRequest request) {
    String name = FormAnswer.text(request, "by");
    return new ClientActions.How(
        FormAnswer.text(request, "from"),
        name.isEmpty() ? request.getRemoteAddr() : name,
        FormAnswer.text(request, "reason"));
  }

  private FormAnswer.Told change(int id, String part, HttpServletRequest request) {
    switch (part) {
      case "rules" ->
          clients.setAvailability(List.of(id), RuleForm.read(request::getParameterValues));
      case "facts" -> clients.edit(List.of(id), facts(request));
      default ->
          notes.add(
              FormAnswer.text(request, "text"), null, null, id, FormAnswer.text(request, "author"));
    }
    return new FormAnswer.Told(true, viewer.texts().get("result.saved"));
  }

  private static ClientEdit facts(HttpServletRequest request) {
    String description = FormAnswer.text(request, "description");
    Integer cpus = FormAnswer.number(FormAnswer.text(request, "cpus"));
    Set<ClientEdit.Part> parts = EnumSet.of(ClientEdit.Part.DESCRIPTION);
    if (cpus != null) {
      parts.add(ClientEdit.Part.CPUS);
    }
    return new ClientEdit(
        parts,
        description.isEmpty() ? null : description,
        cpus == null ? null : Math.max(0, cpus),
        Map.of(),
        false);
  }
}
