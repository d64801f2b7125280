package org.hqueue.config;

import java.util.Locale;
import java.util.Optional;

/** The settings in force by their names, for people and scripts. For many threads. */
final class ShownSettings {

  private static final String PREFIX = "hqserver.";

  private ShownSettings() {}

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
              System.getProperty("hqueue.port", values.text("hqserver.port", "5000"));
          case "hqserver.host" -> values.text("hqserver.host", "127.0.0.1");
          case "hqserver.databaseurl" ->
              settings.databaseUrl().replaceAll("(?i)(password=)[^&;]*", "$1(hidden)");
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
