package org.hqueue.silence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.hqueue.database.Database;

/** What is known of silence. Everything here takes part in the surrounding transaction. */
@ApplicationScoped
public class SilenceStore {

  @Inject Database database;

  /**
   * The farm's row.
   *
   * @param aliveAt when a server last said that it listens
   * @param listeningSince since when some server has without a break
   * @param massSilenceAt when many clients last fell silent together
   */
  record Farm(Instant aliveAt, Instant listeningSince, Instant massSilenceAt) {}

  /** The farm's row, held until the transaction ends. */
  Farm lockFarm() {
    return database
        .first(
            "select alive_at, listening_since, mass_silence_at from farm where id = 1 for update",
            row ->
                new Farm(
                    row.time("alive_at"), row.time("listening_since"), row.time("mass_silence_at")))
        .orElseThrow();
  }

  /** Writes the farm's row. */
  void writeFarm(Farm farm) {
    database.update(
        "update farm set alive_at = ?, listening_since = ?, mass_silence_at = ? where id = 1",
        farm.aliveAt(),
        farm.listeningSince(),
        farm.massSilenceAt());
  }

  /** How many clients are heard. */
  int online() {
    return database
        .first(
            "select count(*) as n from client_pulse where silent_since is null and heard_at > 0",
            row -> row.integer("n"))
        .orElse(0);
  }

  /** Clients that count as heard, but were last at or before that time. */
  List<Integer> unheardSince(Instant before) {
    return database.query(
        "select client_id from client_pulse where silent_since is null and heard_at > 0"
            + " and heard_at <= ? order by client_id",
        row -> row.integer("client_id"),
        before);
  }

  /** Some clients have fallen silent. */
  void markSilent(Collection<Integer> clientIds, Instant now) {
    database.updateIn(
        "update client_pulse set silent_since = ? where client_id in (:ids)", clientIds, now);
  }

  /** Clients that are silent since before that time and still hold something. */
  List<Integer> holdersSilentSince(Instant before) {
    return database.query(
        "select p.client_id from client_pulse p where p.silent_since <= ?"
            + " and exists (select 1 from assignment a where a.client_id = p.client_id"
            + " and a.state in ('OFFERED', 'STARTED', 'STOPPING', 'CALLBACK')) order by p.client_id",
        row -> row.integer("client_id"),
        before);
  }

  /** Silent clients count as silent from now: they get the whole time anew. */
  void restartSilence(Instant now) {
    database.update("update client_pulse set silent_since = ? where silent_since is not null", now);
  }
}
