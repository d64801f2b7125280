package org.hqueue.notify;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.hqueue.event.EventKind;
import org.hqueue.event.FeedEvent;

/** The reasons for which a job may send mail (jobs.md section 1), and which of them an event is. */
final class MailReasons {

  /** Told for when a job names nobody's reasons but an address. */
  private static final Set<String> ENDS = Set.of("succeeded", "failed", "cancelled");

  private MailReasons() {}

  /** The reasons that a specification names, in lower case; its ends when it names none. */
  static Set<String> wanted(String reasons) {
    Set<String> wanted = new LinkedHashSet<>();
    for (String reason : reasons.toLowerCase(Locale.ROOT).split(",", -1)) {
      if (!reason.isBlank()) {
        wanted.add(reason.strip());
      }
    }
    return wanted.isEmpty() ? ENDS : wanted;
  }

  /**
   * The reasons that an event of a job is, the most telling first; none for most.
   *
   * @param wasEjecting whether the job was being taken off its client before
   */
  static Set<String> of(FeedEvent event, boolean wasEjecting) {
    Set<String> reasons = new LinkedHashSet<>();
    if (event.kind() == EventKind.PRIORITY) {
      reasons.add("priority changed");
    }
    if (event.text().endsWith("rescheduled by user")) {
      reasons.add("rescheduled");
    }
    if (event.text().endsWith("resumed by user")) {
      reasons.add("resumed");
    }
    if (event.kind() == EventKind.STATUS) {
      if (wasEjecting) {
        reasons.add("ejected");
      }
      reasons.add(event.status());
      if (event.status().equals("runnable")) {
        reasons.add("waiting");
      }
    }
    return reasons;
  }
}
