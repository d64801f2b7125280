package org.hqueue.expiry;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hqueue.database.Database;
import org.jspecify.annotations.Nullable;

/**
 * Deletes distinct demands that no job has any more. A hidden one has the time of that in place of
 * the digest by which new jobs would find it; who has it by its id still does. Everything here
 * takes part in the surrounding transaction.
 */
@ApplicationScoped
public class ExpiredRequirementStore {

  /** What no digest begins with. */
  private static final String HIDDEN = "-";

  @Inject Database database;

  /** Those that something refers to. */
  Set<Integer> inUse() {
    Set<Integer> used = new HashSet<>();
    for (String table : List.of("job", "job_callback", "kept_client")) {
      used.addAll(
          database.query(
              "select distinct requirement_id as id from "
                  + table
                  + " where requirement_id is not null",
              row -> row.integer("id")));
    }
    return used;
  }

  /** Ids, in their order, after one. */
  List<Integer> idsAfter(int id, int limit) {
    return database.query(
        "select id from requirement where id > ? order by id limit ?",
        row -> row.integer("id"),
        id,
        limit);
  }

  /** Has new jobs find some of them no more; those hidden before stay as they are. */
  void hide(Collection<Integer> ids, Instant now) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    ids.forEach(id -> rows.add(new Object[] {HIDDEN + now.toEpochMilli() + HIDDEN + id, id}));
    database.batch(
        "update requirement set digest = ? where id = ? and digest not like '" + HIDDEN + "%'",
        rows);
  }

  /** Deletes those of some that were hidden at or before a time. */
  void deleteHidden(Collection<Integer> ids, Instant before) {
    List<Integer> due = new ArrayList<>();
    database.queryIn(
        "select id, digest from requirement where digest like '" + HIDDEN + "%' and id in (:ids)",
        ids,
        row ->
            Long.parseLong(row.text("digest").split(HIDDEN, -1)[1]) <= before.toEpochMilli()
                && due.add(row.integer("id")));
    database.updateIn("delete from requirement where id in (:ids)", due);
  }
}
