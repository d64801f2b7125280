package org.hqueue.web.console.client;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hqueue.client.ClientHealth;
import org.hqueue.client.ClientHealthService;
import org.hqueue.client.ClientService;
import org.hqueue.client.ClientView;
import org.hqueue.job.ClientJobs.Held;
import org.hqueue.job.ClientJobsService;
import org.hqueue.note.NoteBrief;
import org.hqueue.note.NoteService;
import org.hqueue.note.NoteSubject;
import org.hqueue.web.console.Viewer;

/** Reads what pages show of clients, in a few queries however many there are. For many threads. */
@ApplicationScoped
public class ClientRows {

  @EJB ClientService clients;
  @EJB ClientHealthService health;
  @EJB ClientJobsService jobs;
  @EJB NoteService notes;
  @Inject Viewer viewer;
  @Inject Clock clock;

  /** All that a list shows, in its order. */
  List<ClientRow> matching(ClientListState state) {
    return rows(clients.all()).stream().filter(state::shows).sorted(state.order()).toList();
  }

  /** Some clients; those that are removed are left out. */
  List<ClientRow> of(List<Integer> clientIds) {
    return rows(clients.views(clientIds));
  }

  private List<ClientRow> rows(List<ClientView> views) {
    Instant now = clock.instant();
    List<Integer> ids = views.stream().map(ClientView::id).toList();
    Map<Integer, ClientHealth> unwell = health.unwell();
    Map<Integer, List<Held>> held =
        jobs.held(ids).stream().collect(Collectors.groupingBy(Held::clientId));
    Map<Integer, Integer> blocked = jobs.blockedRoots();
    Map<Integer, NoteBrief> briefs = notes.briefs(NoteSubject.CLIENT, ids);
    return views.stream()
        .map(
            view -> {
              NoteBrief brief = briefs.get(view.id());
              return new ClientRow(
                  view,
                  unwell.getOrDefault(view.id(), ClientHealth.WELL),
                  held.getOrDefault(view.id(), List.of()),
                  blocked.getOrDefault(view.id(), 0),
                  brief == null ? "" : brief.latestNote(),
                  now,
                  viewer);
            })
        .toList();
  }
}
