package org.hqueue.config;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an administrator has set. Each setting comes from its environment variable, else from {@code
 * hqserver.ini} in the data folder, else from its default; {@code docs/settings.md} lists them.
 * Read once, when the server starts. For many threads.
 */
@ApplicationScoped
public class Settings {

  private static final int LONG_TEXT_MILLIS = 60_000;

  /** Digits alone, of version 4 or 6: no name, which would be looked up at every call. */
  private static final Pattern ADDRESS =
      Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  private final Path home;
  private final SettingValues values;
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
    this.values = new SettingValues(this.home.resolve("hqserver.ini"), environment);
    this.errorPatterns = values.patterns("hqserver.errorPatterns");
    this.requeuePatterns = values.patterns("hqserver.requeuePatterns");
  }

  /** The data folder, absolute. */
  public Path home() {
    return home;
  }

  /**
   * JDBC address of the database, {@code hqserver.databaseUrl}: an embedded H2 file in the data
   * folder unless set. H2 always writes through to the disk before a commit returns. It keeps each
   * long text that a query gave for {@value #LONG_TEXT_MILLIS} ms, five minutes unless told, though
   * a row is read when its query has ended.
   */
  public String databaseUrl() {
    String url = values.text("hqserver.databaseUrl", "");
    if (!url.isEmpty()) {
      return url;
    }
    return "jdbc:h2:file:"
        + home.resolve("data").resolve("hqueue")
        + ";WRITE_DELAY=0;LOCK_TIMEOUT=5000;DB_CLOSE_DELAY=-1;LOB_TIMEOUT="
        + LONG_TEXT_MILLIS;
  }

  /** User of the database, {@code hqserver.databaseUser}. */
  public String databaseUser() {
    return values.text(
        "hqserver.databaseUser", databaseUrl().startsWith("jdbc:h2:") ? "sa" : "hqueue");
  }

  /** Password of the database, {@code hqserver.databasePassword}; never shown or logged. */
  public String databasePassword() {
    return values.text("hqserver.databasePassword", "");
  }

  /** Folder of the jobs' output, {@code hqserver.jobLogsDir}. */
  public Path jobLogsDir() {
    return home.resolve(values.text("hqserver.jobLogsDir", "job_logs"));
  }

  /** The HQueue version that callers are told, {@code hqserver.reportedVersion}. */
  public String reportedVersion() {
    return values.text("hqserver.reportedVersion", "20.5.0");
  }

  /** Time between heartbeats of an agent, {@code hqserver.heartbeatSeconds}. */
  public Duration heartbeat() {
    return Duration.ofSeconds(values.number("hqserver.heartbeatSeconds", 10, 1, 3600));
  }

  /** Silence after which a client is offline, {@code hqserver.activeTimeout} in minutes. */
  public Duration activeTimeout() {
    return Duration.ofMinutes(values.number("hqserver.activeTimeout", 5, 1, 10_000));
  }

  /**
   * Further silence after which a client is given up and its jobs are put back, {@code
   * hqserver.abandonedRequeueMinutes}; zero = never.
   */
  public Duration abandonedRequeue() {
    return Duration.ofMinutes(values.number("hqserver.abandonedRequeueMinutes", 30, 0, 100_000));
  }

  /**
   * Losses of a client in a row after which a job fails, {@code hqserver.maxAbandons}; 0 = never.
   */
  public int maxAbandons() {
    return values.number("hqserver.maxAbandons", 3, 0, 1000);
  }

  /**
   * More than so many percent of the clients online that fall silent together are taken for a
   * broken network, {@code hqserver.massSilencePercent}.
   */
  public int massSilencePercent() {
    return values.number("hqserver.massSilencePercent", 30, 1, 100);
  }

  /**
   * Days after its end that a tree of jobs is deleted, {@code hqserver.expireJobsDays}; 0 = never.
   */
  public int expireJobsDays() {
    return values.number("hqserver.expireJobsDays", 30, 0, 36_500);
  }

  /** Days that events are kept, {@code hqserver.expireEventsDays}; 0 = for ever. */
  public int expireEventsDays() {
    return values.number("hqserver.expireEventsDays", 90, 0, 36_500);
  }

  /** SMTP server for mails, {@code smtp_server}; "" = the container's mail session, if any. */
  public String smtpServer() {
    return values.text("hqserver.smtp_server", "");
  }

  /** Port of the SMTP server, {@code smtp_port}. */
  public int smtpPort() {
    return values.number("hqserver.smtp_port", 25, 1, 65_535);
  }

  /** User at the SMTP server, {@code smtp_user}; "" = no login. */
  public String smtpUser() {
    return values.text("hqserver.smtp_user", "");
  }

  /** Password at the SMTP server, {@code smtp_password}; never shown or logged. */
  public String smtpPassword() {
    return values.text("hqserver.smtp_password", "");
  }

  /**
   * Encryption of mail, {@code smtp_starttls}: {@code required}, {@code offered} (used where the
   * server has it) or {@code off}. With a login it is required unless set.
   */
  public String smtpStartTls() {
    String otherwise = smtpUser().isEmpty() ? "offered" : "required";
    return values.word("hqserver.smtp_starttls", otherwise, "required", "offered", "off");
  }

  /** Who mails are from, {@code error_email_from}. */
  public String mailFrom() {
    return values.text("hqserver.error_email_from", "hqueue@localhost");
  }

  /** Who is told of the server's troubles, {@code email_to}, with commas between; "" = nobody. */
  public String systemMailTo() {
    return values.text("hqserver.email_to", "");
  }

  /** JNDI name of the container's mail session, {@code mail_session}. */
  public String mailSession() {
    return values.text("hqserver.mail_session", "mail/hqueue");
  }

  /** Seconds between asking a process to end and killing it, {@code hqserver.killGrace}. */
  public int killGraceSeconds() {
    return values.number("hqserver.killGrace", 5, 0, 600);
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
    return Duration.ofMinutes(values.number("hqserver.callbackTimeout", 10, 1, 10_000));
  }

  /**
   * How long an ejected job stays away from the client that it left while another one that fits is
   * online, {@code hqserver.ejectHoldoff} in minutes.
   */
  public Duration ejectHoldoff() {
    return Duration.ofMinutes(values.number("hqserver.ejectHoldoff", 10, 0, 100_000));
  }

  /**
   * A client on which more jobs of one root have failed gets no more of them, {@code
   * hqserver.maxFailuresPerClient}; 0 = any number.
   */
  public int maxFailuresPerClient() {
    return values.number("hqserver.maxFailuresPerClient", 3, 0, 1_000_000);
  }

  /**
   * A client with so many failures in a row, of at least two roots, is sick, {@code
   * hqserver.sickAfter}; 0 = never.
   */
  public int sickAfter() {
    return values.number("hqserver.sickAfter", 5, 0, 1_000_000);
  }

  /** Time after which a sick client gets a job to try, {@code hqserver.sickRetryMinutes}. */
  public Duration sickRetry() {
    return Duration.ofMinutes(values.number("hqserver.sickRetryMinutes", 15, 1, 100_000));
  }

  /** A root with so many failures in a row is held, {@code hqserver.rootFailureHold}; 0 = never. */
  public int rootFailureHold() {
    return values.number("hqserver.rootFailureHold", 25, 0, 1_000_000);
  }

  /**
   * How long a job waits before clients are kept free for it, {@code hqserver.reserveAfter} in
   * seconds.
   */
  public Duration reserveAfter() {
    return Duration.ofSeconds(values.number("hqserver.reserveAfter", 60, 0, 100_000));
  }

  /**
   * Whether the share that uses the least goes first among equal priorities, {@code
   * hqserver.order}: {@code fifo} or {@code fair}.
   */
  public boolean isOrderFair() {
    return values.word("hqserver.order", "fifo", "fifo", "fair").equals("fair");
  }

  /** What makes a share, {@code hqserver.shareBy}: {@code submittedBy}, or the name of a label. */
  public String shareBy() {
    return values.text("hqserver.shareBy", "submittedBy");
  }

  /**
   * Weights of shares and CPUs that they use at the most, {@code hqserver.shares}: {@code ann=2,
   * bob=1/64, *=1/128}; "" = all weigh the same, and use what there is.
   */
  public String shares() {
    String shares = values.text("hqserver.shares", "");
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
    String address = values.text("hqserver.recordCalls", "");
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
      case "linux" -> values.text("hqserver.sharedNetwork.mount.linux", "/mnt/hq");
      case "windows" -> values.text("hqserver.sharedNetwork.mount.windows", "H:/");
      case "macosx" -> values.text("hqserver.sharedNetwork.mount.macosx", "/Volumes/HQShared");
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
    return ShownSettings.value(this, values, name);
  }

  /** Every setting in force, in the order of {@code docs/settings.md}; secrets are hidden. */
  public List<ShownSetting> allShown() {
    return ShownSettings.all(this, values);
  }

  /** The keys in {@code hqserver.ini} that set nothing, in lower case: other servers', or typos. */
  public List<String> unknownKeys() {
    return ShownSettings.unknown(values);
  }
}
