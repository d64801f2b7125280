package org.hqueue.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hqueue.config.Settings;
import org.hqueue.database.Database;
import org.hqueue.event.EventFeed;
import org.hqueue.event.EventKind;
import org.hqueue.event.EventStore;
import org.hqueue.event.NewEvent;
import org.hqueue.job.JobStatus;
import org.hqueue.notify.Mail;
import org.hqueue.notify.MailDuty;
import org.hqueue.notify.NotifyService;
import org.hqueue.testfarm.SimulatedAgent;
import org.hqueue.trouble.Trouble;
import org.hqueue.trouble.TroubleService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Mail about jobs and the farm, to a real SMTP server. */
abstract class MailContract extends FarmFixture {

  private final GreenMail server =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
  private MailSettings settings;
  private MailDuty duty;
  private int port;

  /** The farm's settings, with those of mail that a test wants. */
  private static final class MailSettings extends Settings {
    private int smtpPort;
    private String user = "";
    private String startTls = "offered";
    private String administrators = "";

    MailSettings(Settings settings, int smtpPort) {
      super(settings.home(), Map.of());
      this.smtpPort = smtpPort;
    }

    @Override
    public String smtpServer() {
      return "127.0.0.1";
    }

    @Override
    public int smtpPort() {
      return smtpPort;
    }

    @Override
    public String smtpUser() {
      return user;
    }

    @Override
    public String smtpPassword() {
      return "secret";
    }

    @Override
    public String smtpStartTls() {
      return startTls;
    }

    @Override
    public String systemMailTo() {
      return administrators;
    }
  }

  @BeforeEach
  void newFarm() {
    close();
    assemble();
    server.start();
    port = server.getSmtp().getPort();
    settings = new MailSettings(farm.get(Settings.class), port);
    farm.replace(Settings.class, settings);
    farm.replace(
        NotifyService.class,
        new NotifyService() {
          @Override
          public boolean claim() {
            return farm.inTransaction(super::claim);
          }

          @Override
          public void digest() {
            farm.run(super::digest);
          }

          @Override
          public List<Mail> take() {
            return farm.inTransaction(super::take);
          }

          @Override
          public void failed(Mail mail, String why, boolean hopeless) {
            farm.run(() -> super.failed(mail, why, hopeless));
          }
        });
    duty = farm.get(MailDuty.class);
    duty.run();
  }

  @AfterEach
  void stopServer() {
    server.stop();
  }

  @Test
  void aJobTellsOfTheReasonsThatItNamesAndOfNoOthers() throws MessagingException {
    SimulatedAgent agent = agent(1);
    int job =
        submit(
            spec(
                "name",
                "béauty\r\nBcc: x@example.org",
                "command",
                "c",
                "emailTo",
                "ann@example.org, bob@example.org",
                "emailReasons",
                "running, succeeded"));
    finishNext(agent, 0);
    round();
    assertEquals(
        List.of(
            "[hqueue] job %d béauty Bcc: x@example.org: running".formatted(job),
            "[hqueue] job %d béauty Bcc: x@example.org: succeeded".formatted(job)),
        subjects().stream().distinct().toList());
    assertEquals(4, server.getReceivedMessages().length, "two people, two reasons");
    assertEquals(
        "[ann@example.org, bob@example.org]",
        List.of(server.getReceivedMessages()[0].getAllRecipients()).toString());
    round();
    assertEquals(4, server.getReceivedMessages().length, "nothing is told twice");
  }

  @Test
  void withoutReasonsAJobTellsOfItsEnd() throws MessagingException {
    SimulatedAgent agent = agent(1);
    int job = submit(spec("command", "c", "emailTo", "ann@example.org"));
    finishNext(agent, 1);
    round();
    assertEquals(List.of("[hqueue] job %d job: failed".formatted(job)), subjects());
  }

  @Test
  void everyReasonOfTheContractIsTold() throws MessagingException {
    SimulatedAgent agent = agent(1);
    int job =
        submit(
            spec(
                "command",
                "c",
                "emailTo",
                "ann@example.org",
                "emailReasons",
                "ejecting,ejected,paused,pausing,resumed,priority changed,rescheduled,cancelled"));
    int assignment = startNext(agent);
    farm.run(() -> actions.setPriorities(List.of(job), 3));
    farm.run(() -> actions.hold(List.of(job)));
    beat(agent);
    agent.exit(assignment, 137);
    beat(agent).forget().forEach(agent::forget);
    farm.run(() -> actions.resume(List.of(job)));
    farm.run(() -> actions.cancel(List.of(job)));
    farm.run(() -> actions.reschedule(List.of(job)));
    round();
    List<String> reasons = new ArrayList<>();
    for (String subject : subjects()) {
      reasons.add(subject.substring(subject.lastIndexOf(": ") + 2));
    }
    assertEquals(
        List.of("priority changed", "ejecting", "ejected", "resumed", "cancelled", "rescheduled"),
        reasons);
  }

