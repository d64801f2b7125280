package org.hqueue.config;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What an administrator has set. Each setting comes from its environment variable, else from {@code
 * hqserver.ini} in the data folder, else from its default; {@code docs/settings.md} lists them.
 * Read once, when the server starts. For many threads.
 */
@ApplicationScoped
public class Settings {

  /** Digits alone, of version 4 or 6: no name, which would be looked up at every call. */
  private static final Pattern ADDRESS =
      Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  private static final String PATTERN_SEPARATOR = ";;";
  private static final int MOST_PATTERNS = 32;
  private static final int LONGEST_PATTERN = 1000;

  private final Path home;
  private final Map<String, String> file;
  private final Map<String, String> environment;
  private final List<String> errorPatterns;
  private final List<String> requeuePatterns;

  /** The settings of this process; the data folder is the system property {@code hqueue.home}. */
  public Settings() {
    this(Path.of(System.getProperty("hqueue.home", "var")), System.getenv());
  }

  /**
   * @param home the data folder
   * @param environment variables of the process
   */
  public Settings(Path home, Map<String, String> environment) {
    this.home = home.toAbsolutePath();
    this.environment = environment;
    this.file = readFile(this.home.resolve("hqserver.ini"));
    this.errorPatterns = patterns("hqserver.errorPatterns");
    this.requeuePatterns = patterns("hqserver.requeuePatterns");
  }

  /** The data folder, absolute. */
  public Path home() {
    return home;
  }

  /**
   * JDBC address of the database, {@code hqserver.databaseUrl}: an embedded H2 file in the data
   * folder unless set. H2 always writes through to the disk before a commit returns.
   */
  public String databaseUrl() {
    String url = text("hqserver.databaseUrl", "");
    if (!url.isEmpty()) {
      return url;
    }
    return "jdbc:h2:file:"
        + home.resolve("data").resolve("hqueue")
        + ";WRITE_DELAY=0;LOCK_TIMEOUT=5000;DB_CLOSE_DELAY=-1";
  }

  /** User of the database, {@code hqserver.databaseUser}. */
  public String databaseUser() {
    return text("hqserver.databaseUser", databaseUrl().startsWith("jdbc:h2:") ? "sa" : "hqueue");
  }

  /** Password of the database, {@code hqserver.databasePassword}; never shown or logged. */
  public String databasePassword() {
    return text("hqserver.databasePassword", "");
  }

  /** Folder of the jobs' output, {@code hqserver.jobLogsDir}. */
  public Path jobLogsDir() {
    return home.resolve(text("hqserver.jobLogsDir", "job_logs"));
  }

  /** The HQueue version that callers are told, {@code hqserver.reportedVersion}. */
  public String reportedVersion() {
    return text("hqserver.reportedVersion", "20.5.0");
  }

  /** Time between heartbeats of an agent, {@code hqserver.heartbeatSeconds}. */
  public Duration heartbeat() {
    return Duration.ofSeconds(number("hqserver.heartbeatSeconds", 10, 1, 3600));
  }

  /** Silence after which a client is offline, {@code hqserver.activeTimeout} in minutes. */
  public Duration activeTimeout() {
    return Duration.ofMinutes(number("hqserver.activeTimeout", 5, 1, 10_000));
  }

  /**
   * Further silence after which a client is given up and its jobs are put back, {@code
   * hqserver.abandonedRequeueMinutes}; zero = never.
   */
  public Duration abandonedRequeue() {
    return Duration.ofMinutes(number("hqserver.abandonedRequeueMinutes", 30, 0, 100_000));
  }

  /**
   * Losses of a client in a row after which a job fails, {@code hqserver.maxAbandons}; 0 = never.
   */
  public int maxAbandons() {
    return number("hqserver.maxAbandons", 3, 0, 1000);
  }

  /**
   * More than so many percent of the clients online that fall silent together are taken for a
   * broken network, {@code hqserver.massSilencePercent}.
   */
  public int massSilencePercent() {
    return number("hqserver.massSilencePercent", 30, 1, 100);
  }

  /**
   * Days after its end that a tree of jobs is deleted, {@code hqserver.expireJobsDays}; 0 = never.
   */
  public int expireJobsDays() {
    return number("hqserver.expireJobsDays", 30, 0, 36_500);
  }

