package org.hqueue.server;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Everything that Payara and the application print. The file is rotated by size at the end of a
 * line: {@code server.log}, {@code server.log.1} (newest) up to the number of files to keep.
 *
 * <p>It also listens for the one sentence by which Payara Micro says that its start has failed,
 * since the process then stays alive and deaf. For many threads.
 */
final class ServerLog extends OutputStream {
  private static final String START_FAILED = "Shutdown required";

  private final Path file;
  private final long maximumBytes;
  private final int filesToKeep;
  private OutputStream out;
  private long written;
  private String tail = "";
  private volatile boolean startFailed;

  /**
   * Opens the file to append to it.
   *
   * @param maximumBytes after so many the next end of a line rotates
   * @param filesToKeep rotated files, at least 1
   */
  ServerLog(Path file, long maximumBytes, int filesToKeep) throws IOException {
    this.file = file;
    this.maximumBytes = maximumBytes;
    this.filesToKeep = filesToKeep;
    this.out = open();
  }

  /** Whether Payara has said that its start failed. */
  boolean startFailed() {
    return startFailed;
  }

  @Override
  public void write(int singleByte) throws IOException {
    write(new byte[] {(byte) singleByte}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    written += length;
    listen(new String(bytes, offset, length, StandardCharsets.ISO_8859_1));
    if (written >= maximumBytes && length > 0 && bytes[offset + length - 1] == '\n') {
      rotate();
    }
  }

  @Override
  public synchronized void flush() throws IOException {
    out.flush();
  }

  @Override
  public synchronized void close() throws IOException {
    out.close();
  }

  private void listen(String text) {
    if (startFailed) {
      return;
    }
    String heard = tail + text;
    startFailed = heard.contains(START_FAILED);
    tail = heard.substring(Math.max(0, heard.length() - START_FAILED.length()));
  }

  private void rotate() throws IOException {
    out.close();
    for (int number = filesToKeep - 1; number >= 1; number--) {
      Path older = numbered(number);
      if (Files.exists(older)) {
        Files.move(older, numbered(number + 1), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Files.move(file, numbered(1), StandardCopyOption.REPLACE_EXISTING);
    out = open();
  }

  private Path numbered(int number) {
    return file.resolveSibling(file.getFileName() + "." + number);
  }

  private OutputStream open() throws IOException {
    written = Files.exists(file) ? Files.size(file) : 0;
    return Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
