package org.hqueue.web.console.job;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hqueue.event.EventFeed;
import org.hqueue.job.FailureService;
import org.hqueue.job.JobOverviewService;
import org.hqueue.job.JobPart;
import org.hqueue.job.JobResult;
import org.hqueue.job.JobResultService;
import org.hqueue.job.JobView;
import org.hqueue.note.NoteBrief;
import org.hqueue.note.NoteService;
import org.hqueue.note.NoteSubject;
import org.hqueue.note.NoteView;
import org.hqueue.search.JobSearch;
import org.hqueue.web.console.Moment;
import org.hqueue.web.console.PageLoad;
import org.hqueue.web.console.Viewer;
import org.jspecify.annotations.Nullable;

/** {@code job/view.xhtml}: one job with its specification, history, children and output. */
@Named
@RequestScoped
public class JobViewPage {

  /** A line of the job's log. */
  public record LogRow(Moment at, String text) {}

  /** A note about the job. */
  public record NoteRow(Moment at, String author, String text) {

    static NoteRow of(NoteView note) {
      return new NoteRow(new Moment(note.at()), note.author(), note.text());
    }
  }

  private static final int MOST_PARENTS = 20;

  /** Nothing of it grows with the number of children. */
  private static final Set<JobPart> PARTS =
      EnumSet.complementOf(
          EnumSet.of(JobPart.LINKS, JobPart.TASKS, JobPart.FORECAST, JobPart.OUTPUTS));

  @Inject JobRows reader;
  @Inject JobForecasts forecasts;
  @EJB JobResultService jobResults;
  @EJB JobOverviewService overview;
  @EJB FailureService failures;
  @EJB NoteService notes;
  @Inject EventFeed feed;
  @Inject PageLoad load;
  @Inject Viewer viewer;

  private @Nullable JobRow row;
  private List<JobRow> parents = List.of();
  private List<JobResult> results = List.of();
  private List<NoteRow> thread = List.of();
  private JobRows.Table children = new JobRows.Table(0, List.of());
  private JobListState state = JobListState.of(name -> null);
  private boolean hasChildren;
  private boolean held;
  private long feedNumber;
  private String path = "/jobs";

  /** Loads before the page is drawn; an unknown job is answered with 404. */
  public void load() {
    ExternalContext context = FacesContext.getCurrentInstance().getExternalContext();
    Map<String, String> parameters = new HashMap<>(context.getRequestParameterMap());
    path = context.getRequestContextPath() + "/jobs";
    String id = parameters.get("id");
    if (id == null || !id.matches("[0-9]{1,9}")) {
      load.missing();
      return;
    }
    parameters.put("parent", id);
    state = JobListState.of(parameters::get);
    load.run("the page of job " + id, () -> read(Integer.parseInt(id)));
  }

  private void read(int id) {
    feedNumber = feed.last();
    List<JobRow> found = reader.rows(List.of(id), PARTS);
    if (found.isEmpty()) {
      load.missing();
      return;
    }
    row = found.get(0).foretold(forecasts.of(id));
    parents = reader.rows(overview.parents(id, MOST_PARENTS), Set.of());
    results = jobResults.results(id);
    held = failures.isHeld(id);
    NoteBrief brief = notes.briefs(NoteSubject.JOB, List.of(id)).get(id);
    thread =
        brief == null
            ? List.of()
            : notes.notes(List.of(brief.threadId())).stream().map(NoteRow::of).toList();
    hasChildren = row.hasTasks();
    if (hasChildren) {
      children = reader.read(state, viewer.zone());
    }
  }

  /** The job; null when there is none, and then the page is not drawn. */
  public @Nullable JobRow getRow() {
    return row;
  }

  private JobView job() {
    if (row == null) {
      throw new IllegalStateException("no job was loaded");
    }
    return row.job();
  }

  /** Jobs that wait for this one, the first twenty. */
  public List<JobRow> getParents() {
    return parents;
  }

  /** The files that it has made, or is to make. */
  public List<JobResult> getResults() {
    return results;
  }

  /** The notes about it, the oldest first. */
  public List<NoteRow> getNotes() {
    return thread;
  }

  /** The children on this page. */
  public List<JobRow> getChildren() {
    return children.rows();
  }

  /** Whether it has children, whatever the filter shows of them. */
  public boolean isParent() {
    return hasChildren;
  }

  /** How many children the filter shows. */
  public long getChildTotal() {
    return children.total();
  }

  /** The same for people. */
  public String getChildTotalText() {
    return JobPaging.totalText(children.total(), viewer);
  }

  /** The page of children, from 1. */
  public int getPage() {
    return state.page();
  }

  /** How many pages of children there are, at least 1. */
  public long getPages() {
    return JobPaging.pages(children.total());
  }

  /** The status that children are filtered by, "" for any. */
  public String getStatus() {
    return state.status();
  }

  /** URL of the page with the children of a status or group alone, "" for all. */
  public String statusUrl(String word) {
    return url(state.onlyStatus(word));
  }

  /** URL of another page of children. */
  public String pageUrl(int other) {
    return url(state.atPage(other));
  }

  /** URL of the page with the children in the order of a column. */
  public String sortUrl(String column) {
    return url(state.sortedBy(JobSearch.Sort.valueOf(column)));
  }

  private String url(JobListState other) {
    return path + "/view/" + job().id() + other.queryString();
  }

  /** How a column of the children is sorted, in the words of ARIA. */
  public String ariaSort(String column) {
    if (!state.sort().name().equals(column)) {
      return "none";
    }
    return state.descending() ? "descending" : "ascending";
  }

  /** The children that the page's filter shows, for actions on all of them. */
  public String getMatchQuery() {
    return state.matchQuery();
  }

  /** URL of a part of the job: its output, grid, graph or diagnostics. */
  public String partUrl(String part) {
    return path + "/" + job().id() + "/" + part;
  }

  /** Up to where the page has seen changes. */
  public long getFeed() {
    return feedNumber;
  }

  /** Whether the page must follow more than the job itself. */
  public boolean isFollowingAll() {
    return hasChildren;
  }

  /** Its id and name. */
  public String getText() {
    return job().id() + " " + (row == null ? "" : row.name());
  }

  /** The id of its root. */
  public String getRootText() {
    return Integer.toString(job().rootId());
  }

  /** Whether nothing more of its root is started after failures in a row. */
  public boolean isHeld() {
    return held;
  }

  /** What its specification says. */
  public JobSpecFacts getSpec() {
    return new JobSpecFacts(job().spec(), job().labels(), path, viewer);
  }

  /** Numbers in a row. */
  public String joined(List<Integer> numbers) {
    return PropertyText.of(numbers.stream().map(String::valueOf).toList());
  }

  /** Where it runs, or ran last. */
  public List<JobView.OnClient> getClients() {
    List<JobView.OnClient> clients = job().clients();
    return clients == null ? List.of() : clients;
  }

  /** What happened to it, oldest first. */
  public List<LogRow> getLog() {
    List<JobView.LogLine> log = job().log();
    return log == null
        ? List.of()
        : log.stream()
            .map(line -> new LogRow(new Moment(line.at()), viewer.told(line.text())))
            .toList();
  }
}
