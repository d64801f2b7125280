package org.hqueue.web.console.job;

import org.hqueue.web.console.Viewer;

/** How many pages a list of jobs has, and how its length is told. */
final class JobPaging {

  private JobPaging() {}

  /** At least 1. */
  static long pages(long total) {
    return Math.max(1, (total + JobListState.PAGE_SIZE - 1) / JobListState.PAGE_SIZE);
  }

  /** A total for people, who are told "more than" where counting ends. */
  static String totalText(long total, Viewer viewer) {
    return total > JobRows.MOST_COUNTED
        ? viewer.say("list.moreThan", (long) JobRows.MOST_COUNTED)
        : viewer.number(total);
  }
}
