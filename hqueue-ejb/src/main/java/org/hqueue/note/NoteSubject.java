package org.hqueue.note;

/** What a thread of notes may be about. */
public enum NoteSubject {
  /** A job. */
  JOB("job", "job_id"),
  /** A client. */
  CLIENT("client", "client_id");

  private final String table;
  private final String column;

  NoteSubject(String table, String column) {
    this.table = table;
    this.column = column;
  }

  String table() {
    return table;
  }

  String column() {
    return column;
  }
}
