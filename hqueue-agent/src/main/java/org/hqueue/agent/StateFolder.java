package org.hqueue.agent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where an agent keeps everything; one agent's at a time, and the folder tells which agent it is.
 */
final class StateFolder implements AutoCloseable {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

  /** Beyond what is in the file: on Windows nobody could read what is locked. */
  private static final long LOCKED_BYTE = 1L << 30;

  private final Path path;
  private final FileChannel lock;
  private final String agentId;

  private StateFolder(Path path, FileChannel lock, String agentId) {
    this.path = path;
    this.lock = lock;
    this.agentId = agentId;
  }

  /** Another agent has the folder. */
  static final class InUseException extends Exception {
    InUseException(Path path, String who) {
      super(
          "Another agent"
              + (who.isEmpty() ? "" : " (process " + who + ")")
              + " uses the state folder "
              + path
              + ". Stop it, or give this one another --name or --folder.");
    }
  }

  /**
   * Takes the folder, which is made if it is not there.
   *
   * @throws InUseException if another agent has it
   * @throws IOException if it cannot be used
   */
  static StateFolder open(Path path) throws InUseException, IOException {
    Files.createDirectories(path);
    var file = path.resolve("agent.lock");
    var channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      if (tryLock(channel) == null) {
        throw new InUseException(path, Files.readString(file).strip());
      }
      channel.truncate(0);
      var pid = Long.toString(ProcessHandle.current().pid());
      channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
      return new StateFolder(path, channel, agentId(path.resolve("agent.id")));
    } catch (InUseException | IOException e) {
      channel.close();
      throw e;
    }
  }

  Path path() {
    return path;
  }

  /** Where the assignments are kept. */
  Path assignments() {
    return path.resolve("assignments");
  }

  /** 32 hex digits, the same as long as the folder is there. */
  String agentId() {
    return agentId;
  }

  /** 32 hex digits that nobody had before. */
  static String randomId() {
    byte[] bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Lets another agent have the folder. */
  @Override
  public void close() throws IOException {
    lock.close();
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock(LOCKED_BYTE, 1, false);
    } catch (OverlappingFileLockException e) {
      return null; // the other one is in this JVM
    }
  }

  private static String agentId(Path file) throws IOException {
    if (Files.exists(file)) {
      String id = Files.readString(file).strip();
      if (ID.matcher(id).matches()) {
        return id;
      }
    }
    String id = randomId();
    var unfinished = file.resolveSibling("agent.id.new");
    Files.writeString(unfinished, id + "\n");
    Files.move(
        unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return id;
  }
}
