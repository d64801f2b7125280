package org.hqueue.web.rpc;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hqueue.database.Retry;
import org.hqueue.note.NoteService;
import org.hqueue.note.NoteThreadView;
import org.hqueue.note.NoteView;
import org.hqueue.xmlrpc.XmlRpcFault;
import org.jspecify.annotations.Nullable;

/** The functions about notes: each converts, calls one service, converts back. For many threads. */
@ApplicationScoped
public class NoteMethods {

  @EJB NoteService notes;
  @Inject Retry retry;

  /** Of several ids the client's counts first, then the job's, then the thread's. */
  boolean add(Params params, Caller caller) throws XmlRpcFault {
    String text = params.has(0) ? params.text(0, "note_text") : "";
    Integer threadId = idOrNull(params, 1, "thread_id");
    Integer jobId = idOrNull(params, 2, "job_id");
    Integer clientId = idOrNull(params, 3, "client_id");
    retry.run(() -> notes.add(text, threadId, jobId, clientId, caller.address()));
    return true;
  }

  private static @Nullable Integer idOrNull(Params params, int position, String name)
      throws XmlRpcFault {
    return params.has(position) && !"".equals(params.raw(position))
        ? (Integer) params.id(position, name)
        : null;
  }

  List<Map<String, @Nullable Object>> threads(Params params) throws XmlRpcFault {
    List<Integer> ids = idsOrAll(params);
    List<String> threadNames = NoteAttributes.THREAD.known(params.textsOrNone(1, "thread_attribs"));
    List<String> noteNames = NoteAttributes.NOTE.known(params.textsOrNone(2, "note_attribs"));
    Map<Integer, List<Map<String, @Nullable Object>>> byThread = new HashMap<>();
    if (threadNames.contains("notes")) {
      for (NoteView note : notes.notes(ids)) {
        byThread
            .computeIfAbsent(note.thread().id(), id -> new ArrayList<>())
            .add(NoteAttributes.NOTE.read(note, noteNames));
      }
    }
    List<Map<String, @Nullable Object>> structs = new ArrayList<>();
    for (NoteThreadView thread : notes.threads(ids)) {
      structs.add(
          NoteAttributes.THREAD.read(
              new NoteAttributes.WithNotes(thread, byThread.getOrDefault(thread.id(), List.of())),
              threadNames));
    }
    return structs;
  }

  List<Integer> threadIds() {
    return notes.threadIds();
  }

  List<Map<String, @Nullable Object>> latest(Params params) throws XmlRpcFault {
    List<Integer> ids = idsOrAll(params);
    List<String> names = NoteAttributes.NOTE.known(params.textsOrNone(1, "attribs"));
    List<Map<String, @Nullable Object>> structs = new ArrayList<>();
    for (NoteView note : notes.latest(ids)) {
      structs.add(NoteAttributes.NOTE.read(note, names));
    }
    return structs;
  }

  private static @Nullable List<Integer> idsOrAll(Params params) throws XmlRpcFault {
    return params.has(0) ? params.ids(0, "thread_ids") : null;
  }

  boolean exists(Params params) throws XmlRpcFault {
    return notes.exists(params.id(0, "thread_id"));
  }

  boolean removeThread(Params params) throws XmlRpcFault {
    List<Integer> id = List.of(params.id(0, "thread_id"));
    return retry.call(() -> notes.removeThreads(id)).isEmpty();
  }

  List<Integer> removeThreads(Params params) throws XmlRpcFault {
    List<Integer> ids = params.ids(0, "thread_ids");
    return retry.call(() -> notes.removeThreads(ids));
  }

  boolean removeNote(Params params) throws XmlRpcFault {
    List<Integer> id = List.of(params.id(0, "note_id"));
    return retry.call(() -> notes.removeNotes(id)).isEmpty();
  }

  List<Integer> removeNotes(Params params) throws XmlRpcFault {
    List<Integer> ids = params.ids(0, "note_ids");
    return retry.call(() -> notes.removeNotes(ids));
  }
}
