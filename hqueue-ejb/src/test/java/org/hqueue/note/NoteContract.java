package org.hqueue.note;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.hqueue.client.Client;
import org.hqueue.client.ClientStore;
import org.hqueue.config.Settings;
import org.hqueue.database.BadValueException;
import org.hqueue.job.JobService;
import org.hqueue.job.JobSpec;
import org.hqueue.testfarm.TestFarm;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Notes on each database. */
abstract class NoteContract {

  private TestFarm farm;
  private NoteService notes;

  /** A new, empty database. */
  abstract Settings settings();

  @BeforeEach
  void assemble() {
    farm = new TestFarm(settings());
    notes = farm.get(NoteService.class);
  }

  @AfterEach
  void close() {
    farm.close();
  }

  @Test
  void aNoteAboutNothingBeginsAThread() {
    add("hello, \uD83D\uDE00\nworld", null, null, null);
    List<NoteView> all = farm.call(() -> notes.notes(null));
    assertEquals("hello, \uD83D\uDE00\nworld", all.get(0).text());
    assertEquals("10.0.0.9", all.get(0).author());
    assertEquals(farm.clock().instant(), all.get(0).at());
    NoteThreadView thread = all.get(0).thread();
    assertNull(thread.jobId());
    assertNull(thread.clientId());
    assertEquals(List.of(thread), farm.call(() -> notes.threads(null)));
    assertTrue(farm.call(() -> notes.exists(thread.id())));
    assertFalse(farm.call(() -> notes.exists(thread.id() + 1)));
  }

  @Test
  void theThreadWithTheNewestNoteComesFirst() {
    add("first", null, null, null);
    add("second", null, null, null);
    add("third", null, null, null);
    List<Integer> threads = farm.call(notes::threadIds);
    add("to the first", threads.get(0), null, null);
    assertEquals(List.of(threads.get(0), threads.get(2)), farm.call(() -> notes.newestThreads(2)));
  }

  @Test
  void theClientComesFirstThenTheJobThenTheThread() {
    int client = client("Node", "a");
    int job = job();
    add("of nothing", null, null, null);
    int free = farm.call(notes::threadIds).get(0);
    add("of the client", free, job, client);
    add("of the job", free, job, null);
    add("of the job too", null, job, null);
    add("of the thread", free, null, null);
    List<NoteView> all = farm.call(() -> notes.notes(null));
    assertEquals(
        List.of("of nothing", "of the thread"),
        all.stream().filter(n -> n.thread().id() == free).map(NoteView::text).toList());
    assertEquals(
        List.of("of the client"),
        all.stream()
            .filter(n -> n.thread().clientLabel().equals("Node:a"))
            .map(NoteView::text)
            .toList());
    Map<Integer, NoteBrief> ofJobs = farm.call(() -> notes.briefs(NoteSubject.JOB, List.of(job)));
    assertEquals("of the job too", ofJobs.get(job).latestNote());
    Map<Integer, NoteBrief> ofClients =
        farm.call(() -> notes.briefs(NoteSubject.CLIENT, List.of(client, client + 1)));
    assertEquals(1, ofClients.size());
    assertEquals("of the client", ofClients.get(client).latestNote());
    assertEquals(3, farm.call(() -> notes.latest(null)).size());
  }

  @Test
  void whatDoesNotExistIsPassedOverAndBlankTextAddsNothing() {
    add("  \n", null, null, null);
    assertEquals(List.of(), farm.call(notes::threadIds));
    add("kept", 77, 78, 79);
    assertEquals(1, farm.call(notes::threadIds).size());
    assertThrows(
        BadValueException.class, () -> add("x".repeat(NoteService.LONGEST + 1), null, null, null));
    assertEquals(1, farm.call(notes::threadIds).size());
  }

  @Test
  void removedNotesLeaveTheirThreadAndRemovedThreadsNothing() {
    int job = job();
    add("one", null, job, null);
    add("two", null, job, null);
    int thread = farm.call(notes::threadIds).get(0);
    List<Integer> ids =
        farm.call(() -> notes.notes(List.of(thread))).stream().map(NoteView::id).toList();
    assertEquals(List.of(99_999), farm.call(() -> notes.removeNotes(List.of(ids.get(1), 99_999))));
    assertEquals(
        new NoteBrief(thread, "one"),
        farm.call(() -> notes.briefs(NoteSubject.JOB, List.of(job))).get(job));
    farm.call(() -> notes.removeNotes(List.of(ids.get(0))));
    assertEquals(
        new NoteBrief(thread, ""),
        farm.call(() -> notes.briefs(NoteSubject.JOB, List.of(job))).get(job));
    add("three", thread, null, null);
    assertEquals(List.of(99_999), farm.call(() -> notes.removeThreads(List.of(99_999, thread))));
    assertEquals(List.of(), farm.call(notes::threadIds));
    assertEquals(List.of(), farm.call(() -> notes.notes(List.of(thread))));
    assertEquals(Map.of(), farm.call(() -> notes.briefs(NoteSubject.JOB, List.of(job))));
  }

  private void add(
      String text, @Nullable Integer thread, @Nullable Integer job, @Nullable Integer client) {
    farm.run(() -> notes.add(text, thread, job, client, "10.0.0.9"));
  }

  private int job() {
    JobService jobs = farm.get(JobService.class);
    return farm.call(() -> jobs.submit(List.of(JobSpec.ofCommand("", "x")), List.of(), List.of()))
        .get(0);
  }

  private int client(String hostname, String name) {
    ClientStore clients = farm.get(ClientStore.class);
    int id = farm.call(clients::nextId);
    farm.run(() -> clients.add(new Client(id, hostname, name, 1000)));
    return id;
  }
}
