package org.hqueue.web.console.job;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hqueue.event.EventFeed;
import org.hqueue.job.JobPage;
import org.hqueue.job.JobPart;
import org.hqueue.job.JobQuery;
import org.hqueue.job.JobService;
import org.hqueue.job.JobStatus;
import org.hqueue.web.console.PageLoad;

/** {@code job/list.xhtml}: jobs by page, order and filter, as the URL says. */
@Named
@RequestScoped
public class JobListPage {

  private static final Set<JobPart> PARTS = EnumSet.of(JobPart.TASKS, JobPart.OVERALL_PROGRESS);

  @EJB JobService jobs;
  @Inject EventFeed feed;
  @Inject PageLoad load;
  @Inject Clock clock;

  private JobListState state = JobListState.of(name -> null);
  private List<JobRow> rows = List.of();
  private long total;
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
    JobPage page = jobs.page(state.query(), PARTS);
    Instant now = clock.instant();
    total = page.total();
    rows = page.jobs().stream().map(job -> new JobRow(job, now)).toList();
  }

  private static String serverUrl(ExternalContext context) {
    int port = context.getRequestServerPort();
    boolean usual = port == ("https".equals(context.getRequestScheme()) ? 443 : 80);
    return context.getRequestScheme()
        + "://"
        + context.getRequestServerName()
        + (usual ? "" : ":" + port);
  }

  /** The jobs of this page. */
  public List<JobRow> getRows() {
    return rows;
  }

  /** How many jobs the filter matches. */
  public long getTotal() {
    return total;
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
    return getFirst() + rows.size() - 1;
  }

  /** This page's number, from 1. */
  public int getPage() {
    return state.page();
  }

  /** How many pages there are, at least 1. */
  public long getPages() {
    return Math.max(1, (total + JobListState.PAGE_SIZE - 1) / JobListState.PAGE_SIZE);
  }

  /** URL of another page of the same list. */
  public String pageUrl(int page) {
    return path + state.atPage(page).queryString();
  }

  /** URL of the last page that has jobs. */
  public String getLastPageUrl() {
    return pageUrl((int) Math.min(Integer.MAX_VALUE, getPages()));
  }

  /** URL of the list in the order of a column, by the name of a {@link JobQuery.Sort}. */
  public String sortUrl(String column) {
    return path + state.sortedBy(JobQuery.Sort.valueOf(column)).queryString();
  }

  /** How a column is sorted, in the words of ARIA. */
  public String ariaSort(String column) {
    if (!state.sort().name().equals(column)) {
      return "none";
    }
    return state.descending() ? "descending" : "ascending";
  }

  /** Every status word, for the filter. */
  public List<String> getStatuses() {
    return EnumSet.allOf(JobStatus.class).stream().map(JobStatus::word).toList();
  }

  /** The status that is shown alone, "" for any. */
  public String getStatus() {
    JobStatus status = state.status();
    return status == null ? "" : status.word();
  }

  /** What names must have in them, "" for any. */
  public String getName() {
    return state.name();
  }

  /** Whose jobs are shown, "" for anybody's. */
  public String getBy() {
    return state.by();
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
    return state.sort() == JobQuery.Sort.ID && state.descending()
        ? ""
        : JobListState.word(state.sort());
  }

  /** Whether the largest come first. */
  public boolean isDescending() {
    return state.descending();
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
