package org.hqueue.web.rpc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.hqueue.job.JobStatus;

/** The words for statuses and events that scripts ask for. Stateless. */
final class StatusNameMethods {

  static final List<String> STARTED_EVENTS = List.of("running");
  static final List<String> PRIORITY_CHANGED_EVENTS = List.of("priority changed");
  static final List<String> RESCHEDULED_EVENTS = List.of("rescheduled");
  static final List<String> RESUMED_EVENTS = List.of("resumed");

  private StatusNameMethods() {}

  static List<String> words(Collection<JobStatus> statuses) {
    List<String> words = new ArrayList<>();
    for (JobStatus status : statuses) {
      words.add(status.word());
    }
    return words;
  }
}
