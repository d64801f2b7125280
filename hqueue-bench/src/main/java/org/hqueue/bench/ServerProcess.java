package org.hqueue.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The real server jar as a process, with the options of {@code bin/server}. For one thread. */
final class ServerProcess implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(4);
  private static final long LOOK_MILLIS = 50;

  private final Path jar;
  private final Process process;
  private final URI address;
  private final double startSeconds;

  private ServerProcess(Path jar, Process process, URI address, double startSeconds) {
    this.jar = jar;
    this.process = process;
    this.address = address;
    this.startSeconds = startSeconds;
  }

  /**
   * Starts it and returns when it is ready.
   *
   * @param port 0 for a free one
   * @throws IOException if it does not become ready; its log is below the folder
   */
  static ServerProcess start(Path jar, Path folder, int port, Map<String, String> settings)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    int listen = port == 0 ? freePort() : port;
    List<String> arguments =
        List.of(
            "-Xmx512m",
            "-Xms64m",
            "-XX:MinHeapFreeRatio=20",
            "-XX:MaxHeapFreeRatio=40",
            "-XX:+UseSerialGC",
            "-XX:+IgnoreUnrecognizedVMOptions",
            "-XX:TrimNativeHeapInterval=10000",
            "-jar",
            jar.toString(),
            "--port",
            Integer.toString(listen),
            "--data",
            folder.resolve("data").toString());
    Map<String, String> environment = new HashMap<>(settings);
    environment.putIfAbsent("MALLOC_ARENA_MAX", "2");
    long start = System.nanoTime();
    Process process = JavaProcess.start(arguments, environment, folder.resolve("server.out"));
    URI address = URI.create("http://127.0.0.1:" + listen);
    awaitReady(process, address, folder);
    return new ServerProcess(jar, process, address, (System.nanoTime() - start) / 1e9);
  }

  /** Starts another one of the same jar, on a free port; the folder may have data already. */
  ServerProcess another(Path folder, Map<String, String> settings)
      throws IOException, InterruptedException {
    return start(jar, folder, 0, settings);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void awaitReady(Process process, URI address, Path folder)
      throws IOException, InterruptedException {
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/health/ready"))
            .timeout(Duration.ofSeconds(5))
            .build();
    long deadline = System.nanoTime() + START.toNanos();
    while (System.nanoTime() < deadline && process.isAlive()) {
      try {
        if (http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException notYet) {
        // Nobody listens there before the server does.
      }
      Thread.sleep(LOOK_MILLIS);
    }
    process.destroyForcibly();
    throw new IOException("The server did not become ready; see " + folder.resolve("server.out"));
  }

  URI address() {
    return address;
  }

  long pid() {
    return process.pid();
  }

  /** From the start of the process to the first answer that it is ready. */
  double startSeconds() {
    return startSeconds;
  }

  @Override
  public void close() {
    JavaProcess.stop(process);
  }
}
