package org.hqueue.web.console.client;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.hqueue.client.AvailabilityRule;
import org.hqueue.client.AvailabilityRules;
import org.hqueue.event.EventFeed;
import org.hqueue.history.ClientPoint;
import org.hqueue.history.HistoryService;
import org.hqueue.job.ClientJobs.Held;
import org.hqueue.job.ClientJobs.Try;
import org.hqueue.job.ClientJobsService;
import org.hqueue.note.NoteBrief;
import org.hqueue.note.NoteService;
import org.hqueue.note.NoteSubject;
import org.hqueue.note.NoteView;
import org.hqueue.trouble.Trouble;
import org.hqueue.trouble.TroubleService;
import org.hqueue.web.console.Moment;
import org.hqueue.web.console.PageLoad;
import org.hqueue.web.console.Viewer;
import org.hqueue.web.console.chart.Chart;
import org.jspecify.annotations.Nullable;

/** {@code client/view.xhtml}: one client with its jobs, errors, rules and notes. */
@Named
@RequestScoped
public class ClientViewPage {

  /** A try with what is told of it. */
  public record TryRow(Try that, String how, @Nullable Moment ended, String length) {}

  /** Something with the time when it happened, and who said it or where. */
  public record Line(@Nullable Moment at, String by, String text) {}

  /** A day as a box to tick. */
  public record Day(String word, String label, boolean chosen) {}

  /** A rule as fields of a form. */
  public record RuleRow(int number, @Nullable AvailabilityRule rule, List<Day> days) {

    /** {@code time}, {@code idle} or "" for a rule that is still to be made. */
    public String kind() {
      if (rule == null) {
        return "";
      }
      return rule.kind() == AvailabilityRule.Kind.IDLE ? "idle" : "time";
    }

    /** Whether it counts. */
    public boolean on() {
      return rule == null || rule.enabled();
    }

    /** Whether it holds all day. */
    public boolean allDay() {
      return rule != null && rule.anytime();
    }

    /** Begin of the span. */
    public String start() {
      return (rule == null ? LocalTime.of(20, 0) : rule.start()).toString();
    }

    /** End of the span. */
    public String end() {
      return (rule == null ? LocalTime.of(8, 0) : rule.end()).toString();
    }

    /** Minutes without a user. */
    public int idle() {
      return rule == null ? 30 : rule.idleMinutes();
    }

    /** Zone of the times, "" = the client's. */
    public String zone() {
      ZoneId zone = rule == null ? null : rule.zone();
      return zone == null ? "" : zone.getId();
    }
  }

  @EJB ClientJobsService jobs;
  @EJB TroubleService troubles;
  @EJB NoteService notes;
  @EJB HistoryService history;
  @Inject ClientRows reader;
  @Inject EventFeed feed;
  @Inject PageLoad load;
  @Inject Viewer viewer;
  @Inject Clock clock;

  private @Nullable ClientRow row;
  private @Nullable Chart chart;
  private boolean chartEmpty;
  private Instant now = Instant.EPOCH;
  private List<TryRow> tries = List.of();
  private List<Line> errors = List.of();
  private List<Line> thread = List.of();
  private long feedNumber;

  /** Loads before the page is drawn; an unknown client is answered with 404. */
  public void load() {
    ExternalContext context = FacesContext.getCurrentInstance().getExternalContext();
    String id = context.getRequestParameterMap().get("id");
    if (id == null || !id.matches("[0-9]{1,9}")) {
      load.missing();
      return;
    }
    load.run("the page of client " + id, () -> read(Integer.parseInt(id)));
  }

  private void read(int id) {
    feedNumber = feed.last();
    List<ClientRow> found = reader.of(List.of(id));
    if (found.isEmpty()) {
      load.missing();
      return;
    }
    row = found.get(0);
    now = clock.instant();
    List<ClientPoint> points = history.client(id);
    chart = ClientChart.draw(points, now, viewer);
    chartEmpty = points.isEmpty();
    tries = jobs.recent(id).stream().map(this::tried).toList();
    errors = troubles.ofClient(id).latest().stream().map(ClientViewPage::line).toList();
    NoteBrief brief = notes.briefs(NoteSubject.CLIENT, List.of(id)).get(id);
    thread =
        brief == null
            ? List.of()
            : notes.notes(List.of(brief.threadId())).stream().map(ClientViewPage::line).toList();
  }

  private TryRow tried(Try one) {
    boolean ran = one.started() != null && one.ended() != null;
    String how =
        one.exitCode() == null
            ? viewer.texts().find("outcome." + one.outcome()).orElse(one.outcome())
            : viewer.say("failures.exit", String.valueOf(one.exitCode()));
    return new TryRow(
        one,
        how,
        Moment.of(one.ended()),
        ran ? viewer.length(Duration.between(one.started(), one.ended())) : "");
  }

  private static Line line(Trouble trouble) {
    return new Line(Moment.of(trouble.at()), trouble.source(), trouble.message());
  }

  private static Line line(NoteView note) {
    return new Line(Moment.of(note.at()), note.author(), note.text());
  }

  /** The client; null when there is none, and then the page is not drawn. */
  public @Nullable ClientRow getRow() {
    return row;
  }

  /** Its load and CPUs over the last day; null when there is no client. */
  public @Nullable Chart getChart() {
    return chart;
  }

  /** Whether there is nothing to draw yet. */
  public boolean isChartEmpty() {
    return chartEmpty;
  }

  /** Where the chart begins. */
  public Moment getChartStart() {
    return new Moment(ClientChart.span(now).start());
  }

  /** Where the chart ends. */
  public Moment getChartEnd() {
    return new Moment(ClientChart.span(now).end());
  }

  /** What is on it. */
  public List<Held> getJobs() {
    return row == null ? List.of() : row.jobs();
  }

  /** What was on it, the latest first. */
  public List<TryRow> getTries() {
    return tries;
  }

  /** What went wrong with its agent, the latest first. */
  public List<Line> getErrors() {
    return errors;
  }

  /** The notes about it. */
  public List<Line> getNotes() {
    return thread;
  }

  /** Its rules, and an empty one. */
  public List<RuleRow> getRules() {
    List<RuleRow> rules = new ArrayList<>();
    if (row != null) {
      for (AvailabilityRule rule : row.client().availabilityRules()) {
        rules.add(new RuleRow(rules.size(), rule, days(rule.days())));
      }
    }
    if (rules.size() < RuleForm.MOST_RULES) {
      rules.add(new RuleRow(rules.size(), null, days(Set.of())));
    }
    return rules;
  }

  private List<Day> days(Set<DayOfWeek> chosen) {
    return Arrays.stream(DayOfWeek.values())
        .map(
            day ->
                new Day(
                    AvailabilityRules.word(day),
                    day.getDisplayName(TextStyle.SHORT, viewer.getLocale()),
                    chosen.contains(day)))
        .toList();
  }

  /** Up to where the page has seen changes. */
  public long getFeed() {
    return feedNumber;
  }
}