  /** Days that events are kept, {@code hqserver.expireEventsDays}; 0 = for ever. */
  public int expireEventsDays() {
    return number("hqserver.expireEventsDays", 90, 0, 36_500);
  }

  /** SMTP server for mails, {@code smtp_server}; "" = the container's mail session, if any. */
  public String smtpServer() {
    return text("hqserver.smtp_server", "");
  }

  /** Port of the SMTP server, {@code smtp_port}. */
  public int smtpPort() {
    return number("hqserver.smtp_port", 25, 1, 65_535);
  }

  /** User at the SMTP server, {@code smtp_user}; "" = no login. */
  public String smtpUser() {
    return text("hqserver.smtp_user", "");
  }

  /** Password at the SMTP server, {@code smtp_password}; never shown or logged. */
  public String smtpPassword() {
    return text("hqserver.smtp_password", "");
  }

  /**
   * Encryption of mail, {@code smtp_starttls}: {@code required}, {@code offered} (used where the
   * server has it) or {@code off}. With a login it is required unless set.
   */
  public String smtpStartTls() {
    String word = text("hqserver.smtp_starttls", smtpUser().isEmpty() ? "offered" : "required");
    if (!List.of("required", "offered", "off").contains(word)) {
      throw new IllegalArgumentException(
          "setting smtp_starttls: expected required, offered or off, got \"%s\"".formatted(word));
    }
    return word;
  }

  /** Who mails are from, {@code error_email_from}. */
  public String mailFrom() {
    return text("hqserver.error_email_from", "hqueue@localhost");
  }

  /** Who is told of the server's troubles, {@code email_to}, with commas between; "" = nobody. */
  public String systemMailTo() {
    return text("hqserver.email_to", "");
  }

  /** JNDI name of the container's mail session, {@code mail_session}. */
  public String mailSession() {
    return text("hqserver.mail_session", "mail/hqueue");
  }

  /** Seconds between asking a process to end and killing it, {@code hqserver.killGrace}. */
  public int killGraceSeconds() {
    return number("hqserver.killGrace", 5, 0, 600);
  }

  /**
   * Regular expressions, {@code hqserver.errorPatterns}; a line of any job's output that matches
   * one makes a failure.
   */
  public List<String> errorPatterns() {
    return errorPatterns;
  }

  /**
   * Regular expressions, {@code hqserver.requeuePatterns}; a line of any job's output that matches
   * one puts the job back without using a try.
   */
  public List<String> requeuePatterns() {
    return requeuePatterns;
  }

  /** Time after which a callback is ended, {@code hqserver.callbackTimeout} in minutes. */
  public Duration callbackTimeout() {
    return Duration.ofMinutes(number("hqserver.callbackTimeout", 10, 1, 10_000));
  }

  /**
   * How long an ejected job stays away from the client that it left while another one that fits is
   * online, {@code hqserver.ejectHoldoff} in minutes.
   */
  public Duration ejectHoldoff() {
    return Duration.ofMinutes(number("hqserver.ejectHoldoff", 10, 0, 100_000));
  }

  /**
   * A client on which more jobs of one root have failed gets no more of them, {@code
   * hqserver.maxFailuresPerClient}; 0 = any number.
   */
  public int maxFailuresPerClient() {
    return number("hqserver.maxFailuresPerClient", 3, 0, 1_000_000);
  }

  /**
   * A client with so many failures in a row, of at least two roots, is sick, {@code
   * hqserver.sickAfter}; 0 = never.
   */
  public int sickAfter() {
    return number("hqserver.sickAfter", 5, 0, 1_000_000);
  }

  /** Time after which a sick client gets a job to try, {@code hqserver.sickRetryMinutes}. */
  public Duration sickRetry() {
    return Duration.ofMinutes(number("hqserver.sickRetryMinutes", 15, 1, 100_000));
  }

  /** A root with so many failures in a row is held, {@code hqserver.rootFailureHold}; 0 = never. */
  public int rootFailureHold() {
    return number("hqserver.rootFailureHold", 25, 0, 1_000_000);
  }

  /**
   * How long a job waits before clients are kept free for it, {@code hqserver.reserveAfter} in
   * seconds.
   */
  public Duration reserveAfter() {
    return Duration.ofSeconds(number("hqserver.reserveAfter", 60, 0, 100_000));
  }

