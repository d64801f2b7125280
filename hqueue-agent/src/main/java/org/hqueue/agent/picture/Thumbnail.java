package org.hqueue.agent.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/**
 * Draws pictures small, in a process of its own, whose memory and time are bounded: a file that
 * needs more of either than it may have takes nothing from the agent.
 */
public final class Thumbnail {
  /** Pixels of the longer side. */
  static final int SIDE = 256;

  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};
  private static final Color GROUND = new Color(0x80, 0x80, 0x80);

  private Thumbnail() {}

  /**
   * Draws the first file of each pair to the second, as PNG; what cannot be drawn is left out.
   *
   * @param pairs paths
   */
  public static void main(String[] pairs) {
    for (int i = 0; i + 1 < pairs.length; i += 2) {
      try {
        draw(Path.of(pairs[i]), Path.of(pairs[i + 1]));
      } catch (IOException | RuntimeException e) { // readers of damaged files throw anything
        report(e);
      }
    }
  }

  /** Whether the file is there and begins as a PNG or a JPEG does. */
  static boolean canDraw(Path file) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] begin = in.readNBytes(PNG.length);
      return startsWith(begin, PNG) || startsWith(begin, JPEG);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean startsWith(byte[] bytes, byte[] mark) {
    for (int i = 0; i < mark.length; i++) {
      if (i >= bytes.length || bytes[i] != mark[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Draws {@code from} no larger than {@link #SIDE} to the file {@code to}, whole or not at all.
   */
  static void draw(Path from, Path to) throws IOException {
    BufferedImage small = shrunk(readable(from));
    Path part = to.resolveSibling(to.getFileName() + ".part");
    ImageIO.write(small, "png", part.toFile());
    Files.move(part, to, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The picture, read at about twice the size that is wanted, if it is larger. */
  private static BufferedImage readable(Path file) throws IOException {
    try (var input = ImageIO.createImageInputStream(file.toFile())) {
      var readers = ImageIO.getImageReaders(input);
      if (!readers.hasNext()) {
        throw new IOException("no picture that Java reads");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(input, true, true);
        int longer = Math.max(reader.getWidth(0), reader.getHeight(0));
        int step = Math.max(1, longer / (2 * SIDE));
        var parameters = reader.getDefaultReadParam();
        parameters.setSourceSubsampling(step, step, 0, 0);
        return reader.read(0, parameters);
      } finally {
        reader.dispose();
      }
    }
  }

  private static BufferedImage shrunk(BufferedImage image) {
    double scale = Math.min(1, (double) SIDE / Math.max(image.getWidth(), image.getHeight()));
    int width = Math.max(1, (int) Math.round(image.getWidth() * scale));
    int height = Math.max(1, (int) Math.round(image.getHeight() * scale));
    var small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = small.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(image, 0, 0, width, height, GROUND, null);
    graphics.dispose();
    return small;
  }

  @SuppressWarnings("SystemOut") // read by nobody but a person who tries it
  private static void report(Exception failure) {
    System.err.println(String.format(Locale.ROOT, "not drawn: %s", failure));
  }
}
