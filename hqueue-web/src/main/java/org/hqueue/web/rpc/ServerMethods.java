package org.hqueue.web.rpc;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hqueue.config.Settings;
import org.hqueue.web.BuildVersion;
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
    info.put("build", BuildVersion.TEXT);
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
}
