package org.hqueue.agent.run;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hqueue.xmlrpc.XmlRpcFault;
import org.hqueue.xmlrpc.XmlRpcLimits;
import org.hqueue.xmlrpc.XmlRpcReader;
import org.hqueue.xmlrpc.XmlRpcWriter;

/**
 * A struct in a file of its own, as XML-RPC writes it. A file is there whole or not at all, also
 * after a power failure.
 *
 * <p>It is written under another name, synced and renamed. The rename is not synced, which would
 * double the time until a command starts: what a power failure takes back of it is read under the
 * first name. (Linux file systems sync a new file together with its name.)
 */
final class StructFile {
  private static final XmlRpcReader READER = new XmlRpcReader(XmlRpcLimits.DEFAULT);

  private StructFile() {}

  /** Returns once the file is safely on the disk. */
  static void write(Path file, Map<String, Object> struct) throws IOException {
    var unfinished = unfinished(file);
    try (var channel =
            FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        var out = new BufferedOutputStream(Channels.newOutputStream(channel))) {
      XmlRpcWriter.writeCall(out, "keep", List.of(struct));
      out.flush();
      channel.force(true);
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Deletes what {@link #write} wrote, whatever it had come to. */
  static void delete(Path file) throws IOException {
    Files.deleteIfExists(unfinished(file));
    Files.deleteIfExists(file);
  }

  /**
   * Reads what {@link #write} wrote; empty when the file does not exist.
   *
   * @throws IOException also if the file holds something else
   */
  static Optional<Object> read(Path file) throws IOException {
    try {
      return Optional.of(parse(file));
    } catch (NoSuchFileException e) {
      return readUnfinished(file);
    }
  }

  private static Path unfinished(Path file) {
    return file.resolveSibling(file.getFileName() + ".new");
  }

  private static Optional<Object> readUnfinished(Path file) {
    try {
      return Optional.of(parse(unfinished(file)));
    } catch (IOException e) {
      return Optional.empty(); // none, or not written to its end
    }
  }

  private static Object parse(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    try {
      var params = READER.readCall(new ByteArrayInputStream(bytes)).params();
      Object struct = params.size() == 1 ? params.get(0) : null;
      if (struct == null) {
        throw new IOException(file + " does not hold one struct");
      }
      return struct;
    } catch (XmlRpcFault e) {
      throw new IOException(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
