package org.hqueue.search;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.hqueue.database.Database;
import org.hqueue.database.Dialect;
import org.hqueue.job.JobStatus;
import org.jspecify.annotations.Nullable;

/** Queries for ids and counts. Everything here takes part in the surrounding transaction. */
@ApplicationScoped
public class SearchStore {

  private static final JobSearch.Page NEWEST = new JobSearch.Page(JobSearch.Sort.ID, true, 0, 1);

  @Inject Database database;

  /** Jobs of a status beyond which H2 is quicker without its index; a test needs fewer. */
  long many = 10_000;

  /** Jobs that were on a client and are there no more, the latest end first. */
  List<Integer> history(int clientId, int limit) {
    return database.query(
        "select a.job_id, max(a.ended_at) as last_end from assignment a"
            + " join job j on j.id = a.job_id"
            + " where a.client_id = ? and a.state = 'GONE' and a.started_at is not null"
            + " group by a.job_id order by last_end desc, a.job_id desc limit ?",
        row -> row.integer("job_id"),
        clientId,
        limit);
  }

  /** Jobs that are on a client, ascending. */
  List<Integer> assignedTo(int clientId) {
    return database.query(
        "select distinct a.job_id from assignment a join job j on j.id = a.job_id"
            + " where a.client_id = ? and a.state in ('OFFERED', 'STARTED', 'STOPPING', 'CALLBACK')"
            + " order by a.job_id",
        row -> row.integer("job_id"),
        clientId);
  }

  /** Whether something of a job is on a client still. */
  boolean isOnClient(int jobId) {
    return !database
        .query(
            "select id from assignment where job_id = ?"
                + " and state in ('OFFERED', 'STARTED', 'STOPPING', 'CALLBACK') limit 1",
            row -> row.integer("id"),
            jobId)
        .isEmpty();
  }

  /** Jobs without parents that have one of the statuses, ascending. */
  List<Integer> roots(Collection<JobStatus> statuses) {
    return database.query(
        "select id from job where is_root = true and status in (%s) order by id"
            .formatted(marks(statuses.size())),
        row -> row.integer("id"),
        statuses.toArray());
  }

  /**
   * How many jobs wait for a client.
   *
   * @param since and have done so since then; null for any
   * @param least lowest priority counted; null for any
   * @param most highest priority counted; null for any
   */
  long waiting(@Nullable Instant since, @Nullable Integer least, @Nullable Integer most) {
    List<Object> values = new ArrayList<>();
    StringBuilder sql =
        new StringBuilder("select count(*) as n from job where status = 'RUNNABLE'");
    add(sql, values, " and runnable_at <= ?", since);
    add(sql, values, " and priority >= ?", least);
    add(sql, values, " and priority <= ?", most);
    return database.first(sql.toString(), row -> row.number("n"), values.toArray()).orElseThrow();
  }

  private static void add(
      StringBuilder sql, List<Object> values, String text, @Nullable Object value) {
    if (value != null) {
      sql.append(text);
      values.add(value);
    }
  }

  /**
   * One page of a search.
   *
   * @param mostCounted where counting ends: a greater total is told as one more than this, and in
   *     any other order than by id only so many, the newest, are sorted
   */
  FoundJobs find(JobSearch search, JobSearch.Page page, int mostCounted) {
    List<Object> values = new ArrayList<>();
    boolean hidden = hidesStatus(search);
    String from = " from job j" + restrictions(search, values, hidden);
    // Without an order H2 counts in the jobs themselves, not in the index that has their names.
    boolean byIndex = hidden && !search.nameContains().isEmpty();
    String counted = from + (byIndex ? order(search, NEWEST) : "");
    List<Object> countValues = new ArrayList<>(values);
    countValues.add(mostCounted + 1L);
    long total =
        database
            .first(
                "select count(*) as n from (select 1 as one%s limit ?) counted".formatted(counted),
                row -> row.number("n"),
                countValues.toArray())
            .orElseThrow();
    if (total <= mostCounted && total <= page.offset()) {
      return new FoundJobs(total, List.of());
    }
    String sorted = from;
    if (total > mostCounted && page.sort() != JobSearch.Sort.ID) {
      sorted =
          " from (select j.id%s limit ?) newest join job j on j.id = newest.id"
              .formatted(from + order(search, NEWEST));
      values.add(mostCounted);
    }
    values.add(page.limit());
    values.add(page.offset());
    List<Integer> ids =
        database.query(
            "select j.id" + sorted + order(search, page) + " limit ? offset ?",
            row -> row.integer("id"),
            values.toArray());
    return new FoundJobs(total, ids);
  }

  /**
   * Whether H2 must not see that the status is searched for: it goes by the index of statuses
   * whenever it can, one row after the other, which takes ten times as long as reading all jobs
   * once most of them have the status. Where something else narrows the search, that index is
   * hidden from it then.
   */
  private boolean hidesStatus(JobSearch search) {
    boolean narrowed =
        !search.nameContains().isEmpty()
            || !search.submittedBy().isEmpty()
            || !search.failureContains().isEmpty()
            || !search.labels().isEmpty()
            || search.exitCode() != null
            || search.since() != null
            || search.until() != null;
    boolean hasIndex =
        search.rootsOnly()
            || search.rootId() != null
            || search.parentId() != null
            || !search.client().isEmpty();
    if (search.statuses().isEmpty() || !narrowed || hasIndex || database.dialect() != Dialect.H2) {
      return false;
    }
    List<Object> values = new ArrayList<>(search.statuses());
    values.add(many + 1L);
    long have =
        database
            .first(
                "select count(*) as n from (select 1 as one from job where status in (%s) limit ?)"
                        .formatted(marks(search.statuses().size()))
                    + " counted",
                row -> row.number("n"),
                values.toArray())
            .orElseThrow();
    return have > many;
  }

