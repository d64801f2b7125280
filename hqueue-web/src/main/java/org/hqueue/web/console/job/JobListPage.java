package org.hqueue.web.console.job;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.hqueue.event.EventFeed;
import org.hqueue.job.JobOverview;
import org.hqueue.job.JobStatus;
import org.hqueue.search.JobSearch;
import org.hqueue.web.console.PageLoad;
import org.hqueue.web.console.Viewer;
import org.jspecify.annotations.Nullable;

/** {@code job/list.xhtml}: jobs by page, order and filter, as the URL says. */
@Named
@RequestScoped
public class JobListPage {

  @Inject JobRows reader;
  @Inject JobCounts counter;
  @Inject EventFeed feed;
  @Inject PageLoad load;
  @Inject Viewer viewer;

  private JobListState state = JobListState.of(name -> null);
  private JobRows.Table table = new JobRows.Table(0, List.of());
  private JobOverview.@Nullable Counts counts;
  private long feedNumber;
  private String path = "/jobs";
  private String server = "";

  /** Loads before the page is drawn. */
  public void load() {
    ExternalContext context = FacesContext.getCurrentInstance().getExternalContext();
    Map<String, String> parameters = context.getRequestParameterMap();
    state = JobListState.of(parameters::get);
    path = context.getRequestContextPath() + "/jobs";
    server = serverUrl(context);
    load.run("the job list", this::read);
  }

  private void read() {
    feedNumber = feed.last();
    counts = counter.now();
    table = reader.read(state, viewer.zone());
  }

  private static String serverUrl(ExternalContext context) {
    int port = context.getRequestServerPort();
    boolean usual = port == ("https".equals(context.getRequestScheme()) ? 443 : 80);
    return context.getRequestScheme()
        + "://"
        + context.getRequestServerName()
        + (usual ? "" : ":" + port);
  }

  private long count(EnumSet<JobStatus> statuses) {
    JobOverview.Counts known = counts;
    return known == null ? 0 : known.of(statuses);
  }

  /** Jobs that have not ended. */
  public long getActiveJobs() {
    return count(EnumSet.copyOf(JobStatus.UNFINISHED));
  }

  /** Jobs that run. */
  public long getRunningJobs() {
    return count(EnumSet.copyOf(JobStatus.RUNNING_GROUP));
  }

  /** Registered clients. */
  public long getClients() {
    return counts == null ? 0 : counts.clients();
  }

  /** Clients with a job on them. */
  public long getBusyClients() {
    return counts == null ? 0 : counts.busyClients();
  }

  /** The jobs of this page. */
  public List<JobRow> getRows() {
    return table.rows();
  }

  /** How many jobs the filter matches. */
  public long getTotal() {
    return table.total();
  }

  /** The same for people, who are told "more than" where counting ends. */
  public String getTotalText() {
    return JobPaging.totalText(table.total(), viewer);
  }

  /** That only the newest are in this order, since there are too many; "" when all are. */
  public String getPartlySorted() {
    return table.total() > JobRows.MOST_COUNTED && state.part().sort() != JobSearch.Sort.ID
        ? viewer.say("list.partlySorted", (long) JobRows.MOST_COUNTED)
        : "";
  }

  /** Up to where the page has seen changes. */
  public long getFeed() {
    return feedNumber;
  }

  /** Number of the first job shown, from 1. */
  public long getFirst() {
    return (long) (state.page() - 1) * JobListState.PAGE_SIZE + 1;
  }

  /** Number of the last job shown. */
  public long getLast() {
    return getFirst() + table.rows().size() - 1;
  }

  /** This page's number, from 1. */
  public int getPage() {
    return state.page();
  }

  /** How many pages there are, at least 1. */
  public long getPages() {
    return JobPaging.pages(table.total());
  }

  /** URL of another page of the same list. */
  public String pageUrl(int page) {
    return path + state.atPage(page).queryString();
  }

  /** URL of the last page that has jobs. */
  public String getLastPageUrl() {
    return pageUrl((int) Math.min(Integer.MAX_VALUE, getPages()));
  }

  /** URL of the list in the order of a column, by the name of a {@link JobSearch.Sort}. */
  public String sortUrl(String column) {
    return path + state.sortedBy(JobSearch.Sort.valueOf(column)).queryString();
  }

  /** How a column is sorted, in the words of ARIA. */
  public String ariaSort(String column) {
    if (!state.sort().name().equals(column)) {
      return "none";
    }
    return state.descending() ? "descending" : "ascending";
  }

  /** What the status filter offers: groups first, then every status. */
  public List<String> getStatuses() {
    List<String> words = new ArrayList<>(List.of("unfinished", "finished"));
    EnumSet.allOf(JobStatus.class).forEach(status -> words.add(status.word()));
    return words;
  }

  /** The status or group that is shown alone, "" for any. */
  public String getStatus() {
    return state.status();
  }

  /** What names must have in them, "" for any. */
  public String getName() {
    return state.name();
  }

  /** Whose jobs are shown, "" for anybody's. */
  public String getBy() {
    return state.by();
  }

  /** On which client the jobs are or were, "" for any. */
  public String getClient() {
    return state.client();
  }

  /** Which label the jobs have, {@code name=value}; "" for any. */
  public String getLabel() {
    return state.label();
  }

  /** First day of submission, "" for any. */
  public String getSince() {
    return state.since() == null ? "" : state.since().toString();
  }

  /** Last day of submission, "" for any. */
  public String getUntil() {
    return state.until() == null ? "" : state.until().toString();
  }

  /** Whether jobs below others are shown too. */
  public boolean isAll() {
    return state.all();
  }

  /** Whether something narrows the list. */
  public boolean isFiltered() {
    return state.isFiltered();
  }

  /** The order, for the filter's form to keep; "" for the usual one. */
  public String getSort() {
    return state.sort() == JobSearch.Sort.ID && state.descending()
        ? ""
        : JobListState.word(state.sort());
  }

  /** Whether the largest come first. */
  public boolean isDescending() {
    return state.descending();
  }

  /** The list's state for actions on all that match. */
  public String getMatchQuery() {
    return state.matchQuery();
  }

  /** URL of the list without filter. */
  public String getUrl() {
    return path;
  }

  /** URL of this server as the viewer reached it, for the example. */
  public String getServer() {
    return server;
  }
}
