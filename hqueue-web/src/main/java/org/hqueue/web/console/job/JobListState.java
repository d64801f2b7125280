package org.hqueue.web.console.job;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;
import org.hqueue.job.JobStatus;
import org.hqueue.search.JobSearch;
import org.jspecify.annotations.Nullable;

/**
 * What a list of jobs shows, all of it in the URL. What cannot be read there is as if it were left
 * out.
 *
 * @param page from 1
 * @param sort by what
 * @param descending largest first
 * @param status a status word or one of {@link #GROUPS}; "" means any
 * @param name only jobs whose name has this in it; "" means any
 * @param by only this submitter's; "" means anybody's
 * @param client only jobs that are or were on this client; "" means any
 * @param label only jobs with this label, {@code name=value}; "" means any
 * @param since submitted on this day or later; null means any
 * @param until submitted on this day or earlier; null means any
 * @param all not only jobs without parents
 * @param parent only children of this job, whatever {@code all} says; null means any
 */
record JobListState(
    int page,
    JobSearch.Sort sort,
    boolean descending,
    String status,
    String name,
    String by,
    String client,
    String label,
    @Nullable LocalDate since,
    @Nullable LocalDate until,
    boolean all,
    @Nullable Integer parent) {

  /** Jobs on a page. */
  static final int PAGE_SIZE = 50;

  /** Words for several statuses at once, where HQueue has them. */
  static final Map<String, Set<JobStatus>> GROUPS =
      Map.of(
          "unfinished", JobStatus.UNFINISHED,
          "finished", JobStatus.FINISHED);

  private static final int MOST_PAGES = 1_000_000;
  private static final int LONGEST = 200;

  /** From the parameters of a URL. */
  static JobListState of(UnaryOperator<@Nullable String> parameter) {
    String sort = parameter.apply("sort");
    JobSearch.Sort by = sort == null ? null : sortOf(sort);
    String parent = text(parameter.apply("parent"));
    boolean below = parent.matches("[0-9]{1,9}");
    return new JobListState(
        page(parameter.apply("page")),
        by == null ? JobSearch.Sort.ID : by,
        by == null ? !below : "1".equals(parameter.apply("desc")),
        status(text(parameter.apply("status"))),
        text(parameter.apply("name")),
        text(parameter.apply("by")),
        text(parameter.apply("client")),
        label(text(parameter.apply("label"))),
        day(parameter.apply("since")),
        day(parameter.apply("until")),
        "1".equals(parameter.apply("all")),
        below ? Integer.valueOf(parent) : null);
  }

  /** From the query part of a URL, with or without its question mark. */
  static JobListState ofQuery(String query) {
    Map<String, String> parameters = new HashMap<>();
    for (String pair : query.replaceFirst("^\\?", "").split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return of(parameters::get);
  }

  /** What it searches for, with days as the viewer's zone has them. */
  JobSearch search(ZoneId zone) {
    return new JobSearch(
        statuses(),
        name,
        by,
        "",
        client,
        null,
        parent,
        !all && parent == null,
        false,
        null,
        start(since, zone),
        until == null ? null : start(until.plusDays(1), zone),
        labels());
  }

  private Map<String, String> labels() {
    int equals = label.indexOf('=');
    return equals < 0
        ? Map.of()
        : Map.of(label.substring(0, equals).strip(), label.substring(equals + 1).strip());
  }

  /** "" for what does not name a label and its value. */
  private static String label(String text) {
    return text.indexOf('=') > 0 ? text : "";
  }

  /** Which part of what is found. */
  JobSearch.Page part() {
    return new JobSearch.Page(sort, descending, (page - 1) * PAGE_SIZE, PAGE_SIZE);
  }

  private static @Nullable Instant start(@Nullable LocalDate day, ZoneId zone) {
    return day == null ? null : day.atStartOfDay(zone).toInstant();
  }

  private Set<JobStatus> statuses() {
    Set<JobStatus> group = GROUPS.get(status);
    if (group != null) {
      return group;
    }
    return JobStatus.ofWord(status)
        .<Set<JobStatus>>map(EnumSet::of)
        .orElseGet(() -> EnumSet.noneOf(JobStatus.class));
  }

  /** The same list, another page of it. */
  JobListState atPage(int other) {
    return new JobListState(
        other, sort, descending, status, name, by, client, label, since, until, all, parent);
  }

  /** The same jobs by another order, from its first page; the same order again turns it round. */
  JobListState sortedBy(JobSearch.Sort other) {
    boolean turned = other == sort && !descending;
    return new JobListState(
        1, other, turned, status, name, by, client, label, since, until, all, parent);
  }

  /** The same jobs from the first page, but only those of a status or group. */
  JobListState onlyStatus(String word) {
    return new JobListState(
        1, sort, descending, word, name, by, client, label, since, until, all, parent);
  }

  /** Whether something narrows the list. */
  boolean isFiltered() {
    return !status.isEmpty()
        || !name.isEmpty()
        || !by.isEmpty()
        || !client.isEmpty()
        || !label.isEmpty()
        || since != null
        || until != null;
  }

  /** Its part of the URL, "" for the newest root jobs; the parent is in the path. */
  String queryString() {
    StringJoiner parts = new StringJoiner("&", "?", "").setEmptyValue("");
    add(parts, "status", status);
    add(parts, "name", name);
    add(parts, "by", by);
    add(parts, "client", client);
    add(parts, "label", label);
    add(parts, "since", since == null ? "" : since.toString());
    add(parts, "until", until == null ? "" : until.toString());
    add(parts, "all", all ? "1" : "");
    if (sort != JobSearch.Sort.ID || descending == (parent != null)) {
      parts.add("sort=" + word(sort));
      add(parts, "desc", descending ? "1" : "");
    }
    add(parts, "page", page > 1 ? Integer.toString(page) : "");
    return parts.toString();
  }

  /** All of it as the query part of a URL, for who acts on all that match. */
  String matchQuery() {
    String query = atPage(1).queryString();
    if (parent == null) {
      return query;
    }
    return query.isEmpty() ? "?parent=" + parent : query + "&parent=" + parent;
  }

  /** The word of an order in a URL. */
  static String word(JobSearch.Sort sort) {
    return sort.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static JobSearch.@Nullable Sort sortOf(String word) {
    for (JobSearch.Sort sort : JobSearch.Sort.values()) {
      if (word(sort).equals(word)) {
        return sort;
      }
    }
    return null;
  }

  private static String status(String word) {
    if (GROUPS.containsKey(word)) {
      return word;
    }
    return JobStatus.ofWord(word).map(JobStatus::word).orElse("");
  }

  private static @Nullable LocalDate day(@Nullable String text) {
    try {
      return text == null || text.isBlank() ? null : LocalDate.parse(text.strip());
    } catch (DateTimeException unreadable) {
      return null;
    }
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
