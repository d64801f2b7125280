package org.hqueue.notify;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hqueue.database.Database;
import org.hqueue.database.Row;
import org.hqueue.job.JobSpec;
import org.hqueue.job.StoredSpec;
import org.hqueue.notify.MailComposer.Line;
import org.jspecify.annotations.Nullable;

/** The tables of mail. Everything here takes part in the surrounding transaction. */
@ApplicationScoped
public class NotifyStore {

  private static final int MOST_LINES = 100;

  @Inject Database database;

  /**
   * How far the feed was read.
   *
   * @param feed last event that was looked at, 0 before the first look
   * @param movedAt when that was
   * @param digestFeed last event that a digest has told
   * @param digestErrorId last error that a digest has told
   * @param digestAt when the last digest was looked at
   */
  record Place(long feed, Instant movedAt, long digestFeed, long digestErrorId, Instant digestAt) {}

  /** A job whose specification names somebody to be told. */
  record MailJob(String name, String submittedBy, JobSpec.Mail mail) {}

  /** The place, held until the transaction ends. */
  Place lockPlace() {
    return database
        .first(
            "select feed, moved_at, digest_feed, digest_error_id, digest_at from mail_place"
                + " where id = 1 for update",
            row ->
                new Place(
                    row.number("feed"),
                    row.time("moved_at"),
                    row.number("digest_feed"),
                    row.number("digest_error_id"),
                    row.time("digest_at")))
        .orElseThrow();
  }

  /** Moves the place. */
  void movePlace(long feed, Instant now) {
    database.update("update mail_place set feed = ?, moved_at = ? where id = 1", feed, now);
  }

  /** Notes what a digest has told. */
  void moveDigest(long feed, long errorId, Instant now) {
    database.update(
        "update mail_place set digest_feed = ?, digest_error_id = ?, digest_at = ? where id = 1",
        feed,
        errorId,
        now);
  }

  /** Those of some jobs that tell somebody. */
  Map<Integer, MailJob> mailJobs(Collection<Integer> jobIds) {
    Map<Integer, MailJob> found = new HashMap<>();
    database.queryIn(
        "select j.id, j.name, j.submitted_by, s.spec from job_spec s join job j on j.id = s.job_id"
            + " where s.spec not like '%\"emailTo\":\"\"%' and s.job_id in (:ids)",
        jobIds,
        row -> {
          JobSpec.Mail mail = StoredSpec.read(row.text("spec")).mail();
          return mail.to().isBlank()
              ? null
              : found.put(
                  row.integer("id"), new MailJob(row.text("name"), row.text("submitted_by"), mail));
        });
    return found;
  }

  /** Mails that wait. */
  int pending() {
    return database.first("select count(*) as n from mail", row -> row.integer("n")).orElse(0);
  }

  /** Writes mails to be sent at once. */
  void add(Collection<Draft> drafts, Instant now) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (Draft draft : drafts) {
      rows.add(new Object[] {draft.recipients(), draft.subject(), draft.body(), now, now});
    }
    database.batch(
        "insert into mail (recipients, subject, body, created_at, due_at, attempts)"
            + " values (?, ?, ?, ?, ?, 0)",
        rows);
  }

  /** Mails that are due, which nobody else gets before a time. */
  List<Mail> take(Instant now, Instant until, int limit) {
    List<Mail> mails =
        database.query(
            "select id, recipients, subject, body, created_at, attempts from mail"
                + " where due_at <= ? order by due_at limit ? for update skip locked",
            NotifyStore::readMail,
            now,
            limit);
    database.updateIn(
        "update mail set due_at = ? where id in (:ids)",
        mails.stream().map(Mail::id).toList(),
        until);
    return mails;
  }

  private static Mail readMail(Row row) throws SQLException {
    return new Mail(
        row.number("id"),
        new Draft(row.text("recipients"), row.text("subject"), row.text("body")),
        row.time("created_at"),
        row.integer("attempts"));
  }

  /** A mail is gone, sent or not. */
  void remove(long id) {
    database.update("delete from mail where id = ?", id);
  }

  /** A mail is tried again at a time. */
  void postpone(long id, Instant dueAt) {
    database.update("update mail set due_at = ?, attempts = attempts + 1 where id = ?", dueAt, id);
  }

  /** What happened to clients between two places of the feed that administrators must know. */
  List<Line> clientLines(long after, long upTo) {
    return database.query(
        "select e.happened_at, c.hostname, c.name, e.text from job_event e"
            + " left join client c on c.id = e.client_id"
            + " where e.feed > ? and e.feed <= ? and e.kind = 'CLIENT'"
            + " and (e.text like '%silent%' or e.text like '%sick%') order by e.feed limit ?",
        row -> {
          String name = row.text("name");
          String host = row.text("hostname");
          return new Line(
              row.time("happened_at"),
              host.isEmpty() ? "farm" : name.isEmpty() ? host : host + ":" + name,
              row.text("text"));
        },
        after,
        upTo,
        MOST_LINES);
  }

  /** The newest error of the server, 0 when there is none. */
  long lastErrorId() {
    return database
        .first("select max(id) as id from server_error", row -> row.number("id"))
        .orElse(0L);
  }

  /** Errors of the server after some, oldest first. */
  List<Line> errorLines(long after) {
    return database.query(
        "select happened_at, source, message from server_error where id > ? order by id limit ?",
        row -> new Line(row.time("happened_at"), row.text("source"), row.text("message")),
        after,
        MOST_LINES);
  }
}
