package org.hqueue.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hqueue.database.Database;
import org.hqueue.database.Dialect;
import org.hqueue.database.IdBlockStore;
import org.hqueue.database.Row;
import org.jspecify.annotations.Nullable;

/** The table of what happened. Everything here takes part in the surrounding transaction. */
@ApplicationScoped
public class EventStore {

  private static final int LONGEST_TEXT = 2000;
  private static final String COLUMNS =
      "feed, happened_at, kind, job_id, client_id, status, text from job_event ";

  @Inject Database database;
  @Inject IdBlockStore counters;
  @Inject ChangeSignal signal;

  /** Writes what happens, and has this server's listeners told once it is committed. */
  public void append(Collection<NewEvent> events, Instant now) {
    List<@Nullable Object[]> rows = new ArrayList<>(events.size());
    Set<Integer> clientIds = new HashSet<>();
    for (NewEvent event : events) {
      String text = event.text();
      if (text.length() > LONGEST_TEXT) {
        text = text.substring(0, LONGEST_TEXT - 1) + "…";
      }
      rows.add(
          new Object[] {now, event.kind(), event.jobId(), event.clientId(), event.status(), text});
      if (event.clientId() != null) {
        clientIds.add(event.clientId());
      }
    }
    database.insert(
        "insert into job_event (happened_at, kind, job_id, client_id, status, text)"
            + " values (?, ?, ?, ?, ?, ?)",
        rows);
    signal.afterCommit(clientIds);
  }

  /** All that happened to some jobs, oldest first; events not in the feed yet have feed 0. */
  public List<FeedEvent> ofJobs(Collection<Integer> jobIds) {
    return database.queryIn(
        "select " + COLUMNS + "where job_id in (:ids) order by job_id, id",
        jobIds,
        EventStore::read);
  }

  /** What comes after a place in the feed, in its order. */
  List<FeedEvent> after(long feed, int limit) {
    return database.query(
        "select " + COLUMNS + "where feed > ? order by feed limit ?",
        EventStore::read,
        feed,
        limit);
  }

  /** The highest number given so far, 0 when there is none. */
  long lastFeed() {
    return database
        .first("select max(feed) as feed from job_event", row -> row.number("feed"))
        .orElse(0L);
  }

  /**
   * Gives the next numbers to what is committed and has none; how many that were. Whoever numbers
   * holds the counter's row from before it looks, so numbers become visible in their order, and no
   * event gets two.
   */
  int number(int limit) {
    if (withoutNumber(1).isEmpty()) {
      return 0;
    }
    counters.lockInside("feed");
    List<Long> waiting = withoutNumber(limit);
    if (waiting.isEmpty()) {
      return 0;
    }
    long next = counters.advanceInside("feed", waiting.size());
    // By the id alone: with another condition H2 takes the index of the feed and reads all of
    // the events that have no number, for each of them.
    database.batch(
        "update job_event set feed = id + ? where id between ? and ?", runs(waiting, next));
    return waiting.size();
  }

  /**
   * Ids that follow each other without a gap are numbered by one statement: nearly all.
   *
   * @param ids ascending, each of an event without a number
   * @param next number of the first
   * @return for each run what is added to its ids, its first and its last id
   */
  private static List<@Nullable Object[]> runs(List<Long> ids, long next) {
    List<@Nullable Object[]> runs = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= ids.size(); i++) {
      if (i == ids.size() || ids.get(i) != ids.get(i - 1) + 1) {
        long first = ids.get(start);
        runs.add(new Object[] {next + start - first, first, ids.get(i - 1)});
        start = i;
      }
    }
    return runs;
  }

  /**
   * The first events that have no number. H2 reads them in the order of the index, where those
   * without follow each other by id, and ends with the limit only when asked for the order of its
   * first column: by the id it sorts all of them each time. MariaDB, whose index has the id as its
   * last part, sorts all of them when asked for any order.
   */
  private List<Long> withoutNumber(int limit) {
    String order = database.dialect() == Dialect.MARIADB ? "" : "order by feed ";
    List<Long> ids =
        database.query(
            "select id from job_event where feed is null " + order + "limit ?",
            row -> row.number("id"),
            limit);
    ids.sort(Comparator.naturalOrder());
    return ids;
  }

  private static FeedEvent read(Row row) throws SQLException {
    return new FeedEvent(
        row.number("feed"),
        row.time("happened_at"),
        row.constant("kind", EventKind.class),
        row.integerOrNull("job_id"),
        row.integerOrNull("client_id"),
        row.text("status"),
        row.text("text"));
  }
}
