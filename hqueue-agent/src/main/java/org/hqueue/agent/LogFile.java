package org.hqueue.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** The agent's log: {@code hqnode.log}, which always is the newest of five files of 5 MB. */
final class LogFile {
  private static final int BYTES = 5_000_000;
  private static final int FILES = 5;

  private LogFile() {}

  /** Must be called before anything is logged. */
  static void prepare() {
    System.setProperty("java.util.logging.manager", Manager.class.getName());
    System.setProperty(
        "java.util.logging.SimpleFormatter.format",
        "%1$tY-%1$tm-%1$td %1$tH:%1$tM:%1$tS.%1$tL %4$s %5$s%6$s%n");
  }

  /**
   * Sends everything logged from now on to the file.
   *
   * @throws IOException if the folder cannot be written to
   */
  static void open(Path folder) throws IOException {
    var root = Logger.getLogger("");
    for (var handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    var handler = new FileHandler(folder.resolve("hqnode.log.%g").toString(), BYTES, FILES, true);
    handler.setFormatter(new SimpleFormatter());
    root.addHandler(handler);
    root.setLevel(Level.INFO);
    // The handler numbers its files from 0 on; people and scripts look for the plain name.
    link(folder.resolve("hqnode.log"));
    Manager.open = true;
  }

  private static void link(Path link) throws IOException {
    Files.deleteIfExists(link);
    try {
      Files.createSymbolicLink(link, Path.of("hqnode.log.0"));
    } catch (IOException e) { // on Windows links are for administrators alone
      Logger.getLogger(LogFile.class.getName())
          .log(Level.INFO, "The newest log is called hqnode.log.0 alone: {0}", e.toString());
    }
  }

  /** Lets another process have the file; nothing is logged any more. */
  static void close() {
    var root = Logger.getLogger("");
    for (var handler : root.getHandlers()) {
      root.removeHandler(handler);
      handler.close();
    }
  }

  /** Keeps the log open while the JVM shuts down, since ending the jobs is logged then. */
  public static final class Manager extends LogManager {
    private static volatile boolean open;

    @Override
    public void reset() {
      if (!open) {
        super.reset();
      }
    }
  }
}
