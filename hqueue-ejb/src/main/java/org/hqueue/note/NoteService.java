package org.hqueue.note;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.hqueue.database.BadValueException;
import org.hqueue.event.EventStore;
import org.hqueue.event.NewEvent;
import org.hqueue.phrase.Phrase;
import org.jspecify.annotations.Nullable;

/** What is asked of notes from outside. */
@Stateless
public class NoteService {

  /** Characters of a note at most. */
  static final int LONGEST = 100_000;

  private static final int LONGEST_AUTHOR = 255;

  @Inject NoteStore notes;
  @Inject EventStore events;
  @Inject Clock clock;

  /**
   * Has the ids of so many new threads at hand; for a caller whose transaction holds a connection
   * when it adds notes.
   */
  public void ensureThreadIds(int count) {
    notes.ensureThreadIds(count);
  }

  /**
   * Writes a note about the client, else about the job, else in the thread, else in a new thread;
   * what is not given or does not exist is passed over. Blank text adds nothing.
   *
   * @param author "" when nobody knows
   * @throws BadValueException when the text is too long
   */
  public void add(
      String text,
      @Nullable Integer threadId,
      @Nullable Integer jobId,
      @Nullable Integer clientId,
      String author) {
    if (text.isBlank()) {
      return;
    }
    if (text.length() > LONGEST) {
      throw new BadValueException(
          "note_text: " + Phrase.MOST_CHARACTERS.with(LONGEST, text.length()));
    }
    notes.ensureThreadIds(1);
    Instant now = clock.instant();
    String known = author.length() > LONGEST_AUTHOR ? author.substring(0, LONGEST_AUTHOR) : author;
    int thread = threadFor(threadId, jobId, clientId, now);
    notes.add(thread, known, text, now);
    events.append(List.of(NewEvent.ofFarm("a note was written in thread " + thread)), now);
  }

  private int threadFor(
      @Nullable Integer threadId,
      @Nullable Integer jobId,
      @Nullable Integer clientId,
      Instant now) {
    if (clientId != null && notes.exists(NoteSubject.CLIENT, clientId)) {
      return notes
          .threadOf(NoteSubject.CLIENT, clientId)
          .orElseGet(() -> notes.addThread(null, clientId, now));
    }
    if (jobId != null && notes.exists(NoteSubject.JOB, jobId)) {
      return notes
          .threadOf(NoteSubject.JOB, jobId)
          .orElseGet(() -> notes.addThread(jobId, null, now));
    }
    if (threadId != null && exists(threadId)) {
      return threadId;
    }
    return notes.addThread(null, null, now);
  }

  /** Whether there is such a thread. */
  public boolean exists(int threadId) {
    return !notes.threads(List.of(threadId)).isEmpty();
  }

  /** The ids of all threads, ascending. */
  public List<Integer> threadIds() {
    return notes.threadIds();
  }

  /** Some threads, or all of them for null, by id; unknown ids are left out. */
  public List<NoteThreadView> threads(@Nullable List<Integer> threadIds) {
    return notes.threads(asked(threadIds));
  }

  /** All notes of some threads, or of all for null, by thread, the oldest first. */
  public List<NoteView> notes(@Nullable List<Integer> threadIds) {
    return notes.notes(asked(threadIds));
  }

  /** The threads with the newest notes, the newest first. */
  public List<Integer> newestThreads(int limit) {
    return notes.newestThreads(limit);
  }

  /** The newest notes of all threads, the newest first. */
  public List<NoteView> newestNotes(int limit) {
    return notes.newestNotes(limit);
  }

  /** The last note of each of some threads, or of all for null. */
  public List<NoteView> latest(@Nullable List<Integer> threadIds) {
    return notes.latest(asked(threadIds));
  }

  private Collection<Integer> asked(@Nullable List<Integer> threadIds) {
    return threadIds == null ? notes.threadIds() : new TreeSet<>(threadIds);
  }

  /** Thread and last note of some jobs or clients, by their id; those without are left out. */
  public Map<Integer, NoteBrief> briefs(NoteSubject subject, Collection<Integer> ids) {
    return notes.briefs(subject, ids);
  }

  /** Deletes threads with their notes; the ids of those that there were not. */
  public List<Integer> removeThreads(List<Integer> threadIds) {
    Set<Integer> known = new HashSet<>();
    notes.threads(new TreeSet<>(threadIds)).forEach(thread -> known.add(thread.id()));
    notes.removeThreads(known);
    tellDeleted(known.size());
    return without(threadIds, known);
  }

  /** Deletes what was noted about some jobs or clients. */
  public void removeAbout(NoteSubject subject, Collection<Integer> ids) {
    notes.removeThreads(notes.threadsOf(subject, ids));
  }

  /** Deletes notes, not their threads; the ids of those that there were not. */
  public List<Integer> removeNotes(List<Integer> noteIds) {
    Set<Integer> known = new HashSet<>(notes.knownNotes(new TreeSet<>(noteIds)));
    notes.removeNotes(known);
    tellDeleted(known.size());
    return without(noteIds, known);
  }

  private void tellDeleted(int count) {
    if (count > 0) {
      events.append(List.of(NewEvent.ofFarm("notes were deleted")), clock.instant());
    }
  }

  private static List<Integer> without(List<Integer> ids, Set<Integer> known) {
    List<Integer> rest = new ArrayList<>(ids);
    rest.removeAll(known);
    return rest;
  }
}
