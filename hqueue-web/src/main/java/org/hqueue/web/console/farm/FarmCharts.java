package org.hqueue.web.console.farm;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import org.hqueue.history.HistoryPoint;
import org.hqueue.history.HistorySpan;
import org.hqueue.web.console.Viewer;
import org.hqueue.web.console.chart.Chart;
import org.hqueue.web.console.chart.Charting;
import org.hqueue.web.console.chart.Charting.Value;

/** Draws the farm's charts in a viewer's words. For one thread. */
final class FarmCharts {

  private final HistorySpan span;
  private final Charting<HistoryPoint> charting;
  private final Viewer viewer;

  /**
   * @param points in the order of time
   * @param now where the charts end
   */
  FarmCharts(HistorySpan span, List<HistoryPoint> points, Instant now, Viewer viewer) {
    this.span = span;
    this.viewer = viewer;
    Charting.Span shown = new Charting.Span(span.start(now), span.step(), span.steps());
    this.charting = new Charting<>(shown, points, HistoryPoint::at, viewer);
  }

  /** All of them. */
  List<Chart> all() {
    return List.of(
        chart(
            "farm.chart.jobs",
            Chart.Form.AREA,
            List.of(
                new Value<>("status.running", "dot-running", p -> p.jobs().running()),
                new Value<>("status.runnable", "dot-runnable", p -> p.jobs().runnable()),
                new Value<>("status.queued", "dot-queued", p -> p.jobs().queued()),
                new Value<>("status.paused", "dot-paused", p -> p.jobs().paused())),
            this::number),
        chart(
            "farm.chart.ended",
            Chart.Form.BAR,
            List.of(
                new Value<>("status.succeeded", "dot-succeeded", p -> p.ended().succeeded()),
                new Value<>("status.failed", "dot-failed", p -> p.ended().failed()),
                new Value<>("status.cancelled", "dot-cancelled", p -> p.ended().cancelled())),
            this::number),
        chart(
            "farm.chart.waited",
            Chart.Form.BAR,
            List.of(new Value<>("farm.waited", "dot-runnable", HistoryPoint::waitedSeconds)),
            seconds -> viewer.length(Duration.ofMillis(Math.round(seconds * 1000)))),
        chart(
            "farm.chart.cpus",
            Chart.Form.LINE,
            List.of(
                new Value<>("farm.cpusThere", "line-all", HistoryPoint::cpus),
                new Value<>("farm.cpus", "line-used", HistoryPoint::cpusInUse)),
            this::number));
  }

  private Chart chart(
      String key, Chart.Form form, List<Value<HistoryPoint>> values, DoubleFunction<String> shown) {
    String step = viewer.texts().get("farm.step." + span.name().toLowerCase(Locale.ROOT));
    return charting.chart(viewer.say(key, step), form, values, shown);
  }

  private String number(double value) {
    return viewer.number(Math.round(value));
  }
}
