package org.hqueue.note;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hqueue.database.Database;
import org.hqueue.database.IdBlocks;
import org.hqueue.database.Row;
import org.jspecify.annotations.Nullable;

/** The tables of notes. Everything here takes part in the surrounding transaction. */
@ApplicationScoped
public class NoteStore {

  private static final String THREAD =
      "t.id as thread_id, t.job_id, t.client_id, c.hostname, c.name";
  private static final String THREADS =
      " from note_thread t left join client c on c.id = t.client_id ";
  private static final String LATEST =
      " n.id = (select max(m.id) from note m where m.thread_id = t.id) ";

  @Inject Database database;
  @Inject IdBlocks ids;

  /** Sees to the ids of new threads; called before the transaction holds a connection. */
  void ensureThreadIds(int count) {
    ids.ensure(IdBlocks.Kind.NOTE_THREAD, count);
  }

  /** The thread about a job or client; empty when there is none yet. */
  Optional<Integer> threadOf(NoteSubject subject, int id) {
    return database.first(
        "select id from note_thread where " + subject.column() + " = ?",
        row -> row.integer("id"),
        id);
  }

  /** The threads about some jobs or clients. */
  List<Integer> threadsOf(NoteSubject subject, Collection<Integer> subjectIds) {
    return database.queryIn(
        "select id from note_thread where " + subject.column() + " in (:ids)",
        subjectIds,
        row -> row.integer("id"));
  }

  /** Whether there is such a job or client. */
  boolean exists(NoteSubject subject, int id) {
    return database
        .first("select id from " + subject.table() + " where id = ?", row -> row.integer("id"), id)
        .isPresent();
  }

  /** A new thread, about a job or client, or about nothing when both are null; its id. */
  int addThread(@Nullable Integer jobId, @Nullable Integer clientId, Instant now) {
    int id = ids.take(IdBlocks.Kind.NOTE_THREAD, 1);
    database.update(
        "insert into note_thread (id, job_id, client_id, created_at) values (?, ?, ?, ?)",
        id,
        jobId,
        clientId,
        now);
    return id;
  }

  /** Writes a note at the end of a thread. */
  void add(int threadId, String author, String text, Instant now) {
    database.update(
        "insert into note (thread_id, author, written_at, text) values (?, ?, ?, ?)",
        threadId,
        author,
        now,
        text);
  }

  /** The ids of all threads, ascending. */
  List<Integer> threadIds() {
    return database.query("select id from note_thread order by id", row -> row.integer("id"));
  }

  /** The threads with the newest notes, the newest first. */
  List<Integer> newestThreads(int limit) {
    return database.query(
        "select thread_id, max(id) as newest from note group by thread_id"
            + " order by newest desc limit ?",
        row -> row.integer("thread_id"),
        limit);
  }

  /** The newest notes of all threads, the newest first. */
  List<NoteView> newestNotes(int limit) {
    return database.query(
        "select n.id as note_id, n.author, n.written_at, n.text, "
            + THREAD
            + " from note n join note_thread t on t.id = n.thread_id"
            + " left join client c on c.id = t.client_id order by n.id desc limit ?",
        NoteStore::readNote,
        limit);
  }

  /** Some threads, by id; unknown ids are left out. */
  List<NoteThreadView> threads(Collection<Integer> threadIds) {
    return database.queryIn(
        "select " + THREAD + THREADS + "where t.id in (:ids) order by t.id",
        threadIds,
        NoteStore::readThread);
  }

  /** All notes of some threads, oldest first. */
  List<NoteView> notes(Collection<Integer> threadIds) {
    return notes(threadIds, "n.thread_id = t.id");
  }

  /** The last note of each of some threads, by thread; threads without one are left out. */
  List<NoteView> latest(Collection<Integer> threadIds) {
    return notes(threadIds, LATEST);
  }

  private List<NoteView> notes(Collection<Integer> threadIds, String joined) {
    return database.queryIn(
        "select n.id as note_id, n.author, n.written_at, n.text, "
            + THREAD
            + THREADS
            + "join note n on "
            + joined
            + " where t.id in (:ids) order by t.id, n.id",
        threadIds,
        NoteStore::readNote);
  }

  /** Thread and last note of some jobs or clients, by their id; those without are left out. */
  Map<Integer, NoteBrief> briefs(NoteSubject subject, Collection<Integer> subjectIds) {
    Map<Integer, NoteBrief> briefs = new HashMap<>();
    database.queryIn(
        "select t.id, t.%1$s as subject_id, n.text from note_thread t left join note n on%2$s"
                .formatted(subject.column(), LATEST)
            + "where t."
            + subject.column()
            + " in (:ids)",
        subjectIds,
        row ->
            briefs.put(
                row.integer("subject_id"), new NoteBrief(row.integer("id"), row.text("text"))));
    return briefs;
  }

  /** Deletes threads with their notes; how many there were. */
  int removeThreads(Collection<Integer> threadIds) {
    database.updateIn("delete from note where thread_id in (:ids)", threadIds);
    return database.updateIn("delete from note_thread where id in (:ids)", threadIds);
  }

  /** Which of these notes there are. */
  List<Integer> knownNotes(Collection<Integer> noteIds) {
    return database.queryIn(
        "select id from note where id in (:ids)", noteIds, row -> row.integer("id"));
  }

  /** Deletes notes; their threads stay. */
  void removeNotes(Collection<Integer> noteIds) {
    database.updateIn("delete from note where id in (:ids)", noteIds);
  }

  private static NoteView readNote(Row row) throws SQLException {
    return new NoteView(
        row.integer("note_id"),
        readThread(row),
        row.text("author"),
        row.time("written_at"),
        row.text("text"));
  }

  private static NoteThreadView readThread(Row row) throws SQLException {
    String hostname = row.text("hostname");
    String name = row.text("name");
    return new NoteThreadView(
        row.integer("thread_id"),
        row.integerOrNull("job_id"),
        row.integerOrNull("client_id"),
        hostname,
        name.isEmpty() ? hostname : hostname + ":" + name);
  }
}
