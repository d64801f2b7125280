package org.hqueue.web.console.job;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hqueue.event.EventFeed;
import org.hqueue.job.JobPage;
import org.hqueue.job.JobPart;
import org.hqueue.job.JobQuery;
import org.hqueue.job.JobService;
import org.hqueue.job.JobSpec;
import org.hqueue.job.JobView;
import org.hqueue.requirement.Condition;
import org.hqueue.web.console.Moment;
import org.hqueue.web.console.PageLoad;
import org.jspecify.annotations.Nullable;

/** {@code job/view.xhtml}: one job with its specification, history, children and output. */
@Named
@RequestScoped
public class JobViewPage {

  /** A line of the job's log. */
  public record LogRow(Moment at, String text) {}

  private static final Set<JobPart> CHILD_PARTS =
      EnumSet.of(JobPart.TASKS, JobPart.OVERALL_PROGRESS);
  private static final int MOST_PARENTS = 20;

  @EJB JobService jobs;
  @Inject EventFeed feed;
  @Inject PageLoad load;
  @Inject Clock clock;

  private @Nullable JobRow row;
  private List<JobRow> parents = List.of();
  private List<JobRow> children = List.of();
  private long childTotal;
  private int page = 1;
  private long feedNumber;
  private String path = "/jobs";

  /** Loads before the page is drawn; an unknown job is answered with 404. */
  public void load() {
    ExternalContext context = FacesContext.getCurrentInstance().getExternalContext();
    Map<String, String> parameters = context.getRequestParameterMap();
    path = context.getRequestContextPath() + "/jobs";
    page = JobListState.page(parameters.get("page"));
    String id = parameters.get("id");
    if (id == null || !id.matches("[0-9]{1,9}")) {
      load.missing();
      return;
    }
    load.run("the page of job " + id, () -> read(Integer.parseInt(id)));
  }

  private void read(int id) {
    feedNumber = feed.last();
    List<JobView> found = jobs.views(List.of(id), EnumSet.allOf(JobPart.class));
    if (found.isEmpty()) {
      load.missing();
      return;
    }
    JobView job = found.get(0);
    Instant now = clock.instant();
    row = new JobRow(job, now);
    List<Integer> parentIds = job.parents() == null ? List.of() : job.parents();
    List<Integer> shown = parentIds.subList(0, Math.min(MOST_PARENTS, parentIds.size()));
    parents = shown.isEmpty() ? List.of() : rows(jobs.views(shown, Set.of()), now);
    if (job.children() != null && !job.children().isEmpty()) {
      JobPage childPage = jobs.page(childQuery(id), CHILD_PARTS);
      childTotal = childPage.total();
      children = rows(childPage.jobs(), now);
    }
  }

  private JobQuery childQuery(int id) {
    int offset = (page - 1) * JobListState.PAGE_SIZE;
    return new JobQuery(
        Set.of(), "", "", false, id, JobQuery.Sort.ID, false, offset, JobListState.PAGE_SIZE);
  }

  private static List<JobRow> rows(List<JobView> views, Instant now) {
    return views.stream().map(view -> new JobRow(view, now)).toList();
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

  /** The children on this page. */
  public List<JobRow> getChildren() {
    return children;
  }

  /** How many children there are. */
  public long getChildTotal() {
    return childTotal;
  }

  /** The page of children, from 1. */
  public int getPage() {
    return page;
  }

  /** How many pages of children there are, at least 1. */
  public long getPages() {
    return Math.max(1, (childTotal + JobListState.PAGE_SIZE - 1) / JobListState.PAGE_SIZE);
  }

  /** URL of another page of children. */
  public String pageUrl(int other) {
    return path + "/view/" + job().id() + (other > 1 ? "?page=" + other : "");
  }

  /** URL of the whole output. */
  public String getOutputUrl() {
    return path + "/" + job().id() + "/output";
  }

  /** Up to where the page has seen changes. */
  public long getFeed() {
    return feedNumber;
  }

  /** Whether the page must follow more than the job itself. */
  public boolean isFollowingAll() {
    return childTotal > 0;
  }

  private @Nullable JobSpec spec() {
    return job().spec();
  }

  /** Shown with the name. */
  public String getDescription() {
    JobSpec spec = spec();
    return spec == null ? "" : spec.description();
  }

  /** The command by operating system; "" is the key of one that holds for all. */
  public Map<String, String> getCommands() {
    JobSpec spec = spec();
    return spec == null ? Map.of() : new TreeMap<>(spec.command().texts());
  }

  /** The shell, "" for the system's own. */
  public String getShell() {
    JobSpec spec = spec();
    return spec == null ? "" : spec.command().shell();
  }

  /** Variables by name. */
  public Map<String, String> getEnvironment() {
    JobSpec spec = spec();
    return spec == null ? Map.of() : new TreeMap<>(spec.command().environment());
  }

  /** Conditions as a person would say them. */
  public List<String> getConditions() {
    JobSpec spec = spec();
    List<String> texts = new ArrayList<>();
    if (spec != null) {
      for (Condition condition : spec.needs().conditions()) {
        texts.add(condition.name() + " " + condition.op().word() + " " + condition.value());
      }
    }
    return texts;
  }

  /** Tags, separated by commas. */
  public String getTags() {
    JobSpec spec = spec();
    return spec == null ? "" : String.join(", ", spec.needs().tags());
  }

  /** Properties that the server does not know, as they came. */
  public Map<String, String> getExtra() {
    Map<String, String> texts = new TreeMap<>();
    JobSpec spec = spec();
    if (spec != null) {
      spec.extra().forEach((key, value) -> texts.put(key, String.valueOf(value)));
    }
    return texts;
  }

  /** Where it runs, or ran last, separated by commas. */
  public String getClients() {
    List<JobView.OnClient> clients = job().clients();
    return clients == null
        ? ""
        : String.join(", ", clients.stream().map(JobView.OnClient::label).toList());
  }

  /** What happened to it, oldest first. */
  public List<LogRow> getLog() {
    List<JobView.LogLine> log = job().log();
    return log == null
        ? List.of()
        : log.stream().map(line -> new LogRow(new Moment(line.at()), line.text())).toList();
  }
}
