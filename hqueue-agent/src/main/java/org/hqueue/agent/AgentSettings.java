package org.hqueue.agent;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.hqueue.agent.node.NodeSettings;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator decides about an agent.
 *
 * @param server address of the server, without a path
 * @param name "" or the client's name, unique on its host
 * @param hostname what the client is called
 * @param cpus that it offers, 1 or more
 * @param listenPort where to listen first, 0 = nowhere
 * @param listenHost the address of this machine to listen on
 * @param folder where the agent keeps everything
 * @param endJobsOnExit whether jobs end with the agent, or are found again by the next one
 * @param autoUpgrade whether it wants the server's program by itself
 * @param maxLogBytes of one job's log, beyond which its middle is left out; 0 = no limit
 * @param thumbnailCommand text for {@code /bin/sh} that draws what is neither PNG nor JPEG, "" =
 *     none
 * @param jobEnvironment variables that a job's own override
 * @param node what is said of the machine and looked at there
 */
record AgentSettings(
    URI server,
    String name,
    String hostname,
    int cpus,
    int listenPort,
    String listenHost,
    Path folder,
    boolean endJobsOnExit,
    boolean autoUpgrade,
    long maxLogBytes,
    String thumbnailCommand,
    Map<String, String> jobEnvironment,
    NodeSettings node) {

  /** The keys of {@code hqnode.ini}. */
  static final Set<String> KEYS =
      new TreeSet<>(
          Set.of(
              "server",
              "name",
              "hostname",
              "cpus",
              "port",
              "listen_port",
              "auto_upgrade",
              "sharedNetwork.mount",
              "description",
              "minFreeDisk",
              "healthCommand",
              "listenHost",
              "folder",
              "endJobsOnExit",
              "maxLogSize",
              "thumbnail_command"));

  private static final Set<String> TRUE = Set.of("true", "yes", "on", "1");
  private static final Set<String> FALSE = Set.of("false", "no", "off", "0", "");
  private static final Pattern ANYTHING = Pattern.compile(".*");
  private static final long KIBIBYTES = 1024;
  private static final long MEBIBYTE = 1024 * 1024;
  private static final int SERVER_PORT = 5000;
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}._-]{0,64}");
  private static final Pattern HOSTNAME = Pattern.compile("[^\\s:/]{1,255}");
  private static final Pattern HAS_SCHEME = Pattern.compile("[A-Za-z]+://.*");

  /**
   * Settings from what was written, and from defaults for what was not.
   *
   * @throws SettingsException for a value that is not possible
   */
  static AgentSettings of(IniFile ini) throws SettingsException {
    var values = new Values(ini.main());
    String name = values.matching("name", NAME, "", "letters, digits, '.', '_' and '-'");
    return new AgentSettings(
        values.server(),
        name,
        values.matching("hostname", HOSTNAME, MachineFacts.hostname(), "a host name"),
        values.number("cpus", 1, 100_000, Runtime.getRuntime().availableProcessors()),
        values.number("listen_port", 0, 65535, 5001),
        values.matching("listenHost", Pattern.compile("\\S+"), "127.0.0.1", "a host or address"),
        values.folder(name),
        values.bool("endJobsOnExit"),
        values.bool("auto_upgrade"),
        values.number("maxLogSize", 0, 1_000_000, 256) * MEBIBYTE,
        values.matching("thumbnail_command", ANYTHING, "", "a command"),
        jobEnvironment(ini),
        new NodeSettings(
            values.matching("description", ANYTHING, "", "text"),
            plain(ini.attributes()),
            values.number("minFreeDisk", 0, Integer.MAX_VALUE, 256) * KIBIBYTES,
            values.mount().stream().toList(),
            values.matching("healthCommand", ANYTHING, "", "a command")));
  }

  private static Map<String, String> jobEnvironment(IniFile ini) throws SettingsException {
    var variables = new LinkedHashMap<String, String>();
    new Values(ini.main()).mount().ifPresent(mount -> variables.put("HQROOT", mount.toString()));
    variables.putAll(plain(ini.jobEnvironment()));
    return variables;
  }

  private static Map<String, String> plain(Map<String, Setting> section) {
    var values = new LinkedHashMap<String, String>();
    section.forEach((key, setting) -> values.put(key, setting.value()));
    return values;
  }

  /** {@code hostname} or {@code hostname:name}. */
  String label() {
    return name.isEmpty() ? hostname : hostname + ":" + name;
  }

  private record Values(Map<String, Setting> written) {

    String matching(String key, Pattern pattern, String otherwise, String wanted)
        throws SettingsException {
      Setting setting = written.get(key);
      if (setting == null) {
        return otherwise;
      }
      if (!pattern.matcher(setting.value()).matches()) {
        throw setting.refused(wanted);
      }
      return setting.value();
    }

    int number(String key, int least, int most, int otherwise) throws SettingsException {
      Setting setting = written.get(key);
      if (setting == null) {
        return otherwise;
      }
      try {
        int number = Integer.parseInt(setting.value());
        if (number >= least && number <= most) {
          return number;
        }
      } catch (NumberFormatException e) {
        // Told below, as for a number out of range.
      }
      throw setting.refused("a number from " + least + " to " + most);
    }

    boolean bool(String key) throws SettingsException {
      Setting setting = written.get(key);
      String value = setting == null ? "false" : setting.value().toLowerCase(Locale.ROOT);
      if (setting == null || FALSE.contains(value)) {
        return false;
      }
      if (TRUE.contains(value)) {
        return true;
      }
      throw setting.refused("true or false");
    }

    URI server() throws SettingsException {
      Setting setting = written.get("server");
      if (setting == null) {
        return URI.create("http://127.0.0.1:" + number("port", 1, 65535, SERVER_PORT));
      }
      int port = number("port", 1, 65535, SERVER_PORT);
      URI server = address(setting.value(), port);
      if (server == null) {
        throw setting.refused("http://host:port, https://host:port, host:port or host");
      }
      return server;
    }

    Optional<Path> mount() throws SettingsException {
      Setting setting = written.get("sharedNetwork.mount");
      if (setting == null || setting.value().isEmpty()) {
        return Optional.empty();
      }
      try {
        var path = NodeSettings.folder(setting.value());
        if (path.isAbsolute()) {
          return Optional.of(path);
        }
      } catch (InvalidPathException e) {
        // Told below, as for a relative one.
      }
      throw setting.refused("an absolute path");
    }

    Path folder(String name) throws SettingsException {
      Setting setting = written.get("folder");
      if (setting == null) {
        String agent = name.isEmpty() ? "agent" : "agent-" + name;
        return Path.of(System.getProperty("user.home"), ".hqueue", agent);
      }
      try {
        if (!setting.value().isEmpty()) {
          return Path.of(setting.value()).toAbsolutePath().normalize();
        }
      } catch (InvalidPathException e) {
        // Told below, as for an empty one.
      }
      throw setting.refused("a folder");
    }

    /** The address of a server without a path; null when it is none. */
    private static @Nullable URI address(String text, int otherwise) {
      String full = HAS_SCHEME.matcher(text).matches() ? text : "http://" + text;
      try {
        var uri = new URI(full);
        String path = uri.getPath();
        boolean fits =
            ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                && uri.getHost() != null
                && uri.getUserInfo() == null
                && (path == null || path.isEmpty() || path.equals("/"))
                && uri.getQuery() == null;
        int port = uri.getPort() == -1 ? otherwise : uri.getPort();
        return fits ? new URI(uri.getScheme(), null, uri.getHost(), port, null, null, null) : null;
      } catch (URISyntaxException e) {
        return null;
      }
    }
  }
}
