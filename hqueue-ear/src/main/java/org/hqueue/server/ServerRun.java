package org.hqueue.server;

import fish.payara.micro.PayaraMicro;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One start of Payara Micro in this process, from the preparation to the word that it is ready. */
final class ServerRun {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(15);
  private static final long LOG_BYTES = 10L << 20;
  private static final int LOG_FILES = 5;

  private final ServerAddress address;
  private final DataFolder data;
  private final PrintStream terminal;
  private final AtomicBoolean booted = new AtomicBoolean();

  /**
   * A start that has been checked already.
   *
   * @param terminal where the launcher's own lines go; everything else goes to the log file
   */
  ServerRun(ServerAddress address, DataFolder data, PrintStream terminal) {
    this.address = address;
    this.data = data;
    this.terminal = terminal;
  }

  /**
   * Starts Payara and returns when it has booted; its threads keep the process alive. A thread of
   * its own says when the application is ready, and ends the process if it does not get so far.
   */
  void start() throws IOException {
    // Before anything asks for a temporary file: the JVM reads the property once.
    System.setProperty("java.io.tmpdir", data.temporary().toString());
    System.setProperty("hqueue.home", data.path().toString());
    System.setProperty("hqueue.host", address.host());
    System.setProperty("hqueue.port", Integer.toString(address.port()));
    PrebootFile.write(data.prebootFile(), address.bindAddress());
    LoggingFile.write(data.loggingFile());
    ServerLog log = redirectOutput();
    boundTheStop();
    Thread watch = new Thread(() -> watch(log), "start-watch");
    watch.setDaemon(true);
    watch.start();
    boot();
    booted.set(true);
  }

  private void boot() {
    String[] arguments = {
      "--nohostaware",
      "--nohazelcast",
      "--disablephonehome",
      "--port",
      Integer.toString(address.port()),
      "--prebootcommandfile",
      data.prebootFile().toString(),
      "--logproperties",
      data.loggingFile().toString()
    };
    try {
      PayaraMicro.main(arguments);
    } catch (Exception e) {
      // Not sooner: Payara Micro sets logging up itself, before anybody has asked for a logger.
      Logger.getLogger(ServerRun.class.getName())
          .log(Level.SEVERE, "Payara Micro could not start; this process ends", e);
      giveUp("Payara Micro could not start: " + e.getMessage());
    }
  }

  private ServerLog redirectOutput() throws IOException {
    ServerLog log = new ServerLog(data.logFile(), LOG_BYTES, LOG_FILES);
    PrintStream stream = new PrintStream(log, true, StandardCharsets.UTF_8);
    System.setOut(stream);
    System.setErr(stream);
    return log;
  }

  /** A stop that hangs must not keep a service manager or the port waiting. */
  private static void boundTheStop() {
    Thread starter =
        new Thread(
            () -> {
              Thread bound = new Thread(ServerRun::haltLater, "stop-bound");
              bound.setDaemon(true);
              bound.start();
            });
    Runtime.getRuntime().addShutdownHook(starter);
  }

  private static void haltLater() {
    pause(STOP_PATIENCE);
    Runtime.getRuntime().halt(1);
  }

  private void watch(ServerLog log) {
    HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    ReadinessWatch watch =
        new ReadinessWatch(
            () -> status(http, "/health/ready"),
            log::startFailed,
            booted::get,
            System::nanoTime,
            () -> pause(Duration.ofMillis(100)));
    Optional<String> failure = watch.await(PATIENCE);
    if (failure.isPresent()) {
      giveUp(failure.get());
    } else {
      terminal.println("ready " + address.url());
      terminal.flush();
      // The first page loads what all others need, which takes a second: not that of the first
      // viewer.
      status(http, "/jobs");
    }
  }

  private int status(HttpClient http, String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address.url() + path))
            .timeout(Duration.ofSeconds(10))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return ReadinessWatch.NO_ANSWER;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ReadinessWatch.NO_ANSWER;
    }
  }

  private void giveUp(String reason) {
    terminal.println("hqueue-server: " + reason + "; the log is " + data.logFile());
    terminal.flush();
    Runtime.getRuntime().halt(1);
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
