package org.hqueue.agent.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrawingTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path folder;

  @Test
  void picturesAreDrawnSmallAndOthersLeftOut() throws IOException, InterruptedException {
    write("wide.png", "png", 2000, 500);
    write("tiny.jpg", "jpg", 20, 30);
    Files.writeString(folder.resolve("text.png"), "no picture");
    var drawn =
        new Drawing("", target(), PATIENCE)
            .draw(folder, List.of("text.png", "wide.png", "none.png", "tiny.jpg", "\0", "."));
    assertEquals(Set.of(2, 4), drawn.keySet());
    assertSize(256, 64, drawn.get(2));
    assertSize(20, 30, drawn.get(4));
  }

  @Test
  void aCommandDrawsWhatJavaCannot() throws IOException, InterruptedException {
    Files.writeString(folder.resolve("deep.exr"), "what only the command knows");
    var drawn =
        new Drawing("cp \"$HQINPUT\" \"$HQOUTPUT\"", target(), PATIENCE)
            .draw(folder, List.of("deep.exr"));
    assertEquals("what only the command knows", Files.readString(drawn.get(1)));
  }

  @Test
  void aCommandThatHangsIsEndedInTime() throws IOException, InterruptedException {
    Files.writeString(folder.resolve("a.exr"), "");
    Files.writeString(folder.resolve("b.exr"), "");
    long start = System.nanoTime();
    var drawn =
        new Drawing("sleep 1000", target(), Duration.ofSeconds(1))
            .draw(folder, List.of("a.exr", "b.exr"));
    assertTrue(drawn.isEmpty());
    var took = Duration.ofNanos(System.nanoTime() - start);
    assertTrue(took.compareTo(PATIENCE) < 0, took.toString());
  }

  private Path target() throws IOException {
    return Files.createDirectory(folder.resolve("pictures"));
  }

  private void write(String name, String format, int width, int height) throws IOException {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    assertTrue(ImageIO.write(image, format, folder.resolve(name).toFile()));
  }

  private static void assertSize(int width, int height, Path picture) throws IOException {
    var image = ImageIO.read(picture.toFile());
    assertEquals(width + "x" + height, image.getWidth() + "x" + image.getHeight());
  }
}
