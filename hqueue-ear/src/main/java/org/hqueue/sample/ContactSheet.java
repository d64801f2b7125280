package org.hqueue.sample;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/** Frames of one size beside and below each other on a dark ground. For one thread. */
final class ContactSheet {
  private static final int GAP = 8;

  private final int columns;
  private final int frameWidth;
  private final int frameHeight;
  private final BufferedImage image;

  /** An empty sheet that is about as many frames wide as high. */
  ContactSheet(int frames, int frameWidth, int frameHeight) {
    this.columns = (int) Math.ceil(Math.sqrt(frames));
    int rows = (frames + columns - 1) / columns;
    this.frameWidth = frameWidth;
    this.frameHeight = frameHeight;
    this.image =
        new BufferedImage(
            columns * (frameWidth + GAP) + GAP,
            rows * (frameHeight + GAP) + GAP,
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(new Color(0x20, 0x22, 0x26));
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.dispose();
  }

  /**
   * Draws a frame in its place, row by row.
   *
   * @param number from 1
   */
  void put(int number, BufferedImage frame) {
    int x = GAP + (number - 1) % columns * (frameWidth + GAP);
    int y = GAP + (number - 1) / columns * (frameHeight + GAP);
    Graphics2D graphics = image.createGraphics();
    graphics.drawImage(frame, x, y, null);
    graphics.dispose();
  }

  BufferedImage image() {
    return image;
  }
}
