package org.hqueue.notify;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.hqueue.config.Settings;

/**
 * Sends mails by SMTP: to the server that the settings name, else through the mail session of the
 * container, where there is one. Waits at most ten seconds for each answer. For many threads.
 */
@ApplicationScoped
public class MailSender {

  private static final String TIMEOUT_MILLIS = "10000";

  @Inject Settings settings;
  @Inject Clock clock;

  /** Whether there is anything to send by. */
  boolean isConfigured() {
    return !settings.smtpServer().isEmpty() || containerSession().isPresent();
  }

  /**
   * Sends a mail before it returns; never called within a transaction.
   *
   * @throws jakarta.mail.internet.AddressException when it has no recipient that can be
   * @throws MessagingException when it could not be handed over
   */
  void send(Draft draft) throws MessagingException {
    boolean isOurs = !settings.smtpServer().isEmpty();
    Session session = isOurs ? Session.getInstance(properties()) : containerSession().orElseThrow();
    MimeMessage message = new MimeMessage(session);
    if (isOurs || session.getProperty("mail.from") == null) {
      message.setFrom(new InternetAddress(settings.mailFrom()));
    } else {
      message.setFrom();
    }
    message.setRecipients(Message.RecipientType.TO, InternetAddress.parse(draft.recipients()));
    message.setSubject(draft.subject(), StandardCharsets.UTF_8.name());
    message.setText(draft.body(), StandardCharsets.UTF_8.name());
    message.setSentDate(Date.from(clock.instant()));
    message.setHeader("Auto-Submitted", "auto-generated");
    if (isOurs && !settings.smtpUser().isEmpty()) {
      Transport.send(message, settings.smtpUser(), settings.smtpPassword());
    } else {
      Transport.send(message);
    }
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("mail.transport.protocol", "smtp");
    properties.setProperty("mail.smtp.host", settings.smtpServer());
    properties.setProperty("mail.smtp.port", Integer.toString(settings.smtpPort()));
    properties.setProperty("mail.smtp.auth", Boolean.toString(!settings.smtpUser().isEmpty()));
    boolean isRequired = settings.smtpStartTls().equals("required");
    boolean isOff = settings.smtpStartTls().equals("off");
    properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(!isOff));
    properties.setProperty("mail.smtp.starttls.required", Boolean.toString(isRequired));
    properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    properties.setProperty("mail.smtp.connectiontimeout", TIMEOUT_MILLIS);
    properties.setProperty("mail.smtp.timeout", TIMEOUT_MILLIS);
    properties.setProperty("mail.smtp.writetimeout", TIMEOUT_MILLIS);
    return properties;
  }

  @SuppressWarnings("BanJNDI") // The name is the administrator's, from the settings.
  private Optional<Session> containerSession() {
    try {
      Object found = new InitialContext().lookup(settings.mailSession());
      return found instanceof Session session ? Optional.of(session) : Optional.empty();
    } catch (NamingException e) {
      // The administrator has given the container no mail session.
      return Optional.empty();
    }
  }
}
