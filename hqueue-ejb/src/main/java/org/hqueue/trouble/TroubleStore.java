package org.hqueue.trouble;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.hqueue.database.Database;
import org.hqueue.trouble.UnknownAsk.Kind;
import org.jspecify.annotations.Nullable;

/** The tables of trouble. Everything here takes part in the surrounding transaction. */
@ApplicationScoped
public class TroubleStore {

  private static final String FAILED =
      " from assignment a join job j on j.id = a.job_id where a.client_id = ? and a.state = 'GONE'"
          + " and (a.outcome in ('LOST', 'VANISHED', 'GIVEN_UP', 'REFUSED')"
          + " or (a.outcome = 'EXITED' and a.exit_code <> 0))";

  @Inject Database database;

  /** Writes errors and keeps no more than the newest. */
  void add(Collection<Trouble> errors, int kept) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (Trouble error : errors) {
      rows.add(new Object[] {error.at(), error.source(), error.message()});
    }
    database.batch(
        "insert into server_error (happened_at, source, message) values (?, ?, ?)", rows);
    database
        .first(
            "select id from server_error order by id desc limit 1 offset ?",
            row -> row.number("id"),
            kept)
        .ifPresent(last -> database.update("delete from server_error where id <= ?", last));
  }

  long countErrors() {
    return count("select count(*) as n from server_error");
  }

  /** The newest errors first. */
  List<Trouble> errors(int limit) {
    return database.query(
        "select id, happened_at, source, message from server_error order by id desc limit ?",
        row ->
            new Trouble(
                row.number("id"), row.time("happened_at"), row.text("source"), row.text("message")),
        limit);
  }

  long countFailedTries(int clientId) {
    return count("select count(*) as n" + FAILED, clientId);
  }

  /** Tries of jobs that went wrong on a client, the latest end first. */
  List<Trouble> failedTries(int clientId, int limit) {
    return database.query(
        "select a.id, a.job_id, a.outcome, a.exit_code, a.ended_at, j.name"
            + FAILED
            + " order by a.ended_at desc, a.id desc limit ?",
        row ->
            new Trouble(
                row.integer("id"),
                row.time("ended_at"),
                "job " + row.integer("job_id"),
                row.text("name") + ": " + meaning(row.text("outcome"), row.integer("exit_code"))),
        clientId,
        limit);
  }

  private static String meaning(String outcome, int exitCode) {
    return switch (outcome) {
      case "LOST" -> "its process vanished";
      case "VANISHED" -> "the client came back without it";
      case "GIVEN_UP" -> "the client stayed silent";
      case "REFUSED" -> "it could not be started";
      default -> "exit code " + exitCode;
    };
  }

  /**
   * Counts what was asked; new names only as long as there is room.
   *
   * @param most names kept in all
   */
  void count(Collection<UnknownAsk> asks, int most) {
    for (UnknownAsk ask : asks) {
      int known =
          database.update(
              "update unknown_ask set asked = asked + ?, last_caller = ?, last_at = ?"
                  + " where kind = ? and name = ?",
              ask.count(),
              ask.lastCaller(),
              ask.lastAt(),
              ask.kind(),
              ask.name());
      if (known == 0 && count("select count(*) as n from unknown_ask") < most) {
        database.update(
            "insert into unknown_ask (kind, name, asked, last_caller, first_at, last_at)"
                + " values (?, ?, ?, ?, ?, ?)",
            ask.kind(),
            ask.name(),
            ask.count(),
            ask.lastCaller(),
            ask.lastAt(),
            ask.lastAt());
      }
    }
  }

  /** Forgets what nobody has asked since. */
  void forgetAsks(Instant before) {
    database.update("delete from unknown_ask where last_at < ?", before);
  }

  /** All that was asked, the most frequent first. */
  List<UnknownAsk> asks() {
    return database.query(
        "select kind, name, asked, last_caller, last_at from unknown_ask"
            + " order by asked desc, kind, name",
        row ->
            new UnknownAsk(
                row.constant("kind", Kind.class),
                row.text("name"),
                row.number("asked"),
                row.text("last_caller"),
                row.time("last_at")));
  }

  private long count(String sql, @Nullable Object... parameters) {
    return database.first(sql, row -> row.number("n"), parameters).orElseThrow();
  }
}
