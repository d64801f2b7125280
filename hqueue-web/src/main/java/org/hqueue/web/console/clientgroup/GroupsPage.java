package org.hqueue.web.console.clientgroup;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.hqueue.client.ClientService;
import org.hqueue.client.ClientView;
import org.hqueue.clientgroup.ClientGroupService;
import org.hqueue.clientgroup.ClientGroupView;
import org.hqueue.event.EventFeed;
import org.hqueue.web.console.PageLoad;

/** {@code clientgroup/list.xhtml}: the groups of clients. */
@Named
@RequestScoped
public class GroupsPage {

  /** A group with its clients. */
  public record Row(ClientGroupView group, List<ClientView> members) {}

  @EJB ClientGroupService groups;
  @EJB ClientService clients;
  @Inject EventFeed feed;
  @Inject PageLoad load;

  private List<Row> rows = List.of();
  private long feedNumber;

  /** Loads before the page is drawn. */
  public void load() {
    load.run("the client groups", this::read);
  }

  private void read() {
    feedNumber = feed.last();
    Map<Integer, ClientView> byId =
        clients.all().stream().collect(Collectors.toMap(ClientView::id, client -> client));
    rows =
        groups.all().stream()
            .map(
                group ->
                    new Row(
                        group,
                        group.clients().stream().map(byId::get).filter(Objects::nonNull).toList()))
            .toList();
  }

  /** Up to where the page has seen changes. */
  public long getFeed() {
    return feedNumber;
  }

  /** Every group. */
  public List<Row> getRows() {
    return rows;
  }
}
