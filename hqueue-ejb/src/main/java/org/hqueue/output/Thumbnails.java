package org.hqueue.output;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Small pictures of what jobs have made, beside their output: {@code <assignment>-<number>.png}.
 * They are deleted with it. For many threads.
 */
@ApplicationScoped
public class Thumbnails {

  private static final byte[] BEGIN = {
    (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R'
  };
  private static final int MOST_PIXELS = 256;

  @Inject JobLogs logs;

  /** Whether it begins as a PNG does, of at most 256 by 256 pixels. */
  public static boolean isSmallPng(byte[] png) {
    if (png.length < BEGIN.length + 8) {
      return false;
    }
    for (int i = 0; i < BEGIN.length; i++) {
      if (png[i] != BEGIN[i]) {
        return false;
      }
    }
    return isSmall(number(png, BEGIN.length)) && isSmall(number(png, BEGIN.length + 4));
  }

  private static boolean isSmall(int pixels) {
    return pixels >= 1 && pixels <= MOST_PIXELS;
  }

  private static int number(byte[] bytes, int from) {
    int number = 0;
    for (int i = from; i < from + 4; i++) {
      number = number << 8 | (bytes[i] & 0xff);
    }
    return number;
  }

  /** Keeps the picture of one of an assignment's files, over an earlier one. */
  public void write(int jobId, int assignmentId, int number, byte[] png) {
    Path file = file(jobId, assignmentId, number);
    try {
      Files.createDirectories(file.getParent());
      Path part = Files.createTempFile(file.getParent(), "thumbnail", ".part");
      Files.write(part, png);
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write a picture of job " + jobId, e);
    }
  }

  /** Whether there is one. */
  public boolean exists(int jobId, int assignmentId, int number) {
    return Files.exists(file(jobId, assignmentId, number));
  }

  /** The picture; empty when there is none. */
  public Optional<byte[]> read(int jobId, int assignmentId, int number) {
    try {
      return Optional.of(Files.readAllBytes(file(jobId, assignmentId, number)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read a picture of job " + jobId, e);
    }
  }

  private Path file(int jobId, int assignmentId, int number) {
    return logs.folder(jobId).resolve(assignmentId + "-" + number + ".png");
  }
}
