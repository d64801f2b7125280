package org.hqueue.web.rpc;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.hqueue.config.Settings;
import org.hqueue.xmlrpc.XmlRpcFault;
import org.jspecify.annotations.Nullable;

/** The functions about the server itself. For many threads. */
@ApplicationScoped
public class ServerMethods {

  /** Raised when a function is added or changes its meaning. */
  static final int API_VERSION = 1;

  @Inject Settings settings;
  @Inject Clock clock;
  @Inject StartTime startTime;

  private final String ownVersion = readOwnVersion();

  boolean ping() {
    return true;
  }

  /** The HQueue version that we stand for, which submitters compare with their own. */
  String version() {
    return settings.reportedVersion();
  }

  Instant time() {
    return clock.instant();
  }

  @Nullable String setting(Params params) throws XmlRpcFault {
    return settings.shown(params.text(0, "key")).orElse(null);
  }

  Map<String, Object> info() {
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("product", "Open HQueue");
    info.put("version", settings.reportedVersion());
    info.put("build", ownVersion);
    info.put("apiVersion", API_VERSION);
    info.put("database", databaseKind(settings.databaseUrl()));
    info.put("startedAt", startTime.instant());
    info.put("capabilities", List.of("gzip", "heldHeartbeat", "i8", "multicall", "nil"));
    return info;
  }

  /** The kind of database that a JDBC URL names: {@code h2}, {@code mariadb}. */
  static String databaseKind(String url) {
    String[] parts = url.split(":", 3);
    return parts.length == 3 ? parts[1] : "unknown";
  }

  private static String readOwnVersion() {
    Properties build = new Properties();
    try (InputStream in =
        ServerMethods.class.getResourceAsStream("/org/hqueue/web/build.properties")) {
      if (in != null) {
        build.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return build.getProperty("version", "unknown");
  }
}
