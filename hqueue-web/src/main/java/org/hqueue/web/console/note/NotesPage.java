package org.hqueue.web.console.note;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hqueue.event.EventFeed;
import org.hqueue.note.NoteService;
import org.hqueue.note.NoteThreadView;
import org.hqueue.note.NoteView;
import org.hqueue.web.console.Moment;
import org.hqueue.web.console.PageLoad;

/** {@code note/list.xhtml}: notes about jobs and clients, the newest thread first. */
@Named
@RequestScoped
public class NotesPage {

  /** Threads that a page shows. */
  static final int MOST_THREADS = 50;

  /** A note with its time. */
  public record Line(NoteView note, Moment at) {}

  /** A thread with its notes, the oldest first. */
  public record Row(NoteThreadView thread, List<Line> lines) {}

  @EJB NoteService notes;
  @Inject EventFeed feed;
  @Inject PageLoad load;

  private List<Row> rows = List.of();
  private long feedNumber;

  /** Loads before the page is drawn. */
  public void load() {
    load.run(
        "the notes",
        () -> {
          feedNumber = feed.last();
          rows = read(notes);
        });
  }

  private static List<Row> read(NoteService notes) {
    List<Integer> newest = notes.newestThreads(MOST_THREADS);
    Map<Integer, List<NoteView>> byThread =
        notes.notes(newest).stream()
            .collect(
                Collectors.groupingBy(
                    note -> note.thread().id(), LinkedHashMap::new, Collectors.toList()));
    return newest.stream()
        .filter(byThread::containsKey)
        .map(id -> row(byThread.getOrDefault(id, List.of())))
        .toList();
  }

  private static Row row(List<NoteView> thread) {
    return new Row(
        thread.get(0).thread(),
        thread.stream().map(note -> new Line(note, new Moment(note.at()))).toList());
  }

  /** Up to where the page has seen changes. */
  public long getFeed() {
    return feedNumber;
  }

  /** The newest threads. */
  public List<Row> getRows() {
    return rows;
  }
}
