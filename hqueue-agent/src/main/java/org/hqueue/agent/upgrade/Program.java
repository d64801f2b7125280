package org.hqueue.agent.upgrade;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The file that an agent runs from. Replaced as a whole or not at all: another one is fetched
 * beside it, must have the hash that was told and start on this machine's Java, and takes its place
 * in one step. What runs meanwhile goes on with the old one.
 */
public final class Program {
  private static final int CONNECT_MILLIS = 5000;
  private static final int READ_MILLIS = 30_000;
  private static final int CHECK_SECONDS = 60;
  private static final StandardCopyOption REPLACE = StandardCopyOption.REPLACE_EXISTING;
  private static final long MOST_BYTES = 64L << 20;

  private final Path file;
  private final String hash;
  private final long mostBytes;

  private Program(Path file, String hash, long mostBytes) {
    this.file = file;
    this.hash = hash;
    this.mostBytes = mostBytes;
  }

  /** The one that this process runs. */
  public static Program own() {
    try {
      var code = Program.class.getProtectionDomain().getCodeSource();
      return of(Path.of(code.getLocation().toURI()), MOST_BYTES);
    } catch (URISyntaxException | RuntimeException e) { // a loader that knows no place
      return new Program(Path.of(""), "", MOST_BYTES);
    }
  }

  /** One file; anything else, such as a folder of classes, has no hash and cannot be replaced. */
  static Program of(Path file, long mostBytes) {
    if (!Files.isRegularFile(file)) {
      return new Program(file, "", mostBytes);
    }
    try {
      return new Program(file, sha256(file), mostBytes);
    } catch (IOException e) {
      return new Program(file, "", mostBytes);
    }
  }

  /** SHA-256 of the file when this process started, in lower case; "" where it is no file. */
  public String hash() {
    return hash;
  }

  /** The file. */
  public Path file() {
    return file;
  }

  /**
   * Puts another program in the place of this one; returns when that is done.
   *
   * @param from where it is fetched
   * @param wanted its SHA-256 in lower case
   * @throws UpgradeException if that cannot be; then nothing has changed
   */
  public void replace(URI from, String wanted) throws UpgradeException, InterruptedException {
    if (hash.isEmpty()) {
      throw new UpgradeException("This agent does not run from a jar that could be replaced.");
    }
    Path fetched = null;
    try {
      if (sha256(file).equals(wanted)) {
        return; // another agent of this machine was first
      }
      fetched = Files.createTempFile(file.toAbsolutePath().getParent(), "hqueue-agent", ".new");
      fetch(from, wanted, fetched);
      requireStart(fetched);
      Files.copy(file, file.resolveSibling(file.getFileName() + ".old"), REPLACE);
      fetched.toFile().setReadable(true, false);
      Files.move(fetched, file, StandardCopyOption.ATOMIC_MOVE, REPLACE);
    } catch (IOException e) {
      throw new UpgradeException("The program " + file + " cannot be replaced: " + e);
    } finally {
      delete(fetched);
    }
  }

  private void fetch(URI from, String wanted, Path to) throws IOException, UpgradeException {
    var connection = (HttpURLConnection) from.toURL().openConnection();
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout(READ_MILLIS);
    connection.setInstanceFollowRedirects(false);
    try {
      if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
        throw new UpgradeException(
            "The server answers " + connection.getResponseCode() + " to " + from + ".");
      }
      var digest = sha256();
      try (var in = connection.getInputStream();
          var out = new DigestOutputStream(Files.newOutputStream(to), digest)) {
        copy(in, out);
      }
      String found = HexFormat.of().formatHex(digest.digest());
      if (!found.equals(wanted)) {
        throw new UpgradeException(
            "What came from " + from + " has the hash " + found + " and not " + wanted + ".");
      }
    } finally {
      connection.disconnect();
    }
    try (var channel = FileChannel.open(to, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private void copy(InputStream in, OutputStream out) throws IOException, UpgradeException {
    byte[] part = new byte[1 << 16];
    long length = 0;
    for (int count = in.read(part); count >= 0; count = in.read(part)) {
      length += count;
      if (length > mostBytes) {
        throw new UpgradeException("The program has more than " + mostBytes + " bytes.");
      }
      out.write(part, 0, count);
    }
  }

  /** A program that this machine's Java cannot start must not take the place of one that runs. */
  private static void requireStart(Path jar)
      throws IOException, InterruptedException, UpgradeException {
    var command = List.of(java().toString(), "-jar", jar.toString(), "--version");
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (!process.waitFor(CHECK_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new UpgradeException("The new program does not start with " + java() + ".");
      }
    } finally {
      process.destroyForcibly();
    }
  }

  static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  private static String sha256(Path file) throws IOException {
    var digest = sha256();
    try (var in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static void delete(@Nullable Path file) {
    if (file != null) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        file.toFile().deleteOnExit();
      }
    }
  }
}