  @Test
  void aMailThatCannotBeSentIsTriedAgainAndHarmsNoJob() throws MessagingException {
    SimulatedAgent agent = agent(1);
    int job = submit(spec("command", "c", "emailTo", "ann@example.org"));
    finishNext(agent, 0);
    settings.smtpPort = 1;
    round();
    assertEquals(JobStatus.SUCCEEDED, status(job));
    settings.smtpPort = port;
    round();
    assertEquals(List.of(), subjects(), "not before a minute");
    farm.clock().advance(Duration.ofSeconds(61));
    round();
    assertEquals(1, subjects().size());
    assertEquals(0, pending());
  }

  @Test
  void aMailIsGivenUpAfterADayAndWhenItsAddressIsNone() {
    SimulatedAgent agent = agent(1);
    submit(spec("command", "c", "emailTo", "ann@example.org"));
    finishNext(agent, 0);
    settings.smtpPort = 1;
    round();
    farm.clock().advance(Duration.ofHours(23));
    round();
    assertEquals(1, pending());
    farm.clock().advance(Duration.ofHours(2));
    round();
    assertEquals(0, pending());
    submit(spec("command", "c", "emailTo", "@@"));
    finishNext(agent, 0);
    round();
    assertEquals(0, pending());
    List<Trouble> errors = farm.get(TroubleService.class).ofServer().latest();
    assertEquals(2, errors.size());
    assertTrue(errors.get(0).message().startsWith("given up: mail "), errors.toString());
  }

  @Test
  void aPasswordIsNeverSentUnencryptedUnlessAllowed() throws MessagingException {
    server.setUser("hqueue@example.org", "hqueue", "secret");
    SimulatedAgent agent = agent(1);
    submit(spec("command", "c", "emailTo", "ann@example.org"));
    finishNext(agent, 0);
    settings.user = "hqueue";
    settings.startTls = "required";
    round();
    assertEquals(1, pending(), "this server has no STARTTLS");
    settings.startTls = "off";
    farm.clock().advance(Duration.ofSeconds(61));
    round();
    assertEquals(1, subjects().size());
  }

  @Test
  void manyMessagesAtOnceBecomeOneMail() throws MessagingException {
    List<Map<String, Object>> children = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      children.add(Map.of("name", "f" + i, "command", "c", "emailTo", "ann@example.org"));
    }
    List<Integer> ids = submitAll(spec("children", children));
    farm.run(() -> actions.cancel(ids.subList(0, 1)));
    round();
    assertEquals(List.of("[hqueue] 30 messages about jobs"), subjects());
  }

  @Test
  void administratorsGetADigestOfClientsAndErrorsAtMostEveryTenMinutes() throws MessagingException {
    settings.administrators = "admin@example.org";
    agent(1);
    int client = client().id();
    for (int i = 0; i < 2; i++) {
      farm.run(
          () -> {
            farm.get(EventStore.class)
                .append(
                    List.of(
                        new NewEvent(
                            EventKind.CLIENT, null, client, "", "the client has gone silent")),
                    farm.clock().instant());
            farm.get(TroubleService.class)
                .add(List.of(new Trouble(0, farm.clock().instant(), "newjob", "incident 7")));
          });
      round();
      assertEquals(0, subjects().size(), "not yet");
    }
    farm.clock().advance(Duration.ofMinutes(10));
    round();
    assertEquals(List.of("[hqueue] 2 about clients, 2 server errors"), subjects());
    farm.clock().advance(Duration.ofMinutes(10));
    round();
    assertEquals(1, subjects().size(), "nothing new, no mail");
  }

  @Test
  void twoServersSendEachMailOnce() throws Exception {
    SimulatedAgent agent = agent(1);
    for (int i = 0; i < 5; i++) {
      submit(spec("command", "c", "emailTo", "ann@example.org"));
      finishNext(agent, 0);
    }
    farm.get(EventFeed.class).wake();
    atOnce(2, duty::run);
    duty.run();
    assertEquals(5, subjects().size());
  }

  private void round() {
    farm.get(EventFeed.class).wake();
    duty.run();
  }

  private int pending() {
    return farm.get(Database.class)
        .first("select count(*) as n from mail", row -> row.integer("n"))
        .orElseThrow();
  }

  private List<String> subjects() throws MessagingException {
    List<String> subjects = new ArrayList<>();
    for (MimeMessage message : server.getReceivedMessages()) {
      subjects.add(message.getSubject());
    }
    return subjects;
  }
}
