package org.hqueue.history;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.hqueue.database.Database;

/** The table of clients' samples. Everything here takes part in the surrounding transaction. */
@ApplicationScoped
public class ClientHistoryStore {

  @Inject Database database;

  /**
   * Writes a sample of each client that is heard and has none of these ten minutes, so a new one
   * has its first within a minute. One statement, whose rows the database makes of what it has.
   *
   * @param minute of a sample of the farm that was written in this transaction
   */
  void add(Instant minute) {
    String stretch = "f.taken_at - mod(f.taken_at, " + ClientPoint.STEP.toMillis() + ")";
    database.update(
        "insert into client_sample (client_id, taken_at, cpus, cpus_in_use, load_average)"
            + " select c.id, "
            + stretch
            + ", c.cpus, c.cpus_in_use, p.load_average"
            + " from farm_sample f, client c join client_pulse p on p.client_id = c.id"
            + " where f.taken_at = ? and c.removed_at is null and p.silent_since is null"
            + " and p.heard_at > 0 and not exists (select 1 from client_sample s"
            + " where s.client_id = c.id and s.taken_at = "
            + stretch
            + ")",
        minute);
  }

  /** Forgets what is older. */
  void forget(Instant before) {
    database.update("delete from client_sample where taken_at < ?", before);
  }

  /** A client's points since a time, in its order. */
  List<ClientPoint> points(int clientId, Instant since) {
    return database.query(
        "select taken_at, cpus, cpus_in_use, load_average from client_sample"
            + " where client_id = ? and taken_at >= ? order by taken_at",
        row ->
            new ClientPoint(
                row.time("taken_at"),
                row.integer("cpus"),
                row.integer("cpus_in_use"),
                row.fraction("load_average")),
        clientId,
        since);
  }
}
