package org.hqueue.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The settings in force by their names, for people and scripts. For many threads. */
final class ShownSettings {

  private static final String PREFIX = "hqserver.";
  private static final String HIDDEN = "(hidden)";
  private static final String STANDARD_HOST = "127.0.0.1";
  private static final String STANDARD_PORT = "5000";

  /** All that there are, in the order of {@code docs/settings.md}. */
  private static final List<String> KEYS =
      List.of(
          "hqserver.port",
          "hqserver.host",
          "hqserver.databaseUrl",
          "hqserver.databaseUser",
          "hqserver.databasePassword",
          "hqserver.jobLogsDir",
          "hqserver.heartbeatSeconds",
          "hqserver.activeTimeout",
          "hqserver.abandonedRequeueMinutes",
          "hqserver.maxAbandons",
          "hqserver.massSilencePercent",
          "hqserver.expireJobsDays",
          "hqserver.expireEventsDays",
          "hqserver.smtp_server",
          "hqserver.smtp_port",
          "hqserver.smtp_user",
          "hqserver.smtp_password",
          "hqserver.smtp_starttls",
          "hqserver.error_email_from",
          "hqserver.email_to",
          "hqserver.mail_session",
          "hqserver.killGrace",
          "hqserver.errorPatterns",
          "hqserver.requeuePatterns",
          "hqserver.ejectHoldoff",
          "hqserver.maxFailuresPerClient",
          "hqserver.sickAfter",
          "hqserver.sickRetryMinutes",
          "hqserver.rootFailureHold",
          "hqserver.reserveAfter",
          "hqserver.order",
          "hqserver.shareBy",
          "hqserver.shares",
          "hqserver.callbackTimeout",
          "hqserver.reportedVersion",
          "hqserver.recordCalls",
          "hqserver.sharedNetwork.mount.linux",
          "hqserver.sharedNetwork.mount.windows",
          "hqserver.sharedNetwork.mount.macosx");

  private ShownSettings() {}

  /** As {@link Settings#allShown}. */
  static List<ShownSetting> all(Settings settings, SettingValues values) {
    List<ShownSetting> all = new ArrayList<>();
    for (String key : KEYS) {
      all.add(
          new ShownSetting(
              key.indexOf('_') > 0 ? key.substring(PREFIX.length()) : key,
              SettingValues.variableOf(key),
              value(settings, values, key).orElseGet(() -> secret(values, key)),
              source(values, key)));
    }
    return all;
  }

  private static String secret(SettingValues values, String key) {
    return values.text(key, "").isEmpty() ? "" : HIDDEN;
  }

  /** The launcher tells where it listens; what is not as the others say is its option. */
  private static ShownSetting.Source source(SettingValues values, String key) {
    String told =
        switch (key) {
          case "hqserver.host" -> System.getProperty("hqueue.host");
          case "hqserver.port" -> System.getProperty("hqueue.port");
          default -> null;
        };
    String otherwise = key.equals("hqserver.port") ? STANDARD_PORT : STANDARD_HOST;
    return told == null || told.equals(values.text(key, otherwise))
        ? values.source(key)
        : ShownSetting.Source.OPTION;
  }

  /** As {@link Settings#unknownKeys}. */
  static List<String> unknown(SettingValues values) {
    Set<String> known = new HashSet<>();
    for (String key : KEYS) {
      String lower = key.toLowerCase(Locale.ROOT);
      known.add(lower);
      known.add(lower.indexOf('_') > 0 ? lower.substring(PREFIX.length()) : lower);
    }
    return values.keysInFile().stream().filter(key -> !known.contains(key)).sorted().toList();
  }

  /** As {@link Settings#shown}. */
  static Optional<String> value(Settings settings, SettingValues values, String name) {
    String lower = name.strip().toLowerCase(Locale.ROOT);
    String key = lower.startsWith(PREFIX) ? lower : PREFIX + lower;
    if (key.contains("password")) {
      return Optional.empty();
    }
    return Optional.ofNullable(
        switch (key) {
          case "hqserver.port" ->
              System.getProperty("hqueue.port", values.text("hqserver.port", STANDARD_PORT));
          case "hqserver.host" ->
              System.getProperty("hqueue.host", values.text("hqserver.host", STANDARD_HOST));
          case "hqserver.databaseurl" ->
              settings.databaseUrl().replaceAll("(?i)(password=)[^&;]*", "$1" + HIDDEN);
          case "hqserver.databaseuser" -> settings.databaseUser();
          case "hqserver.joblogsdir" -> settings.jobLogsDir().toString();
          case "hqserver.reportedversion" -> settings.reportedVersion();
          case "hqserver.heartbeatseconds" -> Long.toString(settings.heartbeat().toSeconds());
          case "hqserver.activetimeout" -> Long.toString(settings.activeTimeout().toMinutes());
          case "hqserver.abandonedrequeueminutes" ->
              Long.toString(settings.abandonedRequeue().toMinutes());
          case "hqserver.maxabandons" -> Integer.toString(settings.maxAbandons());
          case "hqserver.masssilencepercent" -> Integer.toString(settings.massSilencePercent());
          case "hqserver.expirejobsdays" -> Integer.toString(settings.expireJobsDays());
          case "hqserver.expireeventsdays" -> Integer.toString(settings.expireEventsDays());
          case "hqserver.smtp_server" -> settings.smtpServer();
          case "hqserver.smtp_port" -> Integer.toString(settings.smtpPort());
          case "hqserver.smtp_user" -> settings.smtpUser();
          case "hqserver.smtp_starttls" -> settings.smtpStartTls();
          case "hqserver.error_email_from" -> settings.mailFrom();
          case "hqserver.email_to" -> settings.systemMailTo();
          case "hqserver.mail_session" -> settings.mailSession();
          case "hqserver.killgrace" -> Integer.toString(settings.killGraceSeconds());
          case "hqserver.errorpatterns" ->
              String.join(SettingValues.PATTERN_SEPARATOR, settings.errorPatterns());
          case "hqserver.requeuepatterns" ->
              String.join(SettingValues.PATTERN_SEPARATOR, settings.requeuePatterns());
          case "hqserver.ejectholdoff" -> Long.toString(settings.ejectHoldoff().toMinutes());
          case "hqserver.maxfailuresperclient" -> Integer.toString(settings.maxFailuresPerClient());
          case "hqserver.sickafter" -> Integer.toString(settings.sickAfter());
          case "hqserver.sickretryminutes" -> Long.toString(settings.sickRetry().toMinutes());
          case "hqserver.rootfailurehold" -> Integer.toString(settings.rootFailureHold());
          case "hqserver.reserveafter" -> Long.toString(settings.reserveAfter().toSeconds());
          case "hqserver.order" -> settings.isOrderFair() ? "fair" : "fifo";
          case "hqserver.shareby" -> settings.shareBy();
          case "hqserver.shares" -> settings.shares();
          case "hqserver.recordcalls" -> settings.recordCalls();
          case "hqserver.callbacktimeout" -> Long.toString(settings.callbackTimeout().toMinutes());
          case "hqserver.sharednetwork.mount.linux" -> settings.sharedFolder("linux");
          case "hqserver.sharednetwork.mount.windows" -> settings.sharedFolder("windows");
          case "hqserver.sharednetwork.mount.macosx" -> settings.sharedFolder("macosx");
          default -> values.inFile(key);
        });
  }
}
