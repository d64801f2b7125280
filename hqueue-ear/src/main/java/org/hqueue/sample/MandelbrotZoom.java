package org.hqueue.sample;

import java.awt.image.BufferedImage;
import java.util.function.IntConsumer;

/** Frames of a zoom towards one point at the edge of the Mandelbrot set. For one thread. */
final class MandelbrotZoom {
  private static final double CENTRE_X = -0.743643887037151;
  private static final double CENTRE_Y = 0.131825904205330;
  private static final double FIRST_WIDTH = 3.2;
  private static final double LAST_WIDTH = 0.00012;
  private static final int MOST_STEPS = 1200;
  private static final int REPORTS = 10;

  /** Far enough outside that the smoothed number of steps shows no rings. */
  private static final double ESCAPE = 1 << 16;

  private final int width;
  private final int height;

  /** A zoom whose frames have so many pixels. */
  MandelbrotZoom(int width, int height) {
    this.width = width;
    this.height = height;
  }

  /**
   * Draws one frame.
   *
   * @param number 1 to count; each frame shows less of the set than the one before, by one factor
   * @param rowsDone is told ten times how many rows are drawn
   */
  BufferedImage frame(int number, int count, IntConsumer rowsDone) {
    double way = count == 1 ? 0 : (number - 1) / (double) (count - 1);
    double pixel = FIRST_WIDTH * Math.pow(LAST_WIDTH / FIRST_WIDTH, way) / width;
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int row = 0; row < height; row++) {
      double y = CENTRE_Y + (height / 2.0 - row) * pixel;
      for (int column = 0; column < width; column++) {
        image.setRGB(column, row, colour(CENTRE_X + (column - width / 2.0) * pixel, y));
      }
      if ((row + 1) * REPORTS / height > row * REPORTS / height) {
        rowsDone.accept(row + 1);
      }
    }
    return image;
  }

  private static int colour(double cx, double cy) {
    double x = 0;
    double y = 0;
    for (int step = 0; step < MOST_STEPS; step++) {
      double xx = x * x;
      double yy = y * y;
      if (xx + yy > ESCAPE) {
        return shade(step + 1 - Math.log(Math.log(xx + yy) / 2) / Math.log(2));
      }
      y = 2 * x * y + cy;
      x = xx - yy + cx;
    }
    return 0;
  }

  /** From deep blue over white and orange back to blue, ever more slowly as the steps grow. */
  private static int shade(double steps) {
    double angle = 2.2 * Math.log(Math.max(1, steps)) + 3.6;
    return wave(angle) << 16 | wave(angle + 0.55) << 8 | wave(angle + 1.3);
  }

  private static int wave(double angle) {
    return (int) Math.round(127.5 * (1 + Math.sin(angle)));
  }
}
