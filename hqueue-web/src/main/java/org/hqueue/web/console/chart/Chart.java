package org.hqueue.web.console.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A chart over time as the paths of a picture that is {@value #WIDTH} wide and {@value #HEIGHT}
 * high, to be stretched to its place. Stretches without a value are left out.
 *
 * @param title what it is called
 * @param summary all of it in a sentence, for whoever does not see it
 * @param top the value at its upper edge, for people
 * @param series from the bottom up
 */
public record Chart(String title, String summary, String top, List<Series> series) {

  /** Width of the picture, in units of its own. */
  public static final int WIDTH = 600;

  /** Height of the picture, in units of its own. */
  public static final int HEIGHT = 120;

  /**
   * One of the values.
   *
   * @param label what it is called
   * @param style class of its path
   * @param now its latest value, for people
   * @param path as SVG writes it, "" for nothing to draw
   */
  public record Series(String label, String style, String now, String path) {}

  /** How a value is drawn. */
  public enum Form {
    /** A surface on what is drawn below it. */
    AREA,
    /** A bar for each stretch, on what is drawn below it. */
    BAR,
    /** A line. */
    LINE
  }

  /**
   * A path for each list of values.
   *
   * @param steps stretches that the whole width stands for
   * @param values by stretch, from 0 at the left; stretches without a value have no key
   * @param top the value at the upper edge
   */
  static List<String> paths(int steps, List<Map<Integer, Double>> values, double top, Form form) {
    List<String> paths = new ArrayList<>();
    double[] base = new double[steps];
    for (Map<Integer, Double> value : values) {
      StringBuilder path = new StringBuilder();
      for (int from = 0; from < steps; from++) {
        int to = from;
        while (to < steps && value.containsKey(to)) {
          to++;
        }
        if (to > from) {
          draw(path, form, new Stretch(from, to, steps, top), value, base);
          from = to;
        }
      }
      if (form != Form.LINE) {
        value.forEach((at, height) -> base[at] += height);
      }
      paths.add(path.toString());
    }
    return paths;
  }

  /** Stretches that follow each other, and the scale. */
  private record Stretch(int from, int to, int steps, double top) {

    String x(double step) {
      return number(step * WIDTH / steps);
    }

    String y(double value) {
      return number(HEIGHT - Math.min(1, value / top) * HEIGHT);
    }
  }

  private static void draw(
      StringBuilder path, Form form, Stretch stretch, Map<Integer, Double> value, double[] base) {
    char move = 'M';
    for (int at = stretch.from(); at < stretch.to(); at++) {
      String low = stretch.y(base[at]);
      String high = stretch.y(base[at] + value.getOrDefault(at, 0.0));
      if (form == Form.BAR) {
        if (!low.equals(high)) {
          path.append('M').append(stretch.x(at + 0.1)).append(' ').append(low);
          path.append('V').append(high).append('H').append(stretch.x(at + 0.9));
          path.append('V').append(low).append('Z');
        }
      } else {
        path.append(move).append(stretch.x(at)).append(' ').append(high);
        path.append('H').append(stretch.x(at + 1));
        move = 'L';
      }
    }
    if (form == Form.AREA) {
      for (int at = stretch.to() - 1; at >= stretch.from(); at--) {
        path.append('L').append(stretch.x(at + 1)).append(' ').append(stretch.y(base[at]));
        path.append('H').append(stretch.x(at));
      }
      path.append('Z');
    }
  }

  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  /** The least of 1, 2, 5, 10, 20, 50, ... that is not below a value. */
  static double round(double value) {
    double step = 1;
    while (true) {
      for (int factor : new int[] {1, 2, 5}) {
        if (step * factor >= value) {
          return step * factor;
        }
      }
      step *= 10;
    }
  }
}
