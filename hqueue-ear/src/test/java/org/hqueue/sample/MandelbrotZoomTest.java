package org.hqueue.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MandelbrotZoomTest {
  @Test
  void theFirstFrameShowsTheSetItselfInBlackOnColours() {
    BufferedImage image = new MandelbrotZoom(64, 36).frame(1, 9, rows -> {});
    int black = 0;
    for (int row = 0; row < 36; row++) {
      for (int column = 0; column < 64; column++) {
        black += (image.getRGB(column, row) & 0xffffff) == 0 ? 1 : 0;
      }
    }
    // The set covers about 1.5 of the 5.76 units of area that the frame shows.
    assertTrue(black > 64 * 36 / 5 && black < 64 * 36 / 3, "black pixels: " + black);
  }

  @Test
  void progressIsToldTenTimesUpToAllRows() {
    List<Integer> told = new ArrayList<>();
    new MandelbrotZoom(4, 36).frame(1, 1, told::add);
    assertEquals(10, told.size());
    assertEquals(36, told.get(9));
  }
}
