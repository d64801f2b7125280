package org.hqueue.web.console.chart;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.hqueue.web.console.Viewer;

/**
 * Draws values over one stretch of time as charts, in a viewer's words. For one thread.
 *
 * @param <P> what the values are taken from: how something was at a time
 */
public final class Charting<P> {

  /**
   * The time that charts show.
   *
   * @param start where they begin
   * @param step what one point stands for
   * @param steps points at the most
   */
  public record Span(Instant start, Duration step, int steps) {

    /** Where they end. */
    public Instant end() {
      return start.plus(step.multipliedBy(steps));
    }
  }

  /**
   * A value of the points; a negative one is unknown and left out.
   *
   * @param label key of its name in the texts
   * @param style class of its path
   */
  public record Value<P>(String label, String style, ToDoubleFunction<P> of) {}

  private final Span span;
  private final List<P> points;
  private final Function<P, Instant> at;
  private final Viewer viewer;

  /**
   * Of some points.
   *
   * @param points in the order of time
   * @param at when a point was
   */
  public Charting(Span span, List<P> points, Function<P, Instant> at, Viewer viewer) {
    this.span = span;
    this.points = List.copyOf(points);
    this.at = at;
    this.viewer = viewer;
  }

  /**
   * A chart of some values of the points.
   *
   * @param shown a value in words
   */
  public Chart chart(
      String title, Chart.Form form, List<Value<P>> values, DoubleFunction<String> shown) {
    List<Map<Integer, Double>> series = new ArrayList<>();
    values.forEach(value -> series.add(byStep(value.of())));
    double top = Chart.round(Math.max(1, highest(values, form)));
    List<String> paths = Chart.paths(span.steps(), series, top, form);
    List<Chart.Series> drawn = new ArrayList<>();
    StringJoiner summary = new StringJoiner(viewer.texts().get("result.separator"));
    for (int i = 0; i < values.size(); i++) {
      String label = viewer.texts().get(values.get(i).label());
      double last = points.isEmpty() ? -1 : last(values.get(i));
      String now = last < 0 ? "" : shown.apply(last);
      drawn.add(new Chart.Series(label, values.get(i).style(), now, paths.get(i)));
      summary.add(label + " " + now);
    }
    return new Chart(
        title,
        viewer.say("farm.chart.summary", title, summary.toString()),
        shown.apply(top),
        drawn);
  }

  private double last(Value<P> value) {
    return value.of().applyAsDouble(points.get(points.size() - 1));
  }

  private double highest(List<Value<P>> values, Chart.Form form) {
    double highest = 0;
    for (P point : points) {
      double sum = 0;
      for (Value<P> value : values) {
        double height = Math.max(0, value.of().applyAsDouble(point));
        sum = form == Chart.Form.LINE ? Math.max(sum, height) : sum + height;
      }
      highest = Math.max(highest, sum);
    }
    return highest;
  }

  private Map<Integer, Double> byStep(ToDoubleFunction<P> of) {
    Map<Integer, Double> values = new HashMap<>();
    for (P point : points) {
      long step = Duration.between(span.start(), at.apply(point)).dividedBy(span.step());
      double value = of.applyAsDouble(point);
      if (step >= 0 && step < span.steps() && value >= 0) {
        values.put((int) step, value);
      }
    }
    return values;
  }
}
