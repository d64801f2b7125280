package org.hqueue.web.console.job;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.text.NumberFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.hqueue.event.EventFeed;
import org.hqueue.job.JobOverview.Run;
import org.hqueue.job.JobOverviewService;
import org.hqueue.web.console.Moment;
import org.hqueue.web.console.PageLoad;
import org.hqueue.web.console.Viewer;

/** {@code job/running.xhtml}: what runs, and whether it takes longer than its siblings did. */
@Named
@RequestScoped
public class RunningPage {

  /** So many times as long as usual is slow. */
  private static final double SLOW = 2.0;

  /**
   * A running job with what is told of it.
   *
   * @param time how long it has been running
   * @param usual how long its siblings took, "" unknown
   * @param ratio one to the other, "" unknown
   * @param slow whether it takes at least twice as long as they
   */
  public record Row(
      Run run,
      String name,
      String rootName,
      Moment started,
      String time,
      String usual,
      String ratio,
      boolean slow) {

    /** Whole percent of its own progress. */
    public int percent() {
      return (int) Math.floor(100 * Math.max(0, Math.min(1, run.progress())));
    }

    /** The status as a class name of the style sheet. */
    public String statusClass() {
      return "status-" + run.status().word();
    }
  }

  @EJB JobOverviewService overview;
  @Inject EventFeed feed;
  @Inject PageLoad load;
  @Inject Viewer viewer;
  @Inject Clock clock;

  private List<Row> rows = List.of();
  private boolean byRatio;
  private long feedNumber;
  private String path = "/running";

  /** Loads before the page is drawn. */
  public void load() {
    ExternalContext context = FacesContext.getCurrentInstance().getExternalContext();
    path = context.getRequestContextPath() + "/running";
    byRatio = "ratio".equals(context.getRequestParameterMap().get("sort"));
    load.run("the running jobs", this::read);
  }

  private void read() {
    feedNumber = feed.last();
    List<Run> runs = overview.running();
    Instant now = clock.instant();
    if (byRatio) {
      runs =
          runs.stream()
              .sorted(Comparator.comparingDouble((Run run) -> run.ratio(now)).reversed())
              .toList();
    }
    rows = runs.stream().map(run -> row(run, now)).toList();
  }

  private Row row(Run run, Instant now) {
    double ratio = run.ratio(now);
    NumberFormat format = NumberFormat.getNumberInstance(viewer.getLocale());
    format.setMinimumFractionDigits(1);
    format.setMaximumFractionDigits(1);
    return new Row(
        run,
        viewer.texts().job(run.name(), run.jobId()),
        viewer.texts().job(run.rootName(), run.rootId()),
        new Moment(run.started()),
        viewer.length(Duration.between(run.started(), now)),
        run.usualMillis() <= 0 ? "" : viewer.length(Duration.ofMillis(run.usualMillis())),
        ratio <= 0 ? "" : format.format(ratio) + " ×",
        ratio >= SLOW);
  }

  /** What runs, the longest first, or the slowest. */
  public List<Row> getRows() {
    return rows;
  }

  /** How many of them are slow. */
  public long getSlow() {
    return rows.stream().filter(Row::slow).count();
  }

  /** Whether the slowest come first, not those that have run longest. */
  public boolean isByRatio() {
    return byRatio;
  }

  /** Whether there may be more than are shown. */
  public boolean isCut() {
    return rows.size() >= JobOverviewService.MOST_ROWS;
  }

  /** Up to where the page has seen changes. */
  public long getFeed() {
    return feedNumber;
  }

  /** URL of this page, the longest first. */
  public String getUrl() {
    return path;
  }
}
