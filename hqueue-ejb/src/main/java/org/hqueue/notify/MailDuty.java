package org.hqueue.notify;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hqueue.database.Retry;

/** Writes the mails that events ask for, and sends what waits. Runs outside a transaction. */
@ApplicationScoped
public class MailDuty {

  private static final Logger LOG = Logger.getLogger(MailDuty.class.getName());

  @EJB NotifyService service;
  @Inject MailSender sender;
  @Inject Retry retry;

  /** One round; nothing is done where there is nothing to send by. */
  public void run() {
    if (!sender.isConfigured()) {
      return;
    }
    boolean more = true;
    while (more) {
      more = retry.call(service::claim);
    }
    retry.run(service::digest);
    List<Mail> mails = retry.call(service::take);
    while (!mails.isEmpty()) {
      mails.forEach(this::send);
      mails = retry.call(service::take);
    }
  }

  private void send(Mail mail) {
    try {
      sender.send(mail.draft());
      retry.run(() -> service.sent(mail));
    } catch (AddressException e) {
      retry.run(() -> service.failed(mail, String.valueOf(e.getMessage()), true));
    } catch (MessagingException e) {
      LOG.log(
          Level.WARNING,
          "mail {0} could not be sent and is tried again later: {1}",
          new Object[] {Long.toString(mail.id()), e.toString()});
      retry.run(() -> service.failed(mail, e.toString(), false));
    }
  }
}
