package org.hqueue.web.console.farm;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.ToDoubleFunction;
import org.hqueue.history.HistoryPoint;
import org.hqueue.history.HistorySpan;
import org.hqueue.web.console.Moment;
import org.hqueue.web.console.Viewer;

/** Draws the farm's charts in a viewer's words. For one thread. */
final class FarmCharts {

  /** A value of the points: the key of its label, the class of its path, and how it is got. */
  private record Value(String label, String style, ToDoubleFunction<HistoryPoint> of) {}

  private final HistorySpan span;
  private final List<HistoryPoint> points;
  private final Instant start;
  private final Viewer viewer;

  /**
   * @param points in the order of time
   * @param now where the charts end
   */
  FarmCharts(HistorySpan span, List<HistoryPoint> points, Instant now, Viewer viewer) {
    this.span = span;
    this.points = points;
    this.start = span.start(now);
    this.viewer = viewer;
  }

  /** All of them. */
  List<Chart> all() {
    return List.of(
        chart(
            "farm.chart.jobs",
            Chart.Form.AREA,
            List.of(
                new Value("status.running", "dot-running", p -> p.jobs().running()),
                new Value("status.runnable", "dot-runnable", p -> p.jobs().runnable()),
                new Value("status.queued", "dot-queued", p -> p.jobs().queued()),
                new Value("status.paused", "dot-paused", p -> p.jobs().paused()))),
        chart(
            "farm.chart.ended",
            Chart.Form.BAR,
            List.of(
                new Value("status.succeeded", "dot-succeeded", p -> p.ended().succeeded()),
                new Value("status.failed", "dot-failed", p -> p.ended().failed()),
                new Value("status.cancelled", "dot-cancelled", p -> p.ended().cancelled()))),
        chart(
            "farm.chart.waited",
            Chart.Form.BAR,
            List.of(new Value("farm.waited", "dot-runnable", HistoryPoint::waitedSeconds))),
        chart(
            "farm.chart.cpus",
            Chart.Form.LINE,
            List.of(
                new Value("farm.cpusThere", "line-all", HistoryPoint::cpus),
                new Value("farm.cpus", "line-used", HistoryPoint::cpusInUse))));
  }

  private Chart chart(String key, Chart.Form form, List<Value> values) {
    List<Map<Integer, Double>> series = new ArrayList<>();
    values.forEach(value -> series.add(byStep(value.of())));
    double top = Chart.round(Math.max(1, highest(values, form)));
    List<String> paths = Chart.paths(span.steps(), series, top, form);
    List<Chart.Series> drawn = new ArrayList<>();
    StringJoiner summary = new StringJoiner(viewer.texts().get("result.separator"));
    for (int i = 0; i < values.size(); i++) {
      String label = viewer.texts().get(values.get(i).label());
      String now = points.isEmpty() ? "" : shown(key, last(values.get(i)));
      drawn.add(new Chart.Series(label, values.get(i).style(), now, paths.get(i)));
      summary.add(label + " " + now);
    }
    return new Chart(
        title(key),
        viewer.say("farm.chart.summary", title(key), summary.toString()),
        shown(key, top),
        drawn);
  }

  private String title(String key) {
    String step = viewer.texts().get("farm.step." + span.name().toLowerCase(Locale.ROOT));
    return viewer.say(key, step);
  }

  private double last(Value value) {
    return value.of().applyAsDouble(points.get(points.size() - 1));
  }

  private String shown(String key, double value) {
    return key.equals("farm.chart.waited")
        ? Moment.length(Duration.ofMillis(Math.round(value * 1000)))
        : viewer.number(Math.round(value));
  }

  private double highest(List<Value> values, Chart.Form form) {
    double highest = 0;
    for (HistoryPoint point : points) {
      double sum = 0;
      for (Value value : values) {
        double height = value.of().applyAsDouble(point);
        sum = form == Chart.Form.LINE ? Math.max(sum, height) : sum + height;
      }
      highest = Math.max(highest, sum);
    }
    return highest;
  }

  private Map<Integer, Double> byStep(ToDoubleFunction<HistoryPoint> of) {
    Map<Integer, Double> values = new HashMap<>();
    for (HistoryPoint point : points) {
      long step = Duration.between(start, point.at()).dividedBy(span.step());
      if (step >= 0 && step < span.steps()) {
        values.put((int) step, of.applyAsDouble(point));
      }
    }
    return values;
  }
}
