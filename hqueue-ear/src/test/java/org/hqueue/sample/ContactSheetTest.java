package org.hqueue.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class ContactSheetTest {
  @Test
  void framesFillTheSheetRowByRow() {
    ContactSheet sheet = new ContactSheet(5, 20, 10);
    for (int number = 1; number <= 5; number++) {
      BufferedImage frame = new BufferedImage(20, 10, BufferedImage.TYPE_INT_RGB);
      frame.setRGB(0, 0, number);
      sheet.put(number, frame);
    }
    BufferedImage image = sheet.image();
    assertEquals(3 * 28 + 8, image.getWidth());
    assertEquals(2 * 18 + 8, image.getHeight());
    assertEquals(1, image.getRGB(8, 8) & 0xffffff);
    assertEquals(3, image.getRGB(8 + 2 * 28, 8) & 0xffffff);
    assertEquals(4, image.getRGB(8, 8 + 18) & 0xffffff);
    assertEquals(5, image.getRGB(8 + 28, 8 + 18) & 0xffffff);
  }
}
