package org.hqueue.server;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Payara Micro's own logging configuration with one thing changed: a record is one line of plain
 * text instead of a paragraph in colours for a terminal.
 */
final class LoggingFile {
  private static final String PAYARAS = "/MICRO-INF/domain/logging.properties";
  private static final String FORMAT =
      """

      java.util.logging.ConsoleHandler.formatter=java.util.logging.SimpleFormatter
      java.util.logging.SimpleFormatter.format=%1$tFT%1$tT.%1$tL%1$tz %4$s %3$s: %5$s%6$s%n
      """;

  private LoggingFile() {}

  /** Writes the configuration to a file that Payara is then given. */
  static void write(Path file) throws IOException {
    try (InputStream payaras = LoggingFile.class.getResourceAsStream(PAYARAS)) {
      if (payaras == null) {
        throw new FileNotFoundException("not in the server's jar: " + PAYARAS);
      }
      // In a properties file the last of several lines for a key counts.
      Files.writeString(
          file, new String(payaras.readAllBytes(), StandardCharsets.ISO_8859_1) + FORMAT);
    }
  }
}
