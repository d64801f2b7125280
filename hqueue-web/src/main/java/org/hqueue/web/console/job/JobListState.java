package org.hqueue.web.console.job;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;
import org.hqueue.job.JobQuery;
import org.hqueue.job.JobStatus;
import org.jspecify.annotations.Nullable;

/**
 * What a list of jobs shows, all of it in the URL. What cannot be read there is as if it were left
 * out.
 *
 * @param page from 1
 * @param sort by what
 * @param descending largest first
 * @param status only these; null means any
 * @param name only jobs whose name has this in it; "" means any
 * @param by only this submitter's; "" means anybody's
 * @param all not only jobs without parents
 */
record JobListState(
    int page,
    JobQuery.Sort sort,
    boolean descending,
    @Nullable JobStatus status,
    String name,
    String by,
    boolean all) {

  /** Jobs on a page. */
  static final int PAGE_SIZE = 50;

  private static final int MOST_PAGES = 1_000_000;
  private static final int LONGEST = 200;

  /** From the parameters of a URL. */
  static JobListState of(UnaryOperator<@Nullable String> parameter) {
    String sort = parameter.apply("sort");
    JobQuery.Sort by = sort == null ? null : sortOf(sort);
    String status = text(parameter.apply("status"));
    return new JobListState(
        page(parameter.apply("page")),
        by == null ? JobQuery.Sort.ID : by,
        by == null || "1".equals(parameter.apply("desc")),
        JobStatus.ofWord(status).orElse(null),
        text(parameter.apply("name")),
        text(parameter.apply("by")),
        "1".equals(parameter.apply("all")));
  }

  /** What it asks of the service. */
  JobQuery query() {
    return new JobQuery(
        status == null ? Set.of() : Set.of(status),
        name,
        by,
        !all,
        null,
        sort,
        descending,
        (page - 1) * PAGE_SIZE,
        PAGE_SIZE);
  }

  /** The same list, another page of it. */
  JobListState atPage(int other) {
    return new JobListState(other, sort, descending, status, name, by, all);
  }

  /** The same jobs by another order, from its first page; the same order again turns it round. */
  JobListState sortedBy(JobQuery.Sort other) {
    boolean turned = other == sort && !descending;
    return new JobListState(1, other, turned, status, name, by, all);
  }

  /** Whether something narrows the list. */
  boolean isFiltered() {
    return status != null || !name.isEmpty() || !by.isEmpty();
  }

  /** Its part of the URL, "" for the newest root jobs. */
  String queryString() {
    StringJoiner parts = new StringJoiner("&", "?", "").setEmptyValue("");
    if (status != null) {
      parts.add("status=" + status.word());
    }
    add(parts, "name", name);
    add(parts, "by", by);
    add(parts, "all", all ? "1" : "");
    if (sort != JobQuery.Sort.ID || !descending) {
      parts.add("sort=" + word(sort));
      add(parts, "desc", descending ? "1" : "");
    }
    add(parts, "page", page > 1 ? Integer.toString(page) : "");
    return parts.toString();
  }

  /** The word of an order in a URL. */
  static String word(JobQuery.Sort sort) {
    return sort.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static JobQuery.@Nullable Sort sortOf(String word) {
    for (JobQuery.Sort sort : JobQuery.Sort.values()) {
      if (word(sort).equals(word)) {
        return sort;
      }
    }
    return null;
  }

  /** A page number from 1; 1 for anything else. */
  static int page(@Nullable String text) {
    return Optional.ofNullable(text)
        .filter(digits -> digits.matches("[0-9]{1,7}"))
        .map(Integer::parseInt)
        .map(page -> Math.max(1, Math.min(MOST_PAGES, page)))
        .orElse(1);
  }

  private static String text(@Nullable String text) {
    String stripped = text == null ? "" : text.strip();
    return stripped.length() > LONGEST ? stripped.substring(0, LONGEST) : stripped;
  }

  private static void add(StringJoiner parts, String key, String value) {
    if (!value.isEmpty()) {
      parts.add(key + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
  }
}