  /**
   * Whether the share that uses the least goes first among equal priorities, {@code
   * hqserver.order}: {@code fifo} or {@code fair}.
   */
  public boolean isOrderFair() {
    String order = text("hqserver.order", "fifo");
    if (!order.equals("fifo") && !order.equals("fair")) {
      throw new IllegalArgumentException(
          "setting hqserver.order: expected fifo or fair, got \"" + order + "\"");
    }
    return order.equals("fair");
  }

  /** What makes a share, {@code hqserver.shareBy}: {@code submittedBy}, or the name of a label. */
  public String shareBy() {
    return text("hqserver.shareBy", "submittedBy");
  }

  /**
   * Weights of shares and CPUs that they use at the most, {@code hqserver.shares}: {@code ann=2,
   * bob=1/64, *=1/128}; "" = all weigh the same, and use what there is.
   */
  public String shares() {
    String shares = text("hqserver.shares", "");
    if (!shares.matches("([^,=]+=\\s*[0-9.]*[1-9][0-9.]*\\s*(/\\s*[0-9]{1,9}\\s*)?(,|$))*")) {
      throw new IllegalArgumentException(
          "setting hqserver.shares: expected name=weight/cpus with commas between, got \""
              + shares
              + "\"");
    }
    return shares;
  }

  /**
   * Address of the one caller whose calls are recorded, {@code hqserver.recordCalls}; "" = none.
   */
  public String recordCalls() {
    String address = text("hqserver.recordCalls", "");
    if (!address.isEmpty() && !ADDRESS.matcher(address).matches()) {
      throw new IllegalArgumentException(
          "setting hqserver.recordCalls: expected an IP address, got \"" + address + "\"");
    }
    return address;
  }

  /**
   * Mount point of the shared folder, {@code hqserver.sharedNetwork.mount.<system>}.
   *
   * @param operatingSystem {@code linux}, {@code windows} or {@code macosx}
   */
  public String sharedFolder(String operatingSystem) {
    return switch (operatingSystem) {
      case "linux" -> text("hqserver.sharedNetwork.mount.linux", "/mnt/hq");
      case "windows" -> text("hqserver.sharedNetwork.mount.windows", "H:/");
      case "macosx" -> text("hqserver.sharedNetwork.mount.macosx", "/Volumes/HQShared");
      default -> "";
    };
  }

  /**
   * The value in force of a setting, for people and scripts; empty when there is none of that name,
   * or it is a password.
   *
   * @param name with or without {@code hqserver.}, in any case
   */
  public Optional<String> shown(String name) {
    String lower = name.strip().toLowerCase(Locale.ROOT);
    String key = lower.startsWith("hqserver.") ? lower : "hqserver." + lower;
    if (key.contains("password")) {
      return Optional.empty();
    }
    return Optional.ofNullable(
        switch (key) {
          case "hqserver.port" -> System.getProperty("hqueue.port", text("hqserver.port", "5000"));
          case "hqserver.host" -> text("hqserver.host", "127.0.0.1");
          case "hqserver.databaseurl" ->
              databaseUrl().replaceAll("(?i)(password=)[^&;]*", "$1(hidden)");
          case "hqserver.databaseuser" -> databaseUser();
          case "hqserver.joblogsdir" -> jobLogsDir().toString();
          case "hqserver.reportedversion" -> reportedVersion();
          case "hqserver.heartbeatseconds" -> Long.toString(heartbeat().toSeconds());
          case "hqserver.activetimeout" -> Long.toString(activeTimeout().toMinutes());
          case "hqserver.abandonedrequeueminutes" -> Long.toString(abandonedRequeue().toMinutes());
          case "hqserver.maxabandons" -> Integer.toString(maxAbandons());
          case "hqserver.masssilencepercent" -> Integer.toString(massSilencePercent());
          case "hqserver.expirejobsdays" -> Integer.toString(expireJobsDays());
          case "hqserver.expireeventsdays" -> Integer.toString(expireEventsDays());
          case "hqserver.smtp_server" -> smtpServer();
          case "hqserver.smtp_port" -> Integer.toString(smtpPort());
          case "hqserver.smtp_user" -> smtpUser();
          case "hqserver.smtp_starttls" -> smtpStartTls();
          case "hqserver.error_email_from" -> mailFrom();
          case "hqserver.email_to" -> systemMailTo();
          case "hqserver.mail_session" -> mailSession();
          case "hqserver.killgrace" -> Integer.toString(killGraceSeconds());
          case "hqserver.errorpatterns" -> String.join(PATTERN_SEPARATOR, errorPatterns);
          case "hqserver.requeuepatterns" -> String.join(PATTERN_SEPARATOR, requeuePatterns);
          case "hqserver.ejectholdoff" -> Long.toString(ejectHoldoff().toMinutes());
          case "hqserver.maxfailuresperclient" -> Integer.toString(maxFailuresPerClient());
          case "hqserver.sickafter" -> Integer.toString(sickAfter());
          case "hqserver.sickretryminutes" -> Long.toString(sickRetry().toMinutes());
          case "hqserver.rootfailurehold" -> Integer.toString(rootFailureHold());
          case "hqserver.reserveafter" -> Long.toString(reserveAfter().toSeconds());
          case "hqserver.order" -> isOrderFair() ? "fair" : "fifo";
          case "hqserver.shareby" -> shareBy();
          case "hqserver.shares" -> shares();
          case "hqserver.recordcalls" -> recordCalls();
          case "hqserver.callbacktimeout" -> Long.toString(callbackTimeout().toMinutes());
          case "hqserver.sharednetwork.mount.linux" -> sharedFolder("linux");
          case "hqserver.sharednetwork.mount.windows" -> sharedFolder("windows");
          case "hqserver.sharednetwork.mount.macosx" -> sharedFolder("macosx");
          default -> file.get(key);
        });
  }

