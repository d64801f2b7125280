package org.hqueue.silence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.hqueue.database.Database;
import org.jspecify.annotations.Nullable;

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

  /** Something that a silent client holds, which is given up. */
  record Overdue(int assignmentId, int clientId) {}

  /**
   * What silent clients hold and are given up for: by the job's own time, or, where it has none or
   * has ended anyway, by the farm's.
   *
   * @param before clients silent since then are given up by the farm's time; null = none is
   */
  List<Overdue> overdue(@Nullable Instant before, Instant now) {
    return database.query(
        "select a.id, a.client_id from client_pulse p"
            + " join assignment a on a.client_id = p.client_id"
            + " left join job j on j.id = a.job_id"
            + " where p.silent_since is not null"
            + " and a.state in ('OFFERED', 'STARTED', 'STOPPING', 'CALLBACK')"
            + " and ((p.silent_since <= ? and (j.requeue_after_minutes is null"
            + " or j.status in ('SUCCEEDED', 'FAILED', 'CANCELLED')))"
            + " or (j.requeue_after_minutes > 0"
            + " and j.status not in ('SUCCEEDED', 'FAILED', 'CANCELLED')"
            + " and (? - p.silent_since) / 60000 >= j.requeue_after_minutes))"
            + " order by a.id",
        row -> new Overdue(row.integer("id"), row.integer("client_id")),
        before == null ? Instant.ofEpochMilli(-1) : before,
        now);
  }

  /** Silent clients count as silent from now: they get the whole time anew. */
  void restartSilence(Instant now) {
    database.update("update client_pulse set silent_since = ? where silent_since is not null", now);
  }
}
