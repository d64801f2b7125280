package org.hqueue.notify;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts mails into words. For many threads. */
final class MailComposer {

  /** More messages than that to the same people at once become one mail. */
  static final int MOST_SINGLE = 10;

  private static final int MOST_LINES = 200;
  private static final int LONGEST_SUBJECT = 200;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  private MailComposer() {}

  /**
   * Something that people are to be told of a job.
   *
   * @param recipients addresses with commas between
   * @param jobId which job
   * @param jobName as submitted
   * @param submittedBy "" when nobody said
   * @param reason word of jobs.md section 1
   * @param at when
   * @param text the line of the job's log
   */
  record Message(
      String recipients,
      int jobId,
      String jobName,
      String submittedBy,
      String reason,
      Instant at,
      String text) {}

  /** One mail per message; many to the same people are one. */
  static List<Draft> compose(List<Message> messages) {
    Map<String, List<Message>> byRecipients = new LinkedHashMap<>();
    for (Message message : messages) {
      byRecipients
          .computeIfAbsent(message.recipients(), recipients -> new ArrayList<>())
          .add(message);
    }
    List<Draft> drafts = new ArrayList<>();
    byRecipients.forEach(
        (recipients, some) -> {
          if (some.size() <= MOST_SINGLE) {
            some.forEach(message -> drafts.add(single(message)));
          } else {
            drafts.add(many(recipients, some));
          }
        });
    return drafts;
  }

  private static Draft single(Message message) {
    return new Draft(
        message.recipients(),
        subject("job %d %s: %s".formatted(message.jobId(), message.jobName(), message.reason())),
        """
        Job: %d %s
        Reason: %s
        Time: %s
        Submitted by: %s

        %s
        """
            .formatted(
                message.jobId(),
                message.jobName(),
                message.reason(),
                TIME.format(message.at()),
                message.submittedBy().isEmpty() ? "nobody said" : message.submittedBy(),
                message.text()));
  }

  private static Draft many(String recipients, List<Message> messages) {
    StringBuilder body = new StringBuilder();
    for (Message message : messages.subList(0, Math.min(MOST_LINES, messages.size()))) {
      body.append(
          "%s  job %d %s: %s%n"
              .formatted(
                  TIME.format(message.at()), message.jobId(), message.jobName(), message.reason()));
    }
    if (messages.size() > MOST_LINES) {
      body.append("and %d more%n".formatted(messages.size() - MOST_LINES));
    }
    return new Draft(
        recipients, subject(messages.size() + " messages about jobs"), body.toString());
  }

  /**
   * The mail to administrators.
   *
   * @param clients lines about clients
   * @param errors lines about errors of the server
   */
  static Draft digest(String recipients, List<Line> clients, List<Line> errors) {
    StringBuilder body = new StringBuilder();
    section(body, "Clients", clients);
    section(body, "Server errors", errors);
    return new Draft(
        recipients,
        subject("%d about clients, %d server errors".formatted(clients.size(), errors.size())),
        body.toString());
  }

  private static void section(StringBuilder body, String title, List<Line> lines) {
    if (lines.isEmpty()) {
      return;
    }
    body.append(title).append('\n');
    for (Line line : lines) {
      body.append("%s  %s: %s%n".formatted(TIME.format(line.at()), line.about(), line.text()));
    }
    body.append('\n');
  }

  /** One line of a digest. */
  record Line(Instant at, String about, String text) {}

  /** One line, whatever a job's name has in it. */
  private static String subject(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
    String whole = "[hqueue] " + line;
    return whole.length() > LONGEST_SUBJECT ? whole.substring(0, LONGEST_SUBJECT - 1) + "…" : whole;
  }
}
