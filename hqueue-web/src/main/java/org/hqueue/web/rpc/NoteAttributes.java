package org.hqueue.web.rpc;

import java.util.List;
import java.util.Map;
import org.hqueue.note.NoteThreadView;
import org.hqueue.note.NoteView;
import org.jspecify.annotations.Nullable;

/** The attributes of notes and of their threads, {@code contract/api.md} section 3. */
final class NoteAttributes {

  /** Views of notes have no parts: all of it comes at once. */
  enum NoPart {}

  /** A thread and the structs of its notes, oldest first. */
  record WithNotes(NoteThreadView thread, List<Map<String, @Nullable Object>> notes) {}

  /** Every attribute of a thread, for many threads. */
  static final Attributes<WithNotes, NoPart> THREAD =
      new Attributes<WithNotes, NoPart>(NoPart.class)
          .add("id", seen -> seen.thread().id())
          .add("clientHostname", seen -> seen.thread().clientHostname())
          .add("clientLabel", seen -> seen.thread().clientLabel())
          .add("clientId", seen -> seen.thread().clientId())
          .add("jobId", seen -> seen.thread().jobId())
          .add("notes", WithNotes::notes);

  /** Every attribute of a note, for many threads. */
  static final Attributes<NoteView, NoPart> NOTE =
      new Attributes<NoteView, NoPart>(NoPart.class)
          .add("id", NoteView::id)
          .add("threadId", note -> note.thread().id())
          .add("clientHostname", note -> note.thread().clientHostname())
          .add("clientLabel", note -> note.thread().clientLabel())
          .add("clientId", note -> note.thread().clientId())
          .add("jobId", note -> note.thread().jobId())
          .add("author", NoteView::author)
          .add("date", NoteView::at)
          .add("text", NoteView::text);

  private NoteAttributes() {}
}
