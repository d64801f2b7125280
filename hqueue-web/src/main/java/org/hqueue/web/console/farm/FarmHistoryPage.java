package org.hqueue.web.console.farm;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.hqueue.history.HistoryPoint;
import org.hqueue.history.HistorySpan;
import org.hqueue.requirement.Demand;
import org.hqueue.schedule.WaitingDemand;
import org.hqueue.web.console.Moment;
import org.hqueue.web.console.PageLoad;
import org.hqueue.web.console.Viewer;
import org.hqueue.web.console.chart.Chart;

/** The charts of {@code farm/view.xhtml}, and what waits for what. */
@Named
@RequestScoped
public class FarmHistoryPage {

  /** A line of the charts' table. */
  public record Line(Moment at, List<String> values) {}

  /** Jobs that wait for the same. */
  public record Waiting(String demand, String jobs, int firstJob, String reason) {}

  /** A span to choose. */
  public record Choice(String word, String label, boolean chosen) {}

  @Inject FarmHistory history;
  @Inject HttpServletRequest request;
  @Inject PageLoad load;
  @Inject Viewer viewer;
  @Inject Clock clock;

  private List<Chart> charts = List.of();
  private List<Line> lines = List.of();
  private List<Waiting> waiting = List.of();
  private Instant now = Instant.EPOCH;

  /** Loads before the page is drawn. */
  public void load() {
    load.run("the farm's charts", this::read);
  }

  private void read() {
    now = clock.instant();
    List<HistoryPoint> points = history.points(span());
    charts = new FarmCharts(span(), points, now, viewer).all();
    lines = points.stream().map(this::line).toList();
    waiting = history.demands().stream().map(this::waiting).toList();
  }

  private HistorySpan span() {
    String wanted = String.valueOf(request.getParameter("span"));
    return Arrays.stream(HistorySpan.values())
        .filter(span -> word(span).equals(wanted))
        .findFirst()
        .orElse(HistorySpan.HOUR);
  }

  private static String word(HistorySpan span) {
    return span.name().toLowerCase(Locale.ROOT);
  }

  private Line line(HistoryPoint point) {
    return new Line(
        new Moment(point.at()),
        List.of(
            number(point.jobs().running()),
            number(point.jobs().runnable()),
            number(point.jobs().queued()),
            number(point.jobs().paused()),
            number((double) point.ended().succeeded()),
            number((double) point.ended().failed()),
            number((double) point.ended().cancelled()),
            viewer.length(Duration.ofMillis(Math.round(point.waitedSeconds() * 1000))),
            number(point.cpusInUse()),
            number(point.cpus())));
  }

  private String number(double value) {
    return viewer.number(Math.round(value));
  }

  private Waiting waiting(WaitingDemand one) {
    return new Waiting(
        words(one.demand()), viewer.number(one.jobs()), one.firstJob(), viewer.told(one.reason()));
  }

  private String words(Demand demand) {
    StringJoiner words = new StringJoiner(viewer.texts().get("result.separator"));
    words.add(viewer.say("farm.wants.cpus", demand.room().cpus()));
    if (demand.room().memory() > 0) {
      words.add(viewer.say("farm.wants.memory", demand.room().memory()));
    }
    if (demand.room().gpus() > 0) {
      words.add(viewer.say("farm.wants.gpus", demand.room().gpus()));
    }
    if (demand.hosts().max() > 1) {
      words.add(viewer.say("farm.wants.hosts", demand.hosts().min()));
    }
    demand
        .conditions()
        .forEach(one -> words.add(one.name() + " " + one.op().word() + " " + one.value()));
    demand.resources().forEach((name, units) -> words.add(units + " × " + name));
    demand.singleTags().forEach(words::add);
    return words.toString();
  }

  /** The charts. */
  public List<Chart> getCharts() {
    return charts;
  }

  /** The same as numbers, in the order of time. */
  public List<Line> getLines() {
    return lines;
  }

  /** What the most jobs wait for, the most frequent first. */
  public List<Waiting> getWaiting() {
    return waiting;
  }

  /** Where the charts begin. */
  public Moment getStart() {
    return new Moment(span().start(now));
  }

  /** Where the charts end. */
  public Moment getEnd() {
    return new Moment(span().start(now).plus(span().step().multipliedBy(span().steps())));
  }

  /** Spans to choose from. */
  public List<Choice> getChoices() {
    return Arrays.stream(HistorySpan.values())
        .map(
            span ->
                new Choice(
                    word(span), viewer.texts().get("farm.span." + word(span)), span == span()))
        .toList();
  }
}
