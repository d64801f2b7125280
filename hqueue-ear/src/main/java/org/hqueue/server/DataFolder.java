package org.hqueue.server;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * The folder that holds everything a server keeps: database, job output, logs, settings.
 *
 * @param path absolute
 */
record DataFolder(Path path) {
  /** Payara's own output and the application's log. */
  Path logFile() {
    return path.resolve("log").resolve("server.log");
  }

  /** The commands that Payara carries out before it boots. */
  Path prebootFile() {
    return temporary().resolve("preboot");
  }

  /** Payara's logging configuration. */
  Path loggingFile() {
    return temporary().resolve("logging.properties");
  }

  /** Where Payara unpacks itself; worth nothing once the process has ended. */
  Path temporary() {
    return path.resolve("tmp");
  }

  /** Makes the folders that are not there, and empties the temporary one. */
  void prepare() throws IOException {
    Files.createDirectories(path.resolve("log"));
    if (Files.exists(temporary())) {
      deleteTree(temporary());
    }
    Files.createDirectories(temporary());
  }

  private static void deleteTree(Path root) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
