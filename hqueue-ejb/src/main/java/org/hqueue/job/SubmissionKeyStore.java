package org.hqueue.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hqueue.database.Database;

/** Keys by which a repeated call is known. In the surrounding transaction. */
@ApplicationScoped
public class SubmissionKeyStore {

  @Inject Database database;

  /** The ids of a call, which follow each other, and when it was stored. */
  record Stored(int firstId, int count, Instant at) {

    List<Integer> ids() {
      return IntStream.range(firstId, firstId + count).boxed().toList();
    }
  }

  /** What was stored with a key. */
  Optional<Stored> find(String key) {
    return database.first(
        "select first_id, job_count, stored_at from submission_key where key_text = ?",
        row -> new Stored(row.integer("first_id"), row.integer("job_count"), row.time("stored_at")),
        key);
  }

  /**
   * Writes a key. Another call with the same one waits here until this one is stored, meets the key
   * then, and is repeated.
   */
  void insert(String key, Stored stored) {
    database.update(
        "insert into submission_key (key_text, first_id, job_count, stored_at) values (?, ?, ?, ?)",
        key,
        stored.firstId(),
        stored.count(),
        stored.at());
  }

  /** Removes a key. */
  void delete(String key) {
    database.update("delete from submission_key where key_text = ?", key);
  }

  /** Removes keys stored at or before a time; how many there were. */
  int deleteBefore(Instant before, int limit) {
    List<String> keys =
        database.query(
            "select key_text from submission_key where stored_at <= ? order by stored_at limit ?",
            row -> row.text("key_text"),
            before,
            limit);
    return database.updateIn("delete from submission_key where key_text in (:ids)", keys);
  }
}
