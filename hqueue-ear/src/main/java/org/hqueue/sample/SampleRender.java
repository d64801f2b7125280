package org.hqueue.sample;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * The command of the sample's jobs. Draws one frame of a zoom into the Mandelbrot set, or puts
 * frames together on one sheet; prints {@code PROGRESS: i/n} as it goes and {@code OUTPUT: path} at
 * the end.
 *
 * <pre>
 * java -cp hqueue-sample.jar org.hqueue.sample.SampleRender frame NUMBER COUNT FOLDER
 * java -cp hqueue-sample.jar org.hqueue.sample.SampleRender sheet COUNT FOLDER
 * </pre>
 */
public final class SampleRender {
  private static final int WIDTH = 320;
  private static final int HEIGHT = 180;

  private SampleRender() {}

  /** Carries out one of the two commands above; a failure ends it with exit code 1. */
  public static void main(String[] arguments) throws IOException {
    List<String> rest = List.of(arguments).subList(1, arguments.length);
    if (arguments[0].equals("frame")) {
      frame(Integer.parseInt(rest.get(0)), Integer.parseInt(rest.get(1)), Path.of(rest.get(2)));
    } else {
      sheet(Integer.parseInt(rest.get(0)), Path.of(rest.get(1)));
    }
  }

  private static void frame(int number, int count, Path folder) throws IOException {
    MandelbrotZoom zoom = new MandelbrotZoom(WIDTH, HEIGHT);
    BufferedImage image =
        zoom.frame(number, count, (row) -> out().println("PROGRESS: " + row + "/" + HEIGHT));
    write(image, file(folder, number));
  }

  private static void sheet(int count, Path folder) throws IOException {
    ContactSheet sheet = new ContactSheet(count, WIDTH, HEIGHT);
    for (int number = 1; number <= count; number++) {
      Path file = file(folder, number);
      BufferedImage frame = ImageIO.read(file.toFile());
      if (frame == null) {
        throw new IOException(file + " is no image");
      }
      sheet.put(number, frame);
      out().println("PROGRESS: " + number + "/" + count);
    }
    write(sheet.image(), folder.resolve("sheet.png"));
  }

  private static Path file(Path folder, int number) {
    return folder.resolve("frame-" + number + ".png");
  }

  /** Whoever sees the file sees a whole one. */
  private static void write(BufferedImage image, Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path part = file.resolveSibling(file.getFileName() + ".part");
    if (!ImageIO.write(image, "png", part.toFile())) {
      throw new IOException("this Java writes no PNG");
    }
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    out().println("OUTPUT: " + file);
  }

  @SuppressWarnings("SystemOut") // the agent reads what a job prints
  private static PrintStream out() {
    return System.out;
  }
}
