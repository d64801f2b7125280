package org.hqueue.system;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A server and agents as processes of the real jars, on a free port, with everything they keep
 * below one folder. Whatever happens, closing it leaves no process behind. For one thread.
 */
final class Farm implements AutoCloseable {
  /** A start of Payara Micro on two busy cores has taken more than a minute. */
  private static final Duration START = Duration.ofMinutes(4);

  private static final Duration STOP = Duration.ofSeconds(30);
  private static final int TAIL_LINES = 80;
  private static final Set<Farm> OPEN = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> List.copyOf(OPEN).forEach(Farm::killAll)));
  }

  private final Path folder;
  private final Map<String, String> environment;
  private final int port;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<LoggedProcess> agents = new ArrayList<>();
  private @Nullable LoggedProcess server;

  private Farm(Path folder, Map<String, String> environment, int port) {
    this.folder = folder;
    this.environment = environment;
    this.port = port;
    OPEN.add(this);
  }

  /**
   * Starts a server, and returns when it is ready.
   *
   * @param environment of the server besides that of the tests
   */
  static Farm start(Path folder, Map<String, String> environment)
      throws IOException, InterruptedException {
    Farm farm = new Farm(folder, environment, freePort());
    farm.startServer();
    return farm;
  }

  /** Agents only, of a server at the port that somebody else starts and ends. */
  static Farm of(Path folder, int port) {
    return new Farm(folder, Map.of(), port);
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  /** Starts the server on the same port and data as before, and returns when it is ready. */
  void startServer() throws IOException, InterruptedException {
    LoggedProcess started =
        LoggedProcess.start(
            folder.resolve("server.out"),
            environment,
            List.of(
                java(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-jar",
                property("hqueue.server.jar"),
                "--port",
                Integer.toString(port),
                "--data",
                data().toString()));
    server = started;
    Await.until(
        START,
        "the server is ready",
        () -> {
          if (!started.isAlive()) {
            throw new Await.Hopeless("the server has ended: " + started.output());
          }
          return isReady();
        });
  }

  private boolean isReady() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url() + "/health/ready"))
            .timeout(Duration.ofSeconds(5))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
  }

  /** The server's process id. */
  long serverPid() {
    if (server == null) {
      throw new IllegalStateException("no server was started");
    }
    return server.process().pid();
  }

  /** Ends the server as a power cut would. */
  void killServer() {
    if (server != null) {
      server.kill();
    }
  }

  /** Starts an agent; it registers by itself a moment later. */
  void startAgent(String name, int cpus) throws IOException {
    agents.add(
        LoggedProcess.start(
            folder.resolve("agent-" + name + ".out"),
            Map.of(),
            List.of(
                java(),
                "-Xmx64m",
                "-Xms8m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                property("hqueue.agent.jar"),
                "--server",
                url(),
                "--name",
                name,
                "--cpus",
                Integer.toString(cpus),
                "--port",
                "0",
                "--folder",
                folder.resolve("agent-" + name).toString(),
                "--end-jobs-on-exit")));
  }

  /** Returns when a client is there to run jobs. */
  void awaitClient() throws IOException, InterruptedException {
    Python.run("until_client.py", url());
  }

  /** Submits specifications, given as JSON; the ids of all jobs that come into being. */
  List<String> submit(String specification) throws IOException, InterruptedException {
    return List.of(Python.run("submit_json.py", url(), specification).strip().split(" ", -1));
  }

  /** Ends agents, so that they end their jobs, and then the server. */
  @Override
  public void close() {
    for (LoggedProcess agent : agents) {
      agent.stop(STOP);
    }
    if (server != null) {
      server.stop(STOP);
    }
    killAll();
    OPEN.remove(this);
  }

  private void killAll() {
    Stream<LoggedProcess> ours = agents.stream();
    if (server != null) {
      ours = Stream.concat(ours, Stream.of(server));
    }
    ours.forEach(
        process -> {
          process.process().descendants().forEach(ProcessHandle::destroyForcibly);
          process.process().destroyForcibly();
        });
    JobProcesses.killBelow(folder);
  }

  /** Prints the ends of all logs of all farms that are open. */
  static void printLogs(PrintStream out) {
    for (Farm farm : OPEN) {
      try (Stream<Path> files = Files.walk(farm.folder, 4)) {
        for (Path file :
            files.filter(f -> f.toString().matches(".*\\.(out|log)")).sorted().toList()) {
          List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
          out.println("---- " + file);
          lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()).forEach(out::println);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  Path data() {
    return folder.resolve("data");
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  static String property(String name) {
    String value = System.getProperty(name);
    if (value == null) {
      throw new IllegalStateException("the build sets the system property " + name);
    }
    return value;
  }
}
