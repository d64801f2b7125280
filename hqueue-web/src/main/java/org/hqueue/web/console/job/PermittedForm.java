package org.hqueue.web.console.job;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.hqueue.client.ClientService;
import org.hqueue.client.ClientView;
import org.hqueue.clientgroup.ClientGroupService;
import org.hqueue.job.JobChanges;
import org.hqueue.job.JobEditService;
import org.hqueue.schedule.PermittedClientsService;
import org.hqueue.web.console.FormAnswer.Told;
import org.hqueue.web.console.Viewer;

/** Which clients may run a job, as a list to tick. For many threads. */
@ApplicationScoped
public class PermittedForm {

  @EJB PermittedClientsService permitted;
  @EJB ClientService clients;
  @EJB ClientGroupService groups;
  @EJB JobEditService edits;

  /**
   * All clients by name with whether the job may go there ({@code label}, {@code value} for {@link
   * #save}, {@code permitted}, {@code online}, {@code about}), and the groups with their members'
   * values.
   */
  JsonObject choice(int jobId) {
    Set<String> admitted = new HashSet<>(permitted.labels(jobId));
    List<ClientView> all =
        clients.all().stream()
            .sorted(Comparator.comparing(client -> client.label().toLowerCase(Locale.ROOT)))
            .toList();
    JsonArrayBuilder list = Json.createArrayBuilder();
    for (ClientView client : all) {
      list.add(
          Json.createObjectBuilder()
              .add("label", client.label())
              .add("value", value(client))
              .add("permitted", admitted.contains(client.label()))
              .add("online", client.online())
              .add("about", client.platform() + " " + client.description()));
    }
    JsonArrayBuilder named = Json.createArrayBuilder();
    groups
        .all()
        .forEach(
            group -> {
              Set<Integer> members = Set.copyOf(group.clients());
              named.add(
                  Json.createObjectBuilder()
                      .add("name", group.name())
                      .add(
                          "clients",
                          Json.createArrayBuilder(
                              all.stream()
                                  .filter(client -> members.contains(client.id()))
                                  .map(PermittedForm::value)
                                  .toList())));
            });
    return Json.createObjectBuilder().add("clients", list).add("groups", named).build();
  }

  /** Means that client alone, not all on its machine. */
  private static String value(ClientView client) {
    return client.hostname() + ":" + client.name();
  }

  /**
   * Replaces the job's conditions by the clients ticked ({@code client}), or, with {@code clear},
   * takes its own conditions away.
   */
  Told save(int jobId, HttpServletRequest request, Viewer viewer) {
    if (request.getParameter("clear") != null) {
      JobChanges none = JobChanges.read(Map.of("conditions", List.of()));
      boolean known = edits.edit(List.of(jobId), none, JobEditService.Scope.JOB) > 0;
      return known
          ? new Told(true, viewer.texts().get("permitted.cleared"))
          : new Told(false, viewer.texts().get("left.gone"));
    }
    String[] ticked = request.getParameterValues("client");
    if (ticked == null) {
      return new Told(false, viewer.texts().get("permitted.nobody"));
    }
    boolean known = permitted.save(jobId, Arrays.asList(ticked));
    return known
        ? new Told(true, viewer.say("permitted.saved", ticked.length))
        : new Told(false, viewer.texts().get("left.gone"));
  }
}
