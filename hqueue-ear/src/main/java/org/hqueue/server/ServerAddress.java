package org.hqueue.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the server listens.
 *
 * @param host a name or address of this machine; a wildcard address for all of them
 * @param port 1 to 65535
 */
record ServerAddress(String host, int port) {
  static final String DEFAULT_HOST = "127.0.0.1";
  static final int DEFAULT_PORT = 5000;

  /**
   * The command line counts more than the environment, that more than the settings file, that more
   * than the defaults.
   *
   * @param host of the command line, null if it names none
   * @param port of the command line, null if it names none
   * @throws StartRefusedException if a port is not a number from 1 to 65535
   */
  static ServerAddress resolve(
      @Nullable String host,
      @Nullable String port,
      Map<String, String> environment,
      SettingsFile settings) {
    String chosenHost =
        Optional.ofNullable(host)
            .or(() -> Optional.ofNullable(environment.get("HQUEUE_HOST")))
            .or(() -> settings.get("hqserver.host"))
            .orElse(DEFAULT_HOST);
    int chosenPort =
        Optional.ofNullable(port)
            .or(() -> Optional.ofNullable(environment.get("HQUEUE_PORT")))
            .or(() -> settings.get("hqserver.port"))
            .map(ServerAddress::parsePort)
            .orElse(DEFAULT_PORT);
    return new ServerAddress(chosenHost, chosenPort);
  }

  private static int parsePort(String text) {
    try {
      int port = Integer.parseInt(text.strip());
      if (port >= 1 && port <= 65535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // refused below, like a number out of range
    }
    throw new StartRefusedException(
        "the port must be a number from 1 to 65535, not \"" + text + '"');
  }

  /**
   * The address to bind to.
   *
   * @throws StartRefusedException if the host's name is not known
   */
  InetAddress bindAddress() {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new StartRefusedException(
          "the host \"" + host + "\" is not known; give --host an address of this machine");
    }
  }

  /** A URL that reaches the server from this machine, without a slash at its end. */
  String url() {
    InetAddress address = bindAddress();
    String reachable = address.isAnyLocalAddress() ? DEFAULT_HOST : host;
    return "http://"
        + (reachable.indexOf(':') >= 0 ? '[' + reachable + ']' : reachable)
        + ':'
        + port;
  }
}
