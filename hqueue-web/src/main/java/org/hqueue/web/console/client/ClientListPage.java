package org.hqueue.web.console.client;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.hqueue.event.EventFeed;
import org.hqueue.web.console.PageLoad;

/** {@code client/list.xhtml}: the farm's clients. */
@Named
@RequestScoped
public class ClientListPage {

  private static final int ROWS = 100;

  @Inject ClientRows reader;
  @Inject EventFeed feed;
  @Inject PageLoad load;

  private ClientListState state = ClientListState.of(name -> null);
  private List<ClientRow> all = List.of();
  private long feedNumber;
  private String path = "/clients";
  private String server = "";

  /** Loads before the page is drawn. */
  public void load() {
    ExternalContext context = FacesContext.getCurrentInstance().getExternalContext();
    path = context.getRequestContextPath() + "/clients";
    server =
        "%s://%s:%d%s"
            .formatted(
                context.getRequestScheme(),
                context.getRequestServerName(),
                context.getRequestServerPort(),
                context.getRequestContextPath());
    state = ClientListState.of(context.getRequestParameterMap()::get);
    load.run(
        "the clients",
        () -> {
          feedNumber = feed.last();
          all = reader.matching(state);
        });
  }

  /** The clients on this page. */
  public List<ClientRow> getRows() {
    int from = Math.min(all.size(), (state.page() - 1) * ROWS);
    return all.subList(from, Math.min(all.size(), from + ROWS));
  }

  /** How many match. */
  public int getTotal() {
    return all.size();
  }

  /** From 1. */
  public int getPage() {
    return state.page();
  }

  /** At least 1. */
  public int getPages() {
    return Math.max(1, (all.size() + ROWS - 1) / ROWS);
  }

  /** URL of another page. */
  public String pageUrl(int other) {
    return path + state.atPage(other).queryString();
  }

  /** URL of the list in the order of a column. */
  public String sortUrl(String column) {
    return path + state.sortedBy(column).queryString();
  }

  /** How a column is sorted, in the words of ARIA. */
  public String ariaSort(String column) {
    if (!state.sort().equals(column)) {
      return "none";
    }
    return state.descending() ? "descending" : "ascending";
  }

  /** The text that is searched for. */
  public String getText() {
    return state.text();
  }

  /** The state that is filtered by. */
  public String getState() {
    return state.state();
  }

  /** What can be filtered by. */
  public List<String> getStates() {
    return ClientListState.STATES;
  }

  /** Whether only some clients are shown. */
  public boolean isFiltered() {
    return state.isFiltered();
  }

  /** What is shown, for actions on all of it. */
  public String getMatchQuery() {
    return state.matchQuery();
  }

  /** Up to where the page has seen changes. */
  public long getFeed() {
    return feedNumber;
  }

  /** URL of all clients. */
  public String getUrl() {
    return path;
  }

  /** URL of the server, as the viewer reached it. */
  public String getServer() {
    return server;
  }
}
