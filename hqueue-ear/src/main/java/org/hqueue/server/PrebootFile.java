package org.hqueue.server;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What Payara's configuration must say before it boots, as commands of its administration. */
final class PrebootFile {
  private static final String NETWORK = "configs.config.server-config.network-config.";
  private static final String POOL =
      "configs.config.server-config.thread-pools.thread-pool.http-thread-pool.";

  private PrebootFile() {}

  /** The commands for a server that listens on one address, or on all if it is a wildcard. */
  static List<String> commands(InetAddress address) {
    return List.of(
        // Micro listens on every interface unless told otherwise.
        "set "
            + NETWORK
            + "network-listeners.network-listener.http-listener.address="
            + address.getHostAddress(),
        // The default closes a kept-alive connection after 250 requests, agents' held ones too.
        "set " + NETWORK + "protocols.protocol.http-listener.http.max-connections=-1",
        "set " + NETWORK + "protocols.protocol.http-listener.http.timeout-seconds=75",
        // What Payara offers beside the application on the same port, and nobody asked for.
        "set-openapi-configuration --enabled=false",
        "set-microprofile-healthcheck-configuration --enabled=false",
        "set configs.config.server-config.microprofile-metrics-configuration.enabled=false",
        // Even where it is off it takes its path from the application.
        "set configs.config.server-config.microprofile-metrics-configuration.endpoint=payara-metrics",
        // Held calls take no thread, but thousands of agents may call in the same instant.
        "set " + POOL + "max-thread-pool-size=32",
        "set " + POOL + "min-thread-pool-size=8",
        "set " + POOL + "max-queue-size=65536");
  }

  /** Writes the commands to a file, one a line. */
  static void write(Path file, InetAddress address) throws IOException {
    Files.write(file, commands(address));
  }
}
