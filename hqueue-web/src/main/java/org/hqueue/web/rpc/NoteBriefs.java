package org.hqueue.web.rpc;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.hqueue.note.NoteBrief;
import org.hqueue.note.NoteService;
import org.hqueue.note.NoteSubject;
import org.jspecify.annotations.Nullable;

/**
 * Fills in what structs of jobs and clients tell of notes, where that was asked for: one query for
 * all of them. For many threads.
 */
@ApplicationScoped
public class NoteBriefs {

  static final String THREAD_ID = "threadId";
  static final String LATEST_NOTE = "latestNote";

  @EJB NoteService notes;

  /**
   * Overwrites the two attributes in structs that have them.
   *
   * @param ids what each of the structs is about
   */
  void fill(NoteSubject subject, List<Integer> ids, List<Map<String, @Nullable Object>> structs) {
    if (structs.isEmpty() || !isAsked(structs.get(0))) {
      return;
    }
    Map<Integer, NoteBrief> briefs = notes.briefs(subject, ids);
    for (int i = 0; i < structs.size(); i++) {
      NoteBrief brief = briefs.get(ids.get(i));
      if (brief != null) {
        structs.get(i).replace(THREAD_ID, brief.threadId());
        structs.get(i).replace(LATEST_NOTE, brief.latestNote());
      }
    }
  }

  /** All structs of an answer have the same keys. */
  private static boolean isAsked(Map<String, @Nullable Object> struct) {
    return struct.containsKey(THREAD_ID) || struct.containsKey(LATEST_NOTE);
  }
}