  private String text(String key, String otherwise) {
    String value = environment.get(variableOf(key));
    if (value == null) {
      value = file.get(key.toLowerCase(Locale.ROOT));
    }
    if (value == null && key.indexOf('_') > 0) {
      // HQueue's own keys for mail have no prefix.
      value = file.get(key.substring("hqserver.".length()).toLowerCase(Locale.ROOT));
    }
    return value == null ? otherwise : value.strip();
  }

  /** Expressions with {@code ;;} between, which none of them needs. */
  private List<String> patterns(String key) {
    List<String> patterns = new ArrayList<>();
    for (String part : text(key, "").split(PATTERN_SEPARATOR, -1)) {
      String pattern = part.strip();
      if (!pattern.isEmpty()) {
        patterns.add(pattern);
        requirePattern(key, pattern);
      }
    }
    if (patterns.size() > MOST_PATTERNS) {
      throw new IllegalArgumentException(
          "setting %s: expected at most %d regular expressions, got %d"
              .formatted(key, MOST_PATTERNS, patterns.size()));
    }
    return List.copyOf(patterns);
  }

  private static void requirePattern(String key, String pattern) {
    if (pattern.length() > LONGEST_PATTERN) {
      throw new IllegalArgumentException(
          "setting %s: expected at most %d characters in a regular expression, got %d"
              .formatted(key, LONGEST_PATTERN, pattern.length()));
    }
    try {
      Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "setting %s: expected a regular expression, got \"%s\": %s"
              .formatted(key, pattern, e.getDescription()),
          e);
    }
  }

  private int number(String key, int otherwise, int least, int most) {
    String text = text(key, Integer.toString(otherwise));
    try {
      int value = Integer.parseInt(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Told below, with the range.
    }
    throw new IllegalArgumentException(
        "setting %s: expected a whole number from %d to %d, got \"%s\""
            .formatted(key, least, most, text));
  }

  /** {@code hqserver.databaseUrl} is {@code HQUEUE_DATABASE_URL} in the environment. */
  static String variableOf(String key) {
    String own = key.substring("hqserver.".length());
    return "HQUEUE_"
        + own.replaceAll("([a-z])([A-Z])", "$1_$2").replace('.', '_').toUpperCase(Locale.ROOT);
  }

  private static Map<String, String> readFile(Path ini) {
    Map<String, String> values = new HashMap<>();
    if (!Files.exists(ini)) {
      return values;
    }
    List<String> lines;
    try {
      lines = Files.readAllLines(ini);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the settings " + ini, e);
    }
    for (String line : lines) {
      String text = line.strip();
      int equals = text.indexOf('=');
      if (equals > 0 && text.charAt(0) != '#' && text.charAt(0) != ';' && text.charAt(0) != '[') {
        values.put(
            text.substring(0, equals).strip().toLowerCase(Locale.ROOT),
            text.substring(equals + 1).strip());
      }
    }
    return values;
  }
}
