package org.hqueue.web.console.client;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.hqueue.history.ClientPoint;
import org.hqueue.web.console.Viewer;
import org.hqueue.web.console.chart.Chart;
import org.hqueue.web.console.chart.Charting;
import org.hqueue.web.console.chart.Charting.Value;

/** Draws the load and the CPUs of one client over the last day. */
final class ClientChart {

  private ClientChart() {}

  /** The day that a chart drawn now shows. */
  static Charting.Span span(Instant now) {
    return new Charting.Span(ClientPoint.start(now), ClientPoint.STEP, ClientPoint.STEPS);
  }

  /**
   * All in one picture: a load is comparable to CPUs.
   *
   * @param points in the order of time
   */
  static Chart draw(List<ClientPoint> points, Instant now, Viewer viewer) {
    return new Charting<>(span(now), points, ClientPoint::at, viewer)
        .chart(
            viewer.texts().get("client.chart"),
            Chart.Form.LINE,
            List.of(
                new Value<>("client.chart.cpus", "line-all", ClientPoint::cpus),
                new Value<>("farm.cpus", "line-used", ClientPoint::cpusInUse),
                new Value<>("client.load", "line-load", ClientPoint::load)),
            value -> number(value, viewer.getLocale()));
  }

  /** Whole numbers without a fraction, others with two digits of it. */
  static String number(double value, Locale locale) {
    return String.format(locale, value == Math.rint(value) ? "%.0f" : "%.2f", value);
  }
}