  /**
   * By the column, and by id among equals. No column twice: H2 fails at that once the result is too
   * large for its memory. Root jobs, and what somebody submitted, begin with the first column of
   * their index when they come by id, without which H2 sorts all of them.
   */
  private static String order(JobSearch search, JobSearch.Page page) {
    String direction = page.descending() ? " desc" : " asc";
    String byId = "j.id" + direction;
    if (page.sort() == JobSearch.Sort.ID) {
      return " order by " + firstColumn(search) + byId;
    }
    return " order by j." + page.sort().column() + direction + ", " + byId;
  }

  private static String firstColumn(JobSearch search) {
    if (search.rootsOnly()) {
      return "j.is_root, ";
    }
    return search.submittedBy().isEmpty() ? "" : "j.submitted_by, ";
  }

  private static String restrictions(JobSearch search, List<Object> values, boolean hidden) {
    StringBuilder sql = new StringBuilder(" where 1 = 1");
    addStatusAndName(sql, values, search, hidden);
    add(sql, values, " and j.submitted_by = ?", orNull(search.submittedBy()));
    add(
        sql,
        values,
        " and lower(j.failure_reason) like ? escape '!'",
        pattern(search.failureContains()));
    add(sql, values, " and j.root_id = ?", search.rootId());
    add(
        sql,
        values,
        " and j.id in (select child_id from job_link where parent_id = ?)",
        search.parentId());
    add(sql, values, " and j.exit_code = ?", search.exitCode());
    add(sql, values, " and j.queued_at >= ?", search.since());
    add(sql, values, " and j.queued_at < ?", search.until());
    search
        .labels()
        .forEach(
            (name, value) -> {
              sql.append(" and j.label_set_id in (select label_set_id from label_set_item")
                  .append(" where name = ? and value_text = ?)");
              values.add(name);
              values.add(value);
            });
    if (search.rootsOnly()) {
      sql.append(" and j.is_root = true");
    }
    if (search.leavesOnly()) {
      sql.append(" and not exists (select 1 from job_link l where l.parent_id = j.id)");
    }
    addClient(sql, values, search.client());
    return sql.toString();
  }

  /**
   * A hidden status is looked at only where the name matches, which H2 finds in an index: left to
   * itself, it reads each job for its status first.
   */
  private static void addStatusAndName(
      StringBuilder sql, List<Object> values, JobSearch search, boolean hidden) {
    String named = "lower(j.name) like ? escape '!'";
    String name = pattern(search.nameContains());
    boolean isOne = hidden && name != null;
    add(
        sql,
        values,
        isOne ? " and case when " + named + " then j.status end" : " and " + named,
        name);
    if (!search.statuses().isEmpty()) {
      sql.append(isOne ? "" : hidden ? " and coalesce(j.status, '')" : " and j.status")
          .append(" in (%s)".formatted(marks(search.statuses().size())));
      values.addAll(search.statuses());
    }
  }

  private static void addClient(StringBuilder sql, List<Object> values, String client) {
    if (client.isEmpty()) {
      return;
    }
    sql.append(" and j.id in (select a.job_id from assignment a where a.client_id");
    if (client.matches("[0-9]{1,9}")) {
      sql.append(" = ?)");
      values.add(Integer.parseInt(client));
      return;
    }
    int colon = client.indexOf(':');
    sql.append(" in (select c.id from client c where c.hostname_lower = ?");
    values.add((colon < 0 ? client : client.substring(0, colon)).toLowerCase(Locale.ROOT));
    if (colon >= 0) {
      sql.append(" and c.name = ?");
      values.add(client.substring(colon + 1));
    }
    sql.append("))");
  }

  /** What comes after a place in the feed, in its order. */
  List<Happening> after(long feed, int limit) {
    return database.query(
        "select e.feed, e.happened_at, e.kind, e.job_id, e.status, e.text, c.hostname, c.name"
            + " from job_event e left join client c on c.id = e.client_id"
            + " where e.feed > ? order by e.feed limit ?",
        row ->
            new Happening(
                row.number("feed"),
                row.time("happened_at"),
                row.integerOrNull("job_id"),
                event(row.text("status"), row.text("kind")),
                row.text("status"),
                label(row.text("hostname"), row.text("name")),
                row.text("text")),
        feed,
        limit);
  }

  private static String event(String status, String kind) {
    return status.isEmpty() ? kind.toLowerCase(Locale.ROOT).replace('_', ' ') : status;
  }

  private static @Nullable String label(String hostname, String name) {
    if (hostname.isEmpty()) {
      return null;
    }
    return name.isEmpty() ? hostname : hostname + ":" + name;
  }

  private static String marks(int count) {
    return String.join(", ", Collections.nCopies(count, "?"));
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static @Nullable String pattern(String text) {
    return text.isEmpty()
        ? null
        : "%" + text.toLowerCase(Locale.ROOT).replaceAll("([!%_])", "!$1") + "%";
  }
}
