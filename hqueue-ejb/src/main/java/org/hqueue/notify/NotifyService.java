package org.hqueue.notify;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hqueue.config.Settings;
import org.hqueue.event.EventKind;
import org.hqueue.event.EventStore;
import org.hqueue.event.FeedEvent;
import org.hqueue.event.FeedService;
import org.hqueue.notify.MailComposer.Line;
import org.hqueue.notify.MailComposer.Message;
import org.hqueue.notify.NotifyStore.MailJob;
import org.hqueue.notify.NotifyStore.Place;
import org.hqueue.trouble.Trouble;
import org.hqueue.trouble.TroubleService;

/** The transactions of {@link MailDuty}; no mail is sent within one. */
@Stateless
public class NotifyService {

  /** Mails that may wait at once; what comes beyond is dropped, and that is noted. */
  static final int MOST_PENDING = 1000;

  private static final int EVENTS = 1000;
  private static final int AT_ONCE = 20;
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final Duration LEASE = Duration.ofMinutes(5);
  private static final Duration FIRST_DELAY = Duration.ofMinutes(1);
  private static final Duration LAST_DELAY = Duration.ofHours(1);
  private static final Duration DIGEST = Duration.ofMinutes(10);

  @Inject NotifyStore store;
  @EJB FeedService feed;
  @Inject EventStore events;
  @EJB TroubleService troubles;
  @Inject Settings settings;
  @Inject Clock clock;

  /**
   * Reads on in the feed and writes the mails that follow, in the transaction that moves the place.
   * After a day without a look, and at first, it goes on from the end.
   *
   * @return whether there may be more
   */
  public boolean claim() {
    Instant now = clock.instant();
    Place place = store.lockPlace();
    long last = place.feed();
    if (place.movedAt().isBefore(now.minus(LONGEST))) {
      store.movePlace(feed.last(), now);
      return false;
    }
    List<FeedEvent> batch = feed.after(last, EVENTS);
    if (batch.isEmpty()) {
      store.movePlace(last, now);
      return false;
    }
    post(MailComposer.compose(messages(batch)), now);
    store.movePlace(batch.get(batch.size() - 1).feed(), now);
    return batch.size() == EVENTS;
  }

  private List<Message> messages(List<FeedEvent> batch) {
    Set<Integer> jobIds = new LinkedHashSet<>();
    for (FeedEvent event : batch) {
      if (event.jobId() != null) {
        jobIds.add(event.jobId());
      }
    }
    Map<Integer, MailJob> jobs = store.mailJobs(jobIds);
    Map<Long, Boolean> ejected = ejected(jobs);
    List<Message> messages = new ArrayList<>();
    for (FeedEvent event : batch) {
      MailJob job = event.jobId() == null ? null : jobs.get(event.jobId());
      if (job != null) {
        Set<String> reasons = MailReasons.of(event, ejected.getOrDefault(event.feed(), false));
        reasons.retainAll(MailReasons.wanted(job.mail().reasons()));
        if (!reasons.isEmpty()) {
          messages.add(message(job, event, event.jobId(), reasons.iterator().next()));
        }
      }
    }
    return messages;
  }

  private static Message message(MailJob job, FeedEvent event, int jobId, String reason) {
    return new Message(
        job.mail().to(), jobId, job.name(), job.submittedBy(), reason, event.at(), event.text());
  }

  /** The events with which jobs that tell of it were taken off a client, by their feed number. */
  private Map<Long, Boolean> ejected(Map<Integer, MailJob> jobs) {
    List<Integer> asking = new ArrayList<>();
    jobs.forEach(
        (id, job) -> {
          if (MailReasons.wanted(job.mail().reasons()).contains("ejected")) {
            asking.add(id);
          }
        });
    Map<Integer, String> before = new HashMap<>();
    Map<Long, Boolean> ejected = new HashMap<>();
    for (FeedEvent event : events.ofJobs(asking)) {
      if (event.kind() == EventKind.STATUS) {
        String was = before.put(event.jobId(), event.status());
        ejected.put(event.feed(), "ejecting".equals(was) && !event.status().equals("abandoned"));
      }
    }
    return ejected;
  }

  /** Tells administrators every ten minutes of silent and sick clients and of server errors. */
  public void digest() {
    Instant now = clock.instant();
    Place place = store.lockPlace();
    if (place.digestAt().plus(DIGEST).isAfter(now)) {
      return;
    }
    long lastFeed = feed.last();
    long lastError = store.lastErrorId();
    boolean known = place.digestAt().isAfter(now.minus(LONGEST));
    if (known && !settings.systemMailTo().isEmpty()) {
      List<Line> clients = store.clientLines(place.digestFeed(), lastFeed);
      List<Line> errors = store.errorLines(place.digestErrorId());
      if (!clients.isEmpty() || !errors.isEmpty()) {
        post(List.of(MailComposer.digest(settings.systemMailTo(), clients, errors)), now);
      }
    }
    store.moveDigest(lastFeed, lastError, now);
  }

  private void post(List<Draft> drafts, Instant now) {
    int room = Math.max(0, MOST_PENDING - store.pending());
    int dropped = drafts.size() - room;
    store.add(drafts.subList(0, Math.min(room, drafts.size())), now);
    if (dropped > 0) {
      note(now, dropped + " mails were dropped, since " + MOST_PENDING + " wait to be sent");
    }
  }

  /**
   * Mails to send now; another server gets them only if this one does not say what became of them.
   */
  public List<Mail> take() {
    Instant now = clock.instant();
    return store.take(now, now.plus(LEASE), AT_ONCE);
  }

  /** A mail was sent. */
  public void sent(Mail mail) {
    store.remove(mail.id());
  }

  /**
   * A mail could not be sent: it is tried again after a minute, then after longer and longer, for a
   * day.
   *
   * @param hopeless it can never be sent
   */
  public void failed(Mail mail, String why, boolean hopeless) {
    Instant now = clock.instant();
    if (hopeless || mail.createdAt().plus(LONGEST).isBefore(now)) {
      store.remove(mail.id());
      note(
          now,
          "given up: mail \"%s\" to %s: %s"
              .formatted(mail.draft().subject(), mail.draft().recipients(), why));
      return;
    }
    Duration delay = FIRST_DELAY.multipliedBy(1L << Math.min(10, mail.attempts()));
    store.postpone(mail.id(), now.plus(delay.compareTo(LAST_DELAY) > 0 ? LAST_DELAY : delay));
  }

  private void note(Instant now, String message) {
    String line = message.length() > 1000 ? message.substring(0, 999) + "…" : message;
    troubles.add(List.of(new Trouble(0, now, "mail", line)));
  }
}
